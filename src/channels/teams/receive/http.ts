import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Gate } from '#channels/teams/connect/gate.ts';
import { teamsPaths } from '#channels/teams/manifest.ts';
import { type Activity, Activity as ActivityShape } from '#channels/teams/receive/activity.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import { isLoopbackInUrl } from '#foundation/kernel/is-loopback.ts';
import { isTooDeep } from '#foundation/kernel/is-too-deep.ts';
import { type Log, placesOf } from '#foundation/kernel/log.ts';
import { decodeText, readUpTo } from '#foundation/kernel/read-text.ts';

/** What Teams is told: nothing, or the JSON that an invoke waits for. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** Answers an activity of Teams; `body` as it came, `since` when, by `performance.now()`. */
export type Receive = (activity: Activity, body: unknown, since: number) => Promise<Answer>;

export interface HttpOptions {
  readonly gate: Gate;
  /** Whether we speak with Teams there. */
  readonly isServiceUrl: (serviceUrl: string) => boolean;
  /** Whether its people are served. */
  readonly isOurTenant: (activity: Activity) => boolean;
  /** Nobody is checked: a page in a browser on this machine must not come in like that. */
  readonly isOpen: boolean;
  readonly receive: Receive;
  readonly log: Log;
}

/** Answers a request to the address of the bot; false when it is none of ours. */
export type AnswerHttp = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Bytes; what Teams sends is far smaller. */
const BODY_MOST = 256 * 1024;

/**
 * Who asks is looked at first, and only the answer to that is told to a stranger: 401, or 503 where nobody can be checked.
 * Then come the body, the service address and the tenant.
 */
export function createHttp(options: HttpOptions): AnswerHttp {
  const { gate, isOpen, receive, log } = options;

  async function answerTo(request: IncomingMessage): Promise<Answer> {
    const since = performance.now();
    if (request.method !== 'POST') return { status: 405 };
    const { authorization = '' } = request.headers;
    const isKnown = isOpen ? isOfThisMachine(request) : gate.mayBe(authorization);
    if (!isKnown) return { status: 401 };
    const bytes = isJson(request) ? await readUpTo(request, BODY_MOST) : undefined;
    if (bytes === undefined) {
      const refusal = await refuse(undefined, authorization, options);
      return { status: refusal === 400 ? (isJson(request) ? 413 : 415) : (refusal ?? 401) };
    }
    const body = parse(bytes);
    const refusal = await refuse(body, authorization, options);
    if (refusal !== undefined) return { status: refusal };
    const activity = ActivityShape.safeParse(body);
    if (!activity.success) return { status: 400 };
    if (!options.isServiceUrl(activity.data.serviceUrl) || !options.isOurTenant(activity.data)) {
      log.warn({}, 'Teams sent something of a tenant or a service address that is not served');
      return { status: 403 };
    }
    return receive(activity.data, body, since);
  }

  async function deal(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      write(response, await answerTo(request));
    } catch (cause) {
      // Whoever sent it went away in the middle of it.
      if (request.errored) return;
      const isFull = cause instanceof StewardError && cause.code === 'unavailable';
      log[isFull ? 'warn' : 'error'](placesOf(cause), 'Teams was not answered');
      if (!response.headersSent) write(response, { status: isFull ? 503 : 500 });
    }
  }

  return (request, response) => {
    if (request.url?.split('?')[0] !== teamsPaths.messages) return false;
    void deal(request, response);
    return true;
  };
}

/** The status with which it is refused; undefined when it may go on. */
async function refuse(
  body: unknown,
  authorization: string,
  { gate }: HttpOptions,
): Promise<number | undefined> {
  const readable = body === undefined || isTooDeep(body) ? undefined : body;
  switch (await gate.check(authorization, serviceUrlIn(readable))) {
    case 'ok':
      return readable === undefined ? 400 : undefined;
    case 'refused':
      return 401;
    case 'no-keys':
      return 503;
  }
}

function serviceUrlIn(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('serviceUrl' in body)) return undefined;
  return typeof body.serviceUrl === 'string' ? body.serviceUrl : undefined;
}

/** Not a page in a browser, nor what was led here under another name, as by a tunnel. */
function isOfThisMachine({ headers: { origin, host = '' } }: IncomingMessage): boolean {
  return origin === undefined && isLoopbackInUrl(host.toLowerCase().replace(/:\d+$/, ''));
}

function isJson({ headers }: IncomingMessage): boolean {
  return /^application\/json\s*(?:;|$)/i.test(headers['content-type'] ?? '');
}

/** Undefined when it is no JSON. */
function parse(bytes: Buffer): unknown {
  const text = decodeText(bytes);
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined; // The only way it fails is that it is no JSON.
  }
}

function write(response: ServerResponse, { status, body }: Answer): void {
  // What is left of a refused body is not read: the connection ends with it.
  if (status >= 400) response.setHeader('connection', 'close');
  if (status === 405) response.setHeader('allow', 'POST');
  if (body === undefined) {
    response.writeHead(status).end();
    return;
  }
  const text = JSON.stringify(body);
  response
    .writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(text),
    })
    .end(text);
}
