import { createInsisting, type Insisted } from '../../load/insist.ts';
import { createSteadyPosts } from '../../load/steady-posts.ts';
import { type Delivery, signatureOf } from '../http-delivery.ts';
import { slackApp } from '../slack-app.ts';

const PATIENCE_MS = 3_000;

/** Sends events to an app over connections that stay open; status 0 when there was no answer. */
export function steadyDelivery(url: () => string): Delivery & { close(): void } {
  const posts = createSteadyPosts(PATIENCE_MS);
  return {
    async deliver(_kind, payload, { retry } = {}) {
      const body = JSON.stringify(payload);
      const timestamp = String(Math.floor(Date.now() / 1000));
      const headers = {
        'content-type': 'application/json',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': signatureOf(body, timestamp, slackApp.signingSecret),
        ...(retry === undefined
          ? {}
          : { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': 'http_error' }),
      };
      const { status, text, ms } = await posts.post({
        url: `${url()}/slack/events`,
        headers,
        body,
      });
      return { status, headers: {}, body: text, ms };
    },
    close: posts.close,
  };
}

/** Milliseconds before each further try. Slack's own are 0, one minute and five; a test does not wait so long. */
const AGAIN_AFTER_MS = [0, 3_000, 10_000] as const;

/** As Slack: what is not answered by 200 within three seconds comes again, with its count. */
export function insist(delivery: Delivery): Delivery & { readonly counts: Insisted } {
  const { counts, insist: insistOn } = createInsisting(AGAIN_AFTER_MS);
  return {
    counts,
    deliver: (kind, payload) =>
      insistOn((attempt) =>
        delivery.deliver(kind, payload, attempt === 0 ? {} : { retry: attempt }),
      ),
  };
}
