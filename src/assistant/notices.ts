import { answeredCard, heardBackCard, readCard } from '#assistant/views/feedback/asker-cards.ts';
import { closedFeedbackCard, feedbackCard } from '#assistant/views/feedback/feedback-cards.ts';
import type { CardFor, Drawing, Drawn } from '#foundation/delivery/draw.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import type { Db } from '#foundation/store/database.ts';
import { type Feedback, feedbackNotices, findFeedback } from '#office/questions/feedback.ts';

/** Draws what Steward tells people, from what is true when it is sent. */
export function createCardFor(db: Db, clock: Clock): CardFor {
  return async (drawing) => {
    const feedback = await findFeedback(db, drawing.matter);
    return feedback && drawFeedback(drawing, feedback, clock.now());
  };
}

function drawFeedback(drawing: Drawing, feedback: Feedback, now: Date): Drawn | undefined {
  const { handled, from } = feedback;
  switch (drawing.kind) {
    case feedbackNotices.given:
      if (!handled) return { kind: 'card', card: feedbackCard(feedback), waits: true };
      // Whoever was not told yet need not be.
      if (drawing.message === undefined) return undefined;
      return { kind: 'card', card: closedFeedbackCard(feedback, now) };
    case feedbackNotices.onCard:
      if (!handled) return undefined;
      return {
        kind: 'edit',
        edit: handled.answer === undefined ? readCard : answeredCard,
        // An answer is told to them by itself.
        ...(from &&
          handled.answer === undefined && {
            ifGone: {
              told: { kind: feedbackNotices.toAsker, matter: feedback.id },
              to: { kind: 'person', personId: from.personId },
            },
          }),
      };
    case feedbackNotices.toAsker:
      return handled && { kind: 'card', card: heardBackCard(feedback) };
    default:
      // Told by another version of Steward, which knows how to draw it.
      throw new TypeError('a notice of a kind that has no view');
  }
}
