import { webApi } from '@slack/bolt';
import { calling, SlackRefusal } from '#channels/slack/calls/slack-error.ts';
import { boltLogger } from '#channels/slack/install/bolt-logger.ts';
import { silentLog } from '#foundation/kernel/log.ts';

export type Answered<T> =
  | { readonly kind: 'yes'; readonly answer: T }
  /** Slack's own word for why not. */
  | { readonly kind: 'no'; readonly reason: string }
  | { readonly kind: 'silent' };

/** One call, tried once. */
export async function callSlack<T>(
  at: { readonly token: string; readonly apiUrl: string; readonly patienceMs: number },
  call: (client: webApi.WebClient) => Promise<T>,
): Promise<Answered<T>> {
  const client = new webApi.WebClient(at.token, {
    slackApiUrl: at.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: at.patienceMs,
    allowAbsoluteUrls: false,
    logger: boltLogger(silentLog),
  });
  try {
    return { kind: 'yes', answer: await calling(() => call(client)) };
  } catch (error) {
    // What stands between us and Slack may have answered in its place, with words of its own.
    const isSlacks = error instanceof SlackRefusal && /^[a-z_]{1,60}$/.test(error.reason);
    return isSlacks ? { kind: 'no', reason: error.reason } : { kind: 'silent' };
  }
}
