import { asGranted, coveredIn, type Role, type Roles } from '#foundation/people/roles.ts';
import type { Request } from '#office/requests/find-requests.ts';
import { groupsFor } from '#office/requests/who-decides.ts';

/** What somebody holds by themselves, and what those hold for whom they cover. */
export interface Cover {
  readonly own: ReadonlySet<Role>;
  readonly others: ReadonlyMap<string, ReadonlySet<Role>>;
}

/** Undefined for whoever covers for nobody. Not in a transaction. */
export async function coverOf(
  personId: string,
  held: ReadonlySet<Role>,
  roles: Roles,
): Promise<Cover | undefined> {
  const covered = coveredIn(held);
  if (covered.length === 0) return undefined;
  const granted = asGranted(roles);
  const others = new Map<string, ReadonlySet<Role>>();
  for (const other of covered) others.set(other, await granted.of(other));
  return { own: await granted.of(personId), others };
}

/** In whose place somebody decides for these groups; undefined where they decide for all of them by themselves. */
export function inPlaceOf(
  cover: Cover | undefined,
  request: Pick<Request, 'progress' | 'requester'>,
  { personId, groups }: { readonly personId: string; readonly groups: readonly string[] },
): string | undefined {
  if (!cover) return undefined;
  const own = groupsFor(cover.own, request, personId);
  const lent = groups.filter((group) => !own.includes(group));
  if (lent.length === 0) return undefined;
  const others = [...cover.others];
  return others.find(([other, held]) =>
    groupsFor(held, request, other).some((group) => lent.includes(group)),
  )?.[0];
}
