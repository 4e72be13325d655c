import { type Answered, type HandingIn, say } from '#assistant/answering.ts';
import {
  askedCard,
  cannotAskCard,
  outcomeCard,
  questionGoneCard,
} from '#assistant/views/questions/asker-cards.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import { contactFor } from '#foundation/people/contacts.ts';

/** Asks the OSPO what the handbook does not say; whoever presses is told the answer. */
export async function askTheOspo(
  id: string,
  { db, office, clock, personId }: HandingIn,
): Promise<Answered> {
  const contact = contactFor(office, 'handbook');
  if (!db) return say(cannotAskCard(contact));
  // Loaded when needed: most questions are answered.
  const [{ askToBeTold }, { findQuestion }] = await Promise.all([
    import('#office/questions/record-question.ts'),
    import('#office/questions/open-questions.ts'),
  ]);
  const asked = await askToBeTold(db, { id, personId }, clock);
  switch (asked.kind) {
    case 'asked':
      return say(askedCard(asked.again, contact));
    case 'closed': {
      const question = await findQuestion(db, id);
      return say(question ? outcomeCard(question, contact) : questionGoneCard(contact));
    }
    case 'not-found':
      return say(questionGoneCard(contact));
    default:
      return unreachable(asked);
  }
}
