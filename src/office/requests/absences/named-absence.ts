import { type Absence, absencesAt, deputiesAmong } from '#foundation/people/absences/absence.ts';
import { findPerson } from '#foundation/people/accounts.ts';
import { asGranted, type Roles } from '#foundation/people/roles.ts';
import type { Db } from '#foundation/store/database.ts';
import type { Request } from '#office/requests/find-requests.ts';
import { groupsFor } from '#office/requests/who-decides.ts';

/** An absence with what people are called. */
export interface NamedAbsence extends Pick<Absence, 'id' | 'personId' | 'firstDay' | 'lastDay'> {
  readonly name: string;
  readonly deputyName: string | undefined;
  readonly hasBegun: boolean;
}

export async function nameAbsence(db: Db, absence: Absence, now: Date): Promise<NamedAbsence> {
  const { id, personId, firstDay, lastDay, deputyId, from } = absence;
  const deputyName = deputyId === undefined ? undefined : await callThem(db, deputyId);
  const name = await callThem(db, personId);
  return { id, personId, name, firstDay, lastDay, deputyName, hasBegun: from <= now };
}

/** What somebody is called. */
export async function callThem(db: Db, personId: string): Promise<string> {
  return (await findPerson(db, personId))?.name ?? 'Somebody';
}

/** Somebody who is away, and the groups for which they would decide. */
export interface AwayFor {
  readonly groups: readonly string[];
  readonly absence: NamedAbsence;
}

/** As many as one reads; of a large group the others are there. */
const NAMED_MOST = 3;

/** Who is away of those for whom a request waits, and who covers for them. */
export async function awayOn(
  db: Db,
  request: Request,
  { roles, now }: { readonly roles: Roles; readonly now: Date },
): Promise<readonly AwayFor[]> {
  const away = await absencesAt(db, now);
  const deputies = deputiesAmong(away);
  const found: AwayFor[] = [];
  for (const absence of away) {
    const held = await asGranted(roles).of(absence.personId);
    const groups = groupsFor(held, request, absence.personId);
    if (groups.length === 0) continue;
    const deputyId = deputies.get(absence.personId);
    // Whoever asked decides nothing of it, whom else they cover for.
    const covers = deputyId === request.requester?.personId ? undefined : deputyId;
    found.push({ groups, absence: await nameAbsence(db, { ...absence, deputyId: covers }, now) });
    if (found.length === NAMED_MOST) break;
  }
  return found;
}
