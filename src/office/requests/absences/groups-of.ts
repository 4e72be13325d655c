import { absenceOf } from '#foundation/people/absences/absence.ts';
import { asGranted, type Roles } from '#foundation/people/roles.ts';
import type { Db } from '#foundation/store/database.ts';
import { findOthers } from '#office/requests/routing/settle-route.ts';
import { groupsHeld } from '#office/requests/who-decides.ts';

/** The groups for which somebody decides by themselves, and not because they cover for others. */
export async function groupsDecided(
  roles: Roles,
  personId: string,
  all: readonly string[],
): Promise<readonly string[]> {
  return groupsHeld(await asGranted(roles).of(personId), all);
}

interface Leaving {
  readonly personId: string;
  readonly groups: readonly string[];
  readonly from: Date;
  readonly until: Date;
  readonly at: Date;
}

/** Of the groups of somebody who goes away those in which nobody else is there at any time of it. */
export async function groupsLeftAlone(
  db: Db,
  roles: Roles,
  { personId, groups, from, until, at }: Leaving,
): Promise<readonly string[]> {
  const alone: string[] = [];
  for (const group of groups) {
    const others = await findOthers(group, asGranted(roles), personId);
    // A platform that is down has the others for now.
    if (others === 'unknown') continue;
    let isAnybody = false;
    for (const other of others) {
      const theirs = await absenceOf(db, other, at);
      isAnybody ||= !(theirs && theirs.from <= from && theirs.until >= until);
      if (isAnybody) break;
    }
    if (!isAnybody) alone.push(group);
  }
  return alone;
}
