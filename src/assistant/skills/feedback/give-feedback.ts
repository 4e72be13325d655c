import { AnswerInWords } from '#assistant/actions.ts';
import {
  type Answered,
  answered,
  type HandingIn,
  type Overseeing,
  type SentForm,
  say,
} from '#assistant/answering.ts';
import {
  alreadyGivenCard,
  gladCard,
  helpedCard,
  noFeedbackCard,
  thankedCard,
  thanksCard,
  whatBecomesOfIt,
} from '#assistant/views/feedback/asker-cards.ts';
import { feedbackForm } from '#assistant/views/feedback/feedback-form.ts';
import { staleCard } from '#assistant/views/help/trouble-cards.ts';
import { checkAnswers } from '#foundation/cards/check-answers.ts';
import type { Roles } from '#foundation/people/roles.ts';

/** Opens the form that asks why an answer did not help; once for each card. */
export async function askWhy(
  about: AnswerInWords,
  card: string | undefined,
  { db, office, personId }: Pick<HandingIn, 'db' | 'office' | 'personId'>,
): Promise<Answered> {
  if (!db) return say(noFeedbackCard(office.contact));
  const { findFeedbackOn } = await questions();
  const before = card === undefined ? undefined : await findFeedbackOn(db, card);
  if (before) return say(alreadyGivenCard(before, personId, office.contact));
  return answered({ kind: 'form', form: feedbackForm(about), context: about });
}

/** Keeps that an answer helped, and says thank you on its card. */
export async function takeHelpful(
  about: AnswerInWords,
  card: string | undefined,
  { db, office, clock }: Pick<HandingIn, 'db' | 'office' | 'clock'>,
): Promise<Answered> {
  if (!db) return say(noFeedbackCard(office.contact));
  const { markHelpful } = await import('#office/questions/mark-helpful.ts');
  await markHelpful(db, { about, card }, clock);
  return card === undefined ? say(gladCard()) : answered({ kind: 'edit', card, edit: helpedCard });
}

/** Takes the form: keeps it for the OSPO, and says thank you on the card that it is about. */
export async function takeFeedback(
  sent: SentForm,
  { db, office, clock, personId, roles }: Overseeing,
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
      question: about.data.isQuestion ? about.data.subject : undefined,
      personId: answer === undefined ? undefined : personId,
      once: sent.sentAs,
    },
    clock,
  );
  if (given.kind === 'already-given') {
    return say(alreadyGivenCard(given, personId, office.contact));
  }
  const words = whatBecomesOfIt((await isReadBySomebody(roles)) ? undefined : office.contact);
  return sent.card === undefined
    ? say(thanksCard(words))
    : answered({ kind: 'edit', card: sent.card, edit: (card) => thankedCard(card, words) });
}

async function isReadBySomebody(roles: Roles): Promise<boolean> {
  try {
    return (await roles.holders('ospo')).length > 0;
  } catch {
    // The note is kept already, and is told to them once the platform that knows them answers.
    return true;
  }
}

/** Loaded when needed: most questions are asked without, and the database's side takes longer to load than to answer. */
function questions() {
  return import('#office/questions/feedback.ts');
}
