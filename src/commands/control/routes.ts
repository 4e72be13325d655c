import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { Respond } from '#assistant/turn.ts';
import { answerJson, answerProblem } from '#channels/web/http/answer.ts';
import { readJson } from '#channels/web/http/read-json.ts';
import type { Route } from '#channels/web/http/serve.ts';
import { webLimits } from '#channels/web/limits.ts';
import type { AuditVerdict } from '#foundation/store/verify.ts';
import { Policy } from '#knowledge/policy/file/policy-file.ts';
import type { TouchedPage } from '#office/requests/touched/touched.ts';

const user = z.string().min(1).max(200);
const AskBody = z.union([
  z.object({ user, text: z.string().max(webLimits.message) }),
  z.object({
    user,
    form: z.object({
      form: z.string().max(200),
      context: z.unknown(),
      answers: z.unknown(),
      sentAs: z.string().max(100).exactOptional(),
    }),
  }),
]);

const TouchedBody = z.object({ old: Policy, now: Policy, after: z.int().min(0) });

/** What commands on this machine may ask of the running Steward; each call shows the token. */
export function controlRoutes(options: {
  readonly token: string;
  readonly respond: Respond;
  /** The person behind a user of this machine. */
  readonly personFor: (user: string) => Promise<string>;
  readonly verify: () => Promise<AuditVerdict>;
  /** A page of the requests that a change of the policy touches. */
  readonly touched: (asked: z.infer<typeof TouchedBody>) => Promise<TouchedPage>;
}): readonly Route[] {
  const { token, respond, personFor, verify, touched } = options;
  return [
    guarded('/control/ask', token, async (body) => {
      const asked = AskBody.parse(body);
      const personId = await personFor(asked.user);
      const content =
        'text' in asked
          ? ({ kind: 'text', text: asked.text } as const)
          : ({ kind: 'form', ...asked.form } as const);
      return respond({ personId, thread: 'terminal', content });
    }),
    guarded('/control/audit-log/verify', token, verify),
    guarded('/control/policy/touched', token, (body) => touched(TouchedBody.parse(body))),
  ];
}

function guarded(path: string, token: string, answer: (body: unknown) => Promise<unknown>): Route {
  return {
    method: 'POST',
    path,
    async answer(request, response) {
      if (!showsToken(request, token)) {
        return answerProblem(response, {
          status: 401,
          message: 'This is for commands of this machine.',
        });
      }
      const body = await readJson(request, webLimits);
      if (body.kind === 'problem') return answerProblem(response, body.problem);
      answerJson(response, 200, await answer(body.value));
    },
  };
}

function showsToken(request: IncomingMessage, token: string): boolean {
  const shown = Buffer.from(request.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return shown.length === wanted.length && timingSafeEqual(shown, wanted);
}
