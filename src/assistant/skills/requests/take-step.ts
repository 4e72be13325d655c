import type { z } from 'zod';
import { openRequestStep, type takeRequestStep } from '#assistant/actions.ts';
import {
  type Answered,
  answered,
  type Requesting,
  type SentForm,
  say,
} from '#assistant/answering.ts';
import { staleCard } from '#assistant/views/help/trouble-cards.ts';
import { noSuchRequestCard } from '#assistant/views/requests/list-cards.ts';
import {
  movedOnCard,
  notYoursCard,
  ownRequestCard,
  tooLateToUndoCard,
} from '#assistant/views/requests/refused-cards.ts';
import { requestCard, type Viewer } from '#assistant/views/requests/request-card.ts';
import { stepForm } from '#assistant/views/requests/step-form.ts';
import type { Card } from '#foundation/cards/card.ts';
import { checkAnswers } from '#foundation/cards/check-answers.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import type { Request } from '#office/requests/find-requests.ts';
import type { Step, StepTaken } from '#office/requests/take-step.ts';

type Pressed = z.infer<typeof takeRequestStep.payload>;
type Opened = z.infer<typeof openRequestStep.payload>;

/** Takes a step that needs no words. */
export function pressStep(
  pressed: Pressed,
  card: string | undefined,
  requesting: Requesting,
): Promise<Answered> {
  return take(pressed, card, requesting);
}

/** Opens the form for a step that needs words, if it can be taken. */
export async function openStep(
  { id, version, step }: Opened,
  card: string | undefined,
  requesting: Requesting,
): Promise<Answered> {
  const { db } = requesting;
  const { findRequest } = await import('#office/requests/find-requests.ts');
  const request = db && (await findRequest(db, id));
  if (!request) return say(noSuchRequestCard('this request'), { kind: 'no-answer' });
  const { decides } = await import('#office/requests/take-step.ts');
  const isOwn = request.requester?.personId === requesting.personId;
  const viewer = await viewerOf(request, requesting);
  if (step !== 'answer' && isOwn) return say(ownRequestCard(request));
  const may =
    step === 'answer' ? isOwn : decides(await requesting.roles.of(requesting.personId), request);
  if (!may) return say(notYoursCard(request));
  if (request.version !== version) {
    return onCard(card, movedOnCard(request, viewer, officeOf(request, requesting), undefined));
  }
  return answered({ kind: 'form', form: stepForm(step, request), context: { id, version, step } });
}

/** Takes a step with the words that were sent for it. */
export async function takeStepWords(sent: SentForm, requesting: Requesting): Promise<Answered> {
  const context = openRequestStep.payload.safeParse(sent.context);
  const { db } = requesting;
  if (!context.success || !db) return say(staleCard(), { kind: 'no-answer' });
  const { id, version, step } = context.data;
  const { findRequest } = await import('#office/requests/find-requests.ts');
  const request = await findRequest(db, id);
  if (!request) return say(noSuchRequestCard('this request'), { kind: 'no-answer' });
  const form = stepForm(step, request);
  const checked = checkAnswers(form, sent.answers);
  if (checked.kind === 'invalid') {
    const { kept, errors } = checked;
    return answered({ kind: 'form', form, context: context.data, kept, errors });
  }
  const { words, reason, alternative } = checked.values;
  const text = reason === undefined ? String(words) : `${reason}. ${words}`;
  const said = {
    words: text,
    ...(alternative === undefined ? {} : { alternative: String(alternative) }),
  };
  return take({ id, version, step, ...said }, sent.card, requesting);
}

async function take(
  step: Step,
  card: string | undefined,
  requesting: Requesting,
): Promise<Answered> {
  const { db, personId, roles, clock } = requesting;
  if (!db) return say(staleCard(), { kind: 'no-answer' });
  const { takeStep } = await import('#office/requests/take-step.ts');
  const taken = await takeStep(db, step, { personId, roles, clock });
  return sayTaken(taken, step, card, requesting);
}

async function sayTaken(
  taken: StepTaken,
  step: Step,
  card: string | undefined,
  requesting: Requesting,
): Promise<Answered> {
  switch (taken.kind) {
    case 'taken': {
      const { request } = taken;
      const viewer = await viewerOf(request, requesting);
      return onCard(card, requestCard(request, viewer, officeOf(request, requesting)));
    }
    case 'moved-on': {
      const { request } = taken;
      const viewer = await viewerOf(request, requesting);
      return onCard(card, movedOnCard(request, viewer, officeOf(request, requesting), step.words));
    }
    case 'too-late':
      return say(tooLateToUndoCard(taken.request));
    case 'own-request':
      return say(ownRequestCard(taken.request));
    case 'not-yours':
      return say(notYoursCard(taken.request));
    case 'not-found':
      return say(noSuchRequestCard('this request'), { kind: 'no-answer' });
    default:
      return unreachable(taken);
  }
}

async function viewerOf(request: Request, { personId, roles, clock }: Requesting): Promise<Viewer> {
  const { decides } = await import('#office/requests/take-step.ts');
  return { personId, decides: decides(await roles.of(personId), request), now: clock.now() };
}

function officeOf({ reviewers }: Request, { policy }: Requesting): string {
  return policy.reviewers[reviewers] ?? reviewers;
}

/** On the card that was pressed, where there is one, and else beside it. */
function onCard(card: string | undefined, now: Card): Answered {
  return card === undefined ? say(now) : { replies: [{ kind: 'edit', card, edit: () => now }] };
}
