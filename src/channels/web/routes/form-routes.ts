import type { ServerResponse } from 'node:http';
import { readFormAnswers } from '#assistant/forms/form-pages.ts';
import { findOpenForm, keepTyped, type OpenForm } from '#assistant/forms/open-forms.ts';
import type { Cast } from '#channels/web/conversation/cast.ts';
import type { Turns } from '#channels/web/conversation/turns.ts';
import { drawForm } from '#channels/web/forms/form-view.ts';
import { answerJson, answerProblem } from '#channels/web/http/answer.ts';
import type { Route } from '#channels/web/http/serve.ts';
import type { WebLimits } from '#channels/web/limits.ts';
import {
  type ReceivedDraft,
  type ReceivedForm,
  receiveDraft,
  receiveForm,
} from '#channels/web/receive.ts';
import { jsonRoute } from '#channels/web/routes/json-route.ts';
import { answerOutcome } from '#channels/web/routes/turn-route.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import type { Db } from '#foundation/store/database.ts';

interface FormRoutesOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly cast: Cast;
  readonly turns: Turns;
  readonly limits: WebLimits;
}

/** Where the page sends a page of a form, and what is typed into it before that. */
export function formRoutes({
  db,
  clock,
  cast,
  turns,
  limits,
}: FormRoutesOptions): readonly Route[] {
  function findOpen({ persona, form, context }: ReceivedDraft): Promise<OpenForm | undefined> {
    return findOpenForm(db, { personId: cast.personOf(persona), form, context });
  }

  async function takePage(received: ReceivedForm, response: ServerResponse): Promise<void> {
    const { persona, id, page, go, answers } = received;
    // The answer to what was sent may be lost, and the form is closed by then.
    const before = turns.outcomeOf(persona, id);
    if (before !== undefined) return answerOutcome(response, await before);

    const open = await findOpen(received);
    if (open === undefined) return answerProblem(response, NOT_OPEN);
    const step = readFormAnswers(open.form, { page, go, answers });
    const kept = step.kind === 'send' ? step.answers : step.kept;
    await keepTyped(db, open, kept, clock.now());
    if (step.kind === 'show') {
      const form = drawForm({ ...open, kept }, step.page, {
        people: cast.players,
        errors: step.errors,
      });
      return answerJson(response, 200, { form });
    }
    const content = { kind: 'form', open, answers: step.answers } as const;
    answerOutcome(response, await turns.take({ persona, id, content }));
  }

  async function takeDraft(received: ReceivedDraft, response: ServerResponse): Promise<void> {
    const open = await findOpen(received);
    if (open !== undefined) {
      const typed = readFormAnswers(open.form, { ...received, page: 0, go: 'send' });
      if (typed.kind === 'send') await keepTyped(db, open, typed.answers, clock.now());
    }
    // Also when it was sent meanwhile: then there is nothing left to keep.
    response.statusCode = 204;
    response.end();
  }

  return [
    jsonRoute({
      path: '/form',
      limits,
      receive: (body) => receiveForm(body, cast),
      answer: takePage,
    }),
    jsonRoute({
      path: '/draft',
      limits,
      receive: (body) => receiveDraft(body, cast),
      answer: takeDraft,
    }),
  ];
}

const NOT_OPEN = {
  status: 404,
  message: 'This form was sent already, or has been open for too long. Please open it again.',
} as const;
