import { AnswerInWords } from '#assistant/actions.ts';
import {
  type Answered,
  answered,
  type HandingIn,
  type SentForm,
  say,
} from '#assistant/answering.ts';
import {
  alreadyGivenCard,
  noFeedbackCard,
  thankedCard,
  thanksCard,
} from '#assistant/views/feedback/feedback-cards.ts';
import { feedbackForm } from '#assistant/views/feedback/feedback-form.ts';
import { staleCard } from '#assistant/views/help/trouble-cards.ts';
import { checkAnswers } from '#foundation/cards/check-answers.ts';

/** Opens the form that asks why an answer did not help; once for each card. */
export async function askWhy(
  about: AnswerInWords,
  card: string | undefined,
  { db, office, clock }: Pick<HandingIn, 'db' | 'office' | 'clock'>,
): Promise<Answered> {
  if (!db) return say(noFeedbackCard(office.contact));
  const { findFeedbackOn } = await questions();
  const before = card === undefined ? undefined : await findFeedbackOn(db, card);
  if (before) return say(alreadyGivenCard(before.at, clock.now()));
  return answered({ kind: 'form', form: feedbackForm(about), context: about });
}

/** Takes the form: keeps it for the OSPO, and says thank you on the card that it is about. */
export async function takeFeedback(
  sent: SentForm,
  { db, office, clock, personId }: HandingIn,
): Promise<Answered> {
  const about = AnswerInWords.safeParse(sent.context);
  if (!about.success) return say(staleCard());
  if (!db) return say(noFeedbackCard(office.contact));
  const form = feedbackForm(about.data);
  const checked = checkAnswers(form, sent.answers);
  if (checked.kind === 'invalid') {
    const { kept, errors } = checked;
    return answered({ kind: 'form', form, context: about.data, kept, errors });
  }

  const { giveFeedback, FeedbackReason } = await questions();
  const { reason, expected, comment, answer } = checked.values;
  const given = await giveFeedback(
    db,
    {
      about: { ...about.data, ...(typeof expected === 'string' ? { expected } : {}) },
      reason: FeedbackReason.parse(reason),
      comment: typeof comment === 'string' ? comment : undefined,
      card: sent.card,
      personId: answer === undefined ? undefined : personId,
    },
    clock,
  );
  if (given.kind === 'already-given') return say(alreadyGivenCard(given.at, clock.now()));
  return sent.card === undefined
    ? say(thanksCard())
    : answered({ kind: 'edit', card: sent.card, edit: thankedCard });
}

/** Loaded when needed: most questions are asked without, and the database's side takes longer to load than to answer. */
function questions() {
  return import('#office/questions/feedback.ts');
}
