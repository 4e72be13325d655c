import type { ServerResponse } from 'node:http';
import type { Cast } from '#channels/web/conversation/cast.ts';
import type { TurnOutcome, Turns } from '#channels/web/conversation/turns.ts';
import { answerJson, answerProblem } from '#channels/web/http/answer.ts';
import type { Route } from '#channels/web/http/serve.ts';
import type { WebLimits } from '#channels/web/limits.ts';
import { receiveTurn } from '#channels/web/receive.ts';
import { jsonRoute } from '#channels/web/routes/json-route.ts';

/** Where the page sends what a person says or presses. */
export function turnRoute({
  turns,
  cast,
  limits,
}: {
  readonly cast: Cast;
  readonly turns: Turns;
  readonly limits: WebLimits;
}): Route {
  return jsonRoute({
    path: '/turn',
    limits,
    receive: (body) => receiveTurn(body, limits.message, cast),
    answer: async (turn, response) => answerOutcome(response, await turns.take(turn)),
  });
}

export function answerOutcome(response: ServerResponse, outcome: TurnOutcome): void {
  if (outcome.kind === 'refused') {
    answerProblem(response, { status: 409, message: REFUSALS[outcome.why] });
    return;
  }
  const { kind: _kind, ...answer } = outcome;
  answerJson(response, 200, answer);
}

const REFUSALS = {
  taken: 'That message was sent already, and says something else. Please load the page again.',
  'not-theirs': 'That message is not in this conversation. Please load the page again.',
} as const;
