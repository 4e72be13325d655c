import { drawAbsence, isAbsenceNotice } from '#assistant/notices/draw-absences.ts';
import {
  type DrawingRequests,
  drawRequest,
  isRequestNotice,
} from '#assistant/notices/draw-requests.ts';
import { groupNames } from '#assistant/skills/requests/request-parts.ts';
import { answeredCard, heardBackCard, readCard } from '#assistant/views/feedback/asker-cards.ts';
import { closedFeedbackCard, feedbackCard } from '#assistant/views/feedback/feedback-cards.ts';
import { outcomeCard } from '#assistant/views/questions/asker-cards.ts';
import { noQuestionsLeftCard, openQuestionsCard } from '#assistant/views/questions/ospo-cards.ts';
import type { CardFor, Drawing, Drawn } from '#foundation/delivery/draw.ts';
import type { Places } from '#foundation/delivery/places.ts';
import { contactFor } from '#foundation/people/contacts.ts';
import type { Office } from '#foundation/people/office.ts';
import type { Db } from '#foundation/store/database.ts';
import { type Feedback, feedbackNotices, findFeedback } from '#office/questions/feedback.ts';
import { findQuestion, openQuestions } from '#office/questions/open-questions.ts';
import { questionNotices } from '#office/questions/record-question.ts';
import type { RequestForm } from '#office/requests/forms/form-file.ts';
import { reminderNotice } from '#office/requests/tell.ts';

/** Draws what Steward tells people, from what is true when it is sent. */
export function createCardFor(
  db: Db,
  office: Office,
  requests: Omit<DrawingRequests, 'office'> & {
    /** On which people are told things now. */
    readonly platforms: () => readonly string[];
    readonly places: Places;
    readonly forms: ReadonlyMap<string, RequestForm>;
  },
): CardFor {
  return async (drawing) => {
    if (drawing.kind === questionNotices.daily) return drawDaily(db, drawing);
    if (drawing.kind === questionNotices.closed) {
      const question = await findQuestion(db, drawing.matter);
      if (!question?.closed) return undefined;
      return { kind: 'card', card: outcomeCard(question, contactFor(office, 'handbook')) };
    }
    if (drawing.kind === reminderNotice) {
      // Loaded when there is one.
      const { drawReminder } = await import('#assistant/notices/draw-reminder.ts');
      return drawReminder(db, drawing, { ...requests, office });
    }
    if (drawing.kind.startsWith('broadcast')) {
      // Loaded when there is one.
      const { drawBroadcast } = await import('#assistant/notices/draw-broadcasts.ts');
      const { roles, clock, policy, platforms, places, forms } = requests;
      const groups = Object.keys(groupNames({ policy, office }));
      const addressing = () => ({ roles, office, groups, platforms: platforms(), places });
      return drawBroadcast(db, drawing, { roles, clock, policy, office, addressing, forms });
    }
    if (isAbsenceNotice(drawing.kind)) return drawAbsence(db, drawing, { ...requests, office });
    if (isRequestNotice(drawing.kind)) return drawRequest(db, drawing, { ...requests, office });
    const feedback = await findFeedback(db, drawing.matter);
    return feedback && drawFeedback(drawing, feedback, requests.clock.now());
  };
}

/** News of nothing is none; a card that stands says that nothing is left. */
async function drawDaily(db: Db, { message }: Drawing): Promise<Drawn | undefined> {
  const clusters = await openQuestions(db);
  if (clusters.length > 0)
    return { kind: 'card', card: openQuestionsCard(clusters, 0), waits: true };
  return message === undefined ? undefined : { kind: 'card', card: noQuestionsLeftCard() };
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
