import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { answerJson, answerProblem } from '#channels/web/http/answer.ts';
import type { Route } from '#channels/web/http/serve.ts';
import type { WebLimits } from '#channels/web/limits.ts';
import { jsonRoute } from '#channels/web/routes/json-route.ts';

/** The clock of a rehearsal, which whoever sits at the page moves forward. */
export interface Rehearsal {
  now(): Date;
  /** Afterwards what is due by then is told. */
  advance(milliseconds: number): void;
}

const WEEK_MINUTES = 7 * 24 * 60;
const MINUTES_MOST = 366 * 24 * 60;

const Move = z.object({ minutes: z.int().min(1).max(WEEK_MINUTES) });

/** Where the page reads the rehearsal's clock and moves it; there are no such addresses outside of one. */
export function rehearsalRoutes(rehearsal: Rehearsal, limits: WebLimits): readonly Route[] {
  let moved = 0;
  const answerNow = (response: ServerResponse): void =>
    answerJson(response, 200, { now: rehearsal.now().toISOString() });
  return [
    {
      method: 'GET',
      path: '/rehearsal/clock',
      answer: (_request, response) => answerNow(response),
    },
    jsonRoute({
      path: '/rehearsal/clock',
      limits,
      receive(body) {
        const move = Move.safeParse(body);
        return move.success
          ? { kind: 'ok', value: move.data.minutes }
          : { kind: 'problem', problem: WRONG };
      },
      async answer(minutes, response) {
        if (moved + minutes > MINUTES_MOST) return answerProblem(response, TOO_FAR);
        moved += minutes;
        rehearsal.advance(minutes * 60_000);
        answerNow(response);
      },
    }),
  ];
}

const WRONG = {
  status: 400,
  message: 'The clock moves forward by whole minutes, a week at most at a time.',
} as const;
const TOO_FAR = {
  status: 409,
  message: 'The clock is a year ahead already. Stop the rehearsal and start it anew.',
} as const;
