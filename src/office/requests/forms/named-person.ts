import { eq, isNotNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { displayNameFrom } from '#foundation/people/display-name.ts';
import { emailFrom } from '#foundation/people/email.ts';
import type { Db } from '#foundation/store/database.ts';
import { accounts, people } from '#foundation/store/schema.ts';

export type NamedPerson =
  | { readonly kind: 'person'; readonly personId: string }
  | { readonly kind: 'unknown'; readonly error: string };

/** Whom an answer means: a person's id from where people are chosen, else an e-mail address or a whole name. */
export async function findNamedPerson(db: Db, words: string): Promise<NamedPerson> {
  const found = await peopleBy(db, words.trim());
  const [first, ...others] = found;
  if (first === undefined) {
    return unknown(
      'Steward does not know this person. Please check the name, or ask them to write to Steward once.',
    );
  }
  return others.length === 0
    ? { kind: 'person', personId: first }
    : unknown('Several people have this name. Please give an e-mail address.');
}

/** Enough to know that it is not one alone. */
const SOME = 2;

async function peopleBy(db: Db, words: string): Promise<readonly string[]> {
  if (z.uuid().safeParse(words).success) {
    const found = await db.select({ id: people.id }).from(people).where(eq(people.id, words));
    return found.map(({ id }) => id);
  }
  const email = emailFrom(words);
  if (email !== undefined) {
    const found = await db
      .selectDistinct({ id: accounts.personId })
      .from(accounts)
      .where(eq(accounts.email, email))
      .limit(SOME);
    return found.map(({ id }) => id);
  }
  const name = displayNameFrom(words);
  if (name === null) return [];
  const found = await db
    .select({ id: people.id })
    .from(people)
    .where(sql`${isNotNull(people.displayName)} and lower(${people.displayName}) = lower(${name})`)
    .limit(SOME);
  return found.map(({ id }) => id);
}

function unknown(error: string): NamedPerson {
  return { kind: 'unknown', error };
}
