import { type Answered, type Broadcasting, say } from '#assistant/answering.ts';
import {
  nowhereForBroadcastsCard,
  onlyOspoBroadcastsCard,
} from '#assistant/views/broadcasts/refused-cards.ts';
import { contactFor } from '#foundation/people/contacts.ts';
import type { Db } from '#foundation/store/database.ts';

/** Does what only the OSPO may, if it is one of them who asks; says so to everybody else. */
export async function forOspo(
  { db, office, personId, roles }: Broadcasting,
  work: (db: Db) => Promise<Answered>,
): Promise<Answered> {
  if (!db) return say(nowhereForBroadcastsCard());
  if (!(await roles.of(personId)).has('ospo')) {
    return say(onlyOspoBroadcastsCard(contactFor(office, 'broadcasts')));
  }
  return work(db);
}
