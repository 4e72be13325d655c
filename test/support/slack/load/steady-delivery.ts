import { Agent, request } from 'node:http';
import type { Answered, Delivery, DeliveryOptions } from '../http-delivery.ts';
import { signatureOf } from '../http-delivery.ts';
import { slackApp } from '../slack-app.ts';

/** Sends events over connections that stay open; status 0 when there was no answer. */
export function steadyDelivery(url: () => string): Delivery & { close(): void } {
  const agent = new Agent({ keepAlive: true });
  return {
    deliver: (_kind, payload, options = {}) => post(agent, url(), JSON.stringify(payload), options),
    close: () => agent.destroy(),
  };
}

/** Milliseconds before each further try. Slack's own are 0, one minute and five; a test does not wait so long. */
const AGAIN_AFTER_MS = [0, 3_000, 10_000] as const;

/** As Slack: what is not answered by 200 within three seconds comes again, with its count. */
export function insist(delivery: Delivery): Delivery & { readonly counts: Insisted } {
  const counts = { again: 0, never: 0 };
  return {
    counts,
    async deliver(kind, payload) {
      let answered = await delivery.deliver(kind, payload);
      for (const [at, waitMs] of AGAIN_AFTER_MS.entries()) {
        if (answered.status === 200) return answered;
        await new Promise((resolve) => setTimeout(resolve, waitMs));
        counts.again += 1;
        answered = await delivery.deliver(kind, payload, { retry: at + 1 });
      }
      if (answered.status !== 200) counts.never += 1;
      return answered;
    },
  };
}

export interface Insisted {
  /** Deliveries beyond the first. */
  readonly again: number;
  /** Events that no try brought. */
  readonly never: number;
}

const PATIENCE_MS = 3_000;

function post(
  agent: Agent,
  url: string,
  body: string,
  { retry }: DeliveryOptions,
): Promise<Answered> {
  const began = performance.now();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': signatureOf(body, timestamp, slackApp.signingSecret),
    ...(retry === undefined
      ? {}
      : { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': 'http_error' }),
  };
  return new Promise((resolve) => {
    const answer = (status: number): void =>
      resolve({ status, headers: {}, body: '', ms: performance.now() - began });
    const sent = request(url, { method: 'POST', headers, agent, timeout: PATIENCE_MS });
    sent.on('timeout', () => sent.destroy());
    sent.on('error', () => answer(0));
    sent.on('response', (response) => {
      response.resume();
      response.on('end', () => answer(response.statusCode ?? 0));
      response.on('error', () => answer(0));
    });
    sent.end(body);
  });
}
