import { answerFeedback } from '#assistant/actions.ts';
import { type Answered, answered, type Steward } from '#assistant/answering.ts';
import type { TurnContent } from '#assistant/turn.ts';
import {
  alreadyReadCard,
  answeredCard,
  answerSentCard,
  markedReadCard,
  noFeedbackCard,
  noSuchFeedbackCard,
  onlyOspoCard,
  readCard,
} from '#assistant/views/feedback/feedback-cards.ts';
import { answerForm } from '#assistant/views/feedback/feedback-form.ts';
import { staleCard } from '#assistant/views/help/trouble-cards.ts';
import type { Card } from '#foundation/cards/card.ts';
import { checkAnswers } from '#foundation/cards/check-answers.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';

/** Marks feedback as read, if it is the OSPO who presses, and says so on the card that it is about. */
export async function markRead(
  id: string,
  { db, office, clock, personId }: Steward,
): Promise<Answered> {
  if (!db) return say(noFeedbackCard(office.contact));
  const { handleFeedback } = await questions();
  const handled = await handleFeedback(db, id, { personId, clock });
  switch (handled.kind) {
    case 'handled': {
      const { card } = handled.feedback;
      const { replies } = say(markedReadCard(handled.feedback));
      return {
        replies:
          card === undefined ? replies : [{ kind: 'edit', card, edit: readCard }, ...replies],
      };
    }
    case 'already-handled':
      return say(alreadyReadCard(handled.at, clock.now()));
    case 'not-ospo':
      return say(onlyOspoCard(office.contact));
    case 'not-found':
      return say(noSuchFeedbackCard());
    default:
      return unreachable(handled);
  }
}

/** Opens the form in which the OSPO answers a note. */
export async function openAnswer(id: string, steward: Steward): Promise<Answered> {
  const { db, office, personId } = steward;
  if (!db) return say(noFeedbackCard(office.contact));
  const [{ findFeedback }, { isOspo }] = await Promise.all([questions(), roles()]);
  if (!(await isOspo(db, personId))) return say(onlyOspoCard(office.contact));
  const feedback = await findFeedback(db, id);
  if (!feedback) return say(noSuchFeedbackCard());
  return answered({ kind: 'form', form: answerForm(feedback), context: { id } });
}

/** Takes the OSPO's answer: the note is dealt with, and the answer stands on the card that it is about. */
export async function takeAnswer(
  sent: Extract<TurnContent, { kind: 'form' }>,
  steward: Steward,
): Promise<Answered> {
  const { db, office, clock, personId } = steward;
  const context = answerFeedback.payload.safeParse(sent.context);
  if (!context.success) return say(staleCard());
  if (!db) return say(noFeedbackCard(office.contact));
  const [{ findFeedback, handleFeedback }, { isOspo }] = await Promise.all([questions(), roles()]);
  if (!(await isOspo(db, personId))) return say(onlyOspoCard(office.contact));
  const feedback = await findFeedback(db, context.data.id);
  if (!feedback) return say(noSuchFeedbackCard());

  const form = answerForm(feedback);
  const checked = checkAnswers(form, sent.answers);
  if (checked.kind === 'invalid') {
    const { kept, errors } = checked;
    return answered({ kind: 'form', form, context: context.data, kept, errors });
  }
  const handled = await handleFeedback(db, feedback.id, { personId, clock });
  if (handled.kind === 'already-handled') return say(alreadyReadCard(handled.at, clock.now()));
  if (handled.kind !== 'handled') return say(noSuchFeedbackCard());
  const { card } = feedback;
  const answer = String(checked.values.answer);
  const { replies } = say(answerSentCard(feedback));
  return card === undefined
    ? { replies }
    : {
        replies: [
          { kind: 'edit', card, edit: (before) => answeredCard(before, answer) },
          ...replies,
        ],
      };
}

/** Loaded when needed: most questions are asked without. */
function questions() {
  return import('#office/questions/feedback.ts');
}

function roles() {
  return import('#foundation/people/personas.ts');
}

function say(card: Card): Answered {
  return answered({ kind: 'card', card, outcome: { kind: 'said' } });
}
