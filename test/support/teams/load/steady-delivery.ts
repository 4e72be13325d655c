import { createInsisting, type Insisted } from '../../load/insist.ts';
import { type Answered, createSteadyPosts } from '../../load/steady-posts.ts';
import type { Payload } from '../fixtures.ts';
import { messagesPath } from '../sender.ts';
import { authorizationFor } from '../tokens.ts';

/** Brings an activity to a bot; status 0 when there was no answer. */
export type Deliver = (activity: Payload) => Promise<Answered>;

/** Teams hangs up then. */
const PATIENCE_MS = 15_000;
/** As Teams does, the token is sent until shortly before it ends: it is valid for an hour. */
const TOKEN_MS = 50 * 60_000;

/** Over connections that stay open; with one token for all. */
export function steadyDelivery(
  url: () => string,
  serviceUrl: string,
): { readonly deliver: Deliver; close(): void } {
  const posts = createSteadyPosts(PATIENCE_MS);
  let token = { value: '', until: 0 };

  function authorization(): string {
    if (performance.now() >= token.until) {
      token = { value: authorizationFor({ serviceUrl }), until: performance.now() + TOKEN_MS };
    }
    return token.value;
  }

  return {
    deliver: (activity) =>
      posts.post({
        url: `${url()}${messagesPath}`,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)',
          authorization: authorization(),
        },
        body: JSON.stringify(activity),
      }),
    close: posts.close,
  };
}

/** Milliseconds before each further try. */
const AGAIN_AFTER_MS = [0, 3_000, 10_000] as const;

/** What was not taken comes again, by whatever stands before two processes, or because somebody asks again. */
export function insist(deliver: Deliver): {
  readonly deliver: Deliver;
  readonly counts: Insisted;
} {
  const { counts, insist: insistOn } = createInsisting(AGAIN_AFTER_MS);
  return { counts, deliver: (activity) => insistOn(() => deliver(activity)) };
}
