import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Respond } from '#assistant/turn.ts';
import { answerJson, answerProblem } from '#channels/web/http/answer.ts';
import { browserIdOf } from '#channels/web/http/browser-id.ts';
import { readJson } from '#channels/web/http/read-json.ts';
import type { Route } from '#channels/web/http/serve.ts';
import type { WebLimits } from '#channels/web/limits.ts';
import { receiveTurn } from '#channels/web/receive.ts';
import { drawReply } from '#channels/web/reply.ts';

interface TurnRouteOptions {
  readonly respond: Respond;
  readonly personFor: (browserId: string) => Promise<string>;
  readonly limits: WebLimits;
}

/** Where the page sends what a person says or presses: `{thread, content}` to `{replies}`. */
export function turnRoute({ respond, personFor, limits }: TurnRouteOptions): Route {
  async function takeTurn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readJson(request, limits);
    if (body.kind === 'problem') {
      // Part of the body may be unread: the next request cannot follow it.
      response.setHeader('connection', 'close');
      return answerProblem(response, body.problem);
    }
    const received = receiveTurn(body.value, limits.message);
    if (received.kind === 'problem') return answerProblem(response, received.problem);

    const personId = await personFor(browserIdOf(request, response));
    const { thread, content } = received;
    const replies = await respond({ personId, thread, content });
    answerJson(response, 200, {
      replies: replies.filter((reply) => reply.kind === 'card').map(drawReply),
    });
  }
  return { method: 'POST', path: '/turn', answer: takeTurn };
}
