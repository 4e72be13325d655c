import { type Answered, type Overseeing, say } from '#assistant/answering.ts';
import { cannotAskCard } from '#assistant/views/questions/asker-cards.ts';
import { onlyOspoQuestionsCard } from '#assistant/views/questions/ospo-cards.ts';
import { contactFor } from '#foundation/people/contacts.ts';
import type { Db } from '#foundation/store/database.ts';

type Questions = typeof import('#office/questions/open-questions.ts') &
  typeof import('#office/questions/close-questions.ts') &
  typeof import('#office/questions/add-to-handbook.ts');

/** Does what only the OSPO may, if it is one of them who asks; says so to everybody else. */
export async function forOspo(
  { db, office, personId, roles }: Overseeing,
  work: (with_: Questions & { readonly db: Db }) => Promise<Answered>,
): Promise<Answered> {
  const contact = contactFor(office, 'handbook');
  if (!db) return say(cannotAskCard(contact));
  if (!(await roles.of(personId)).has('ospo')) return say(onlyOspoQuestionsCard(office.contact));
  // Loaded when needed: most turns do without.
  const [open, close, add] = await Promise.all([
    import('#office/questions/open-questions.ts'),
    import('#office/questions/close-questions.ts'),
    import('#office/questions/add-to-handbook.ts'),
  ]);
  return work({ ...open, ...close, ...add, db });
}
