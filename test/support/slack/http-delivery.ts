import { createHmac } from 'node:crypto';
import { type IncomingHttpHeaders, request } from 'node:http';
import type { Payload } from './fixtures.ts';

/** The three kinds of what Slack sends, by the names that Socket Mode has for them. */
export type DeliveryKind = 'events_api' | 'interactive' | 'slash_commands';

/** Brings a payload to Steward, by HTTP or through a socket. */
export interface Delivery {
  deliver(kind: DeliveryKind, payload: Payload, options?: DeliveryOptions): Promise<Answered>;
}

export interface DeliveryOptions {
  /** Slack's count of tries to deliver an event again. */
  readonly retry?: number;
}

export interface Answered {
  /** 0 when there was no answer. */
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** From the first byte sent to the last one received. */
  readonly ms: number;
}

export interface HttpDelivery extends Delivery {
  /** Anything at all, signed well unless it says otherwise. */
  raw(sent: RawRequest): Promise<Answered>;
}

export interface RawRequest {
  readonly body: string | Buffer;
  readonly contentType?: string;
  /** Replaces what is sent otherwise; undefined leaves a header out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Seconds since the epoch; now by default. Signed too. */
  readonly timestamp?: number;
  readonly secret?: string;
  readonly url?: string;
  /** The connection ends after so many milliseconds, with whatever was answered by then. */
  readonly patience?: number;
}

/** Signs as Slack does and posts to `url`, the address of events. */
export function httpDelivery(url: string, signingSecret: string): HttpDelivery {
  function raw(sent: RawRequest): Promise<Answered> {
    const { body, contentType = 'application/json', secret = signingSecret } = sent;
    const timestamp = String(sent.timestamp ?? Math.floor(Date.now() / 1000));
    const headers = {
      'content-type': contentType,
      'content-length': String(Buffer.byteLength(body)),
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signatureOf(body, timestamp, secret),
      ...sent.headers,
    };
    const given = Object.entries(headers).filter(([, value]) => value !== undefined);
    return post(sent.url ?? url, Object.fromEntries(given), body, sent.patience);
  }

  async function deliver(kind: DeliveryKind, payload: Payload, { retry }: DeliveryOptions = {}) {
    const headers: Record<string, string> =
      retry === undefined
        ? {}
        : { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': 'http_timeout' };
    const contentType = 'application/x-www-form-urlencoded';
    switch (kind) {
      case 'events_api':
        return raw({ body: JSON.stringify(payload), headers });
      case 'interactive': {
        const form = new URLSearchParams({ payload: JSON.stringify(payload) });
        return raw({ body: form.toString(), contentType, headers });
      }
      case 'slash_commands': {
        const fields = Object.entries(payload).map(([name, value]) => [name, String(value)]);
        return raw({ body: new URLSearchParams(fields).toString(), contentType, headers });
      }
    }
  }
  return { raw, deliver };
}

export function signatureOf(body: string | Buffer, timestamp: string, secret: string): string {
  const mac = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body);
  return `v0=${mac.digest('hex')}`;
}

function post(
  url: string,
  headers: Readonly<Record<string, string | undefined>>,
  body: string | Buffer,
  patience = 15_000,
): Promise<Answered> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers, agent: false });
    let hasAnswer = false;
    const none = (): Answered => ({
      status: 0,
      headers: {},
      body: '',
      ms: performance.now() - began,
    });
    sent.setTimeout(patience, () => {
      resolve(none());
      sent.destroy();
    });
    // A body that is refused midway breaks the pipe after the answer.
    sent.on('error', (error: NodeJS.ErrnoException) => {
      if (hasAnswer) return;
      if (error.code === 'ECONNREFUSED') reject(error);
      else resolve(none());
    });
    sent.on('response', (response) => {
      hasAnswer = true;
      const chunks: Buffer[] = [];
      const done = () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
          ms: performance.now() - began,
        });
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', done);
      response.on('error', done);
    });
    sent.end(body);
  });
}
