import { answerFeedback } from '#assistant/actions.ts';
import {
  type Answered,
  answered,
  type Overseeing,
  type SentForm,
  say,
} from '#assistant/answering.ts';
import type { Reply } from '#assistant/turn.ts';
import { noFeedbackCard } from '#assistant/views/feedback/asker-cards.ts';
import {
  alreadyHandledCard,
  answerNotSentCard,
  answerSentCard,
  closedFeedbackCard,
  markedReadCard,
  nobodyWaitsCard,
  noSuchFeedbackCard,
  onlyOspoCard,
} from '#assistant/views/feedback/feedback-cards.ts';
import { answerForm } from '#assistant/views/feedback/feedback-form.ts';
import { staleCard } from '#assistant/views/help/trouble-cards.ts';
import type { Card } from '#foundation/cards/card.ts';
import { checkAnswers } from '#foundation/cards/check-answers.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import type { Roles } from '#foundation/people/roles.ts';
import type { Feedback, Handled } from '#office/questions/feedback.ts';

/** Marks feedback as read, if it is the OSPO who presses. Everybody else's card is changed by a notice. */
export async function markRead(
  id: string,
  card: string | undefined,
  { db, office, clock, personId, roles }: Overseeing,
): Promise<Answered> {
  if (!db) return say(noFeedbackCard(office.contact));
  const { handleFeedback } = await questions();
  const handled = await handleFeedback(db, id, { personId, roles, clock });
  const cards = {
    done: markedReadCard,
    late: (late: Feedback) => alreadyHandledCard(late, personId),
  };
  return sayHandled(handled, card, cards, { office, clock });
}

/** Opens the form in which the OSPO answers a note. */
export async function openAnswer(
  id: string,
  card: string | undefined,
  { db, office, clock, personId, roles }: Overseeing,
): Promise<Answered> {
  if (!db) return say(noFeedbackCard(office.contact));
  if (!(await isOspo(personId, roles))) return say(onlyOspoCard(office.contact));
  const { findFeedback } = await questions();
  const feedback = await findFeedback(db, id);
  if (!feedback) return say(noSuchFeedbackCard());
  if (feedback.handled) {
    return tooLate(feedback, card, alreadyHandledCard(feedback, personId), clock);
  }
  if (!feedback.from) return say(nobodyWaitsCard());
  return answered({ kind: 'form', form: answerForm(feedback), context: { id } });
}

/** Takes the OSPO's answer: the note is dealt with, and whoever wrote it is told. */
export async function takeAnswer(
  sent: SentForm,
  { db, office, clock, personId, roles }: Overseeing,
): Promise<Answered> {
  const context = answerFeedback.payload.safeParse(sent.context);
  if (!context.success) return say(staleCard());
  if (!db) return say(noFeedbackCard(office.contact));
  if (!(await isOspo(personId, roles))) return say(onlyOspoCard(office.contact));
  const { findFeedback, handleFeedback } = await questions();
  const feedback = await findFeedback(db, context.data.id);
  if (!feedback) return say(noSuchFeedbackCard());

  const form = answerForm(feedback);
  const checked = checkAnswers(form, sent.answers);
  if (checked.kind === 'invalid') {
    if (feedback.handled) {
      return tooLate(feedback, sent.card, alreadyHandledCard(feedback, personId), clock);
    }
    const { kept, errors } = checked;
    return answered({ kind: 'form', form, context: context.data, kept, errors });
  }
  const answer = String(checked.values.answer);
  const notSent = (late: Feedback) => answerNotSentCard(late, personId, answer);
  if (!feedback.from && !feedback.handled) return say(notSent(feedback));
  const handled = await handleFeedback(db, feedback.id, { personId, roles, clock, answer });
  const cards = { done: answerSentCard, late: notSent };
  return sayHandled(handled, sent.card, cards, { office, clock });
}

/** On the card that was pressed, where there is one, and else beside it. */
function sayHandled(
  handled: Handled,
  card: string | undefined,
  cards: Readonly<Record<'done' | 'late', (feedback: Feedback) => Card>>,
  { office, clock }: Pick<Overseeing, 'office' | 'clock'>,
): Answered {
  switch (handled.kind) {
    case 'handled':
      return card === undefined
        ? say(cards.done(handled.feedback))
        : { replies: close(handled.feedback, card, clock) };
    case 'already-handled':
      return tooLate(handled.feedback, card, cards.late(handled.feedback), clock);
    case 'not-ospo':
      return say(onlyOspoCard(office.contact));
    case 'not-found':
      return say(noSuchFeedbackCard());
    default:
      return unreachable(handled);
  }
}

/** Says it beside the card that was pressed, which is closed if it was not yet. */
function tooLate(feedback: Feedback, card: string | undefined, late: Card, clock: Clock): Answered {
  const { replies } = say(late);
  return { replies: [...close(feedback, card, clock), ...replies] };
}

function close(feedback: Feedback, card: string | undefined, clock: Clock): readonly Reply[] {
  if (card === undefined) return [];
  const now = clock.now();
  return [{ kind: 'edit', card, edit: () => closedFeedbackCard(feedback, now) }];
}

async function isOspo(personId: string, roles: Roles): Promise<boolean> {
  return (await roles.of(personId)).has('ospo');
}

/** Loaded when needed: most questions are asked without. */
function questions() {
  return import('#office/questions/feedback.ts');
}
