import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse } from 'node:querystring';
import { type App, HTTPModuleFunctions, HTTPReceiver, type HTTPReceiverOptions } from '@slack/bolt';
import { boltLogger } from '#channels/slack/install/bolt-logger.ts';
import { slackPaths } from '#channels/slack/manifest.ts';
import type { Arrived, Receive } from '#channels/slack/receive.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import { type Log, placesOf } from '#foundation/kernel/log.ts';

export interface HttpOptions {
  /** Undefined with Socket Mode: then nothing but an installation comes this way. */
  readonly signingSecret: string | undefined;
  /** For installations in several workspaces. */
  readonly oauth: Partial<HTTPReceiverOptions>;
  readonly receive: Receive;
  readonly clock: Clock;
  readonly log: Log;
}

/** Answers a request under `/slack/`; false when it is none of ours. */
export type AnswerHttp = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Bytes; what Slack sends is far smaller. */
const BODY_MOST = 1024 * 1024;
const UNSIGNED_MOST = 1024;
/** Seconds; Bolt refuses what is older, and takes what is newer by any time. */
const FUTURE_MOST = 5 * 60;

/**
 * Bolt's receiver, for signatures, bodies and installations. What it brings goes to us and not to Bolt's App, which
 * acknowledges before anything is stored and knows no doubles.
 */
export function createHttp(options: HttpOptions): AnswerHttp {
  const { signingSecret, oauth, receive, clock, log } = options;
  const arrived = new WeakMap<IncomingMessage, number>();
  const receiver = new HTTPReceiver({
    ...oauth,
    // Without events nothing is verified either: the secret is never used.
    signingSecret: signingSecret ?? 'unused',
    endpoints: signingSecret === undefined ? [] : [slackPaths.events],
    bodyLimit: BODY_MOST,
    logger: boltLogger(log),
    unhandledRequestTimeoutMillis: 3001,
    customPropertiesExtractor: (request): Arrived => {
      const arrivedAt = arrived.get(request);
      return arrivedAt === undefined ? {} : { arrivedAt };
    },
    async processEventErrorHandler({ error, response }) {
      const isFull = error instanceof StewardError && error.code === 'unavailable';
      log[isFull ? 'warn' : 'error'](placesOf(error), 'Slack was not answered');
      if (!response.headersSent) response.writeHead(isFull ? 503 : 500);
      response.end();
      return true;
    },
  });
  // The only thing that it asks of an App.
  receiver.init({ processEvent: receive } as unknown as App);

  async function passOnWithBody(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const { rawBody } = await HTTPModuleFunctions.bufferIncomingMessage(request, BODY_MOST);
      if (isNull(request, rawBody)) refuse(response, 400);
      else passOn(request, response);
    } catch (cause) {
      refuse(response, isTooLarge(cause) ? 413 : 400);
    }
  }

  function passOn(request: IncomingMessage, response: ServerResponse): void {
    try {
      receiver.requestListener(request, response);
    } catch {
      // Bolt throws for every address that it does not know.
      refuse(response, 404);
    }
  }

  return (request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    if (!path.startsWith('/slack/')) return false;
    arrived.set(request, performance.now());
    if (isFromFuture(request, clock.now()) || isUnsigned(request)) refuse(response, 401);
    else if (request.method === 'POST') void passOnWithBody(request, response);
    else passOn(request, response);
    return true;
  };
}

/** Bolt looks for a member of whatever it parsed, and a `null` ends the process (@slack/bolt 5.1.0, HTTPReceiver). */
function isNull(request: IncomingMessage, body: Buffer): boolean {
  if (request.headers['content-type'] === 'application/x-www-form-urlencoded') {
    const { payload } = parse(body.toString());
    return typeof payload === 'string' && payload.trimStart().startsWith('n');
  }
  const first = body.find((byte) => byte > 0x20);
  return first !== undefined && String.fromCharCode(first) === 'n';
}

function isTooLarge(cause: unknown): boolean {
  return HTTPModuleFunctions.isRawBodyError(cause) && cause.statusCode === 413;
}

/** Before anything of it is read. Slack asks without a signature only whether the address is there, in a few bytes. */
function isUnsigned(request: IncomingMessage): boolean {
  if (request.method !== 'POST' || request.headers['x-slack-signature'] !== undefined) return false;
  const length = Number(request.headers['content-length']);
  return !(length <= UNSIGNED_MOST);
}

/** A captured request could be kept until then and sent again, past the time in which doubles are known. */
function isFromFuture(request: IncomingMessage, now: Date): boolean {
  const header = request.headers['x-slack-request-timestamp'];
  if (header === undefined) return false;
  const seconds = Number(header);
  return !(Number.isFinite(seconds) && seconds <= now.getTime() / 1000 + FUTURE_MOST);
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { connection: 'close' });
  response.end();
}
