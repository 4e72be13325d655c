import { StewardError } from '#foundation/kernel/errors.ts';
import type { Roles } from '#foundation/people/roles.ts';
import type { Route, Stage } from '#office/requests/routing/route.ts';
import { rolesFor } from '#office/requests/who-decides.ts';

/**
 * The route with a fallback in place of each group in which nobody but the requester is; undefined where nobody else
 * could decide either. Asks who holds which role: not in a transaction.
 */
export async function settleRoute(
  route: Route,
  fallback: string,
  roles: Roles,
  requesterId: string,
): Promise<Route | undefined> {
  const others = new Map<string, Others>();
  const othersIn = async (group: string): Promise<Others> => {
    const known = others.get(group) ?? (await findOthers(group, roles, requesterId));
    others.set(group, known);
    return known;
  };
  const why = [...route.why];
  const stages: Stage[] = [];
  for (const stage of route.stages) {
    const groups: string[] = [];
    for (const group of stage.groups) {
      if (isAnybody(await othersIn(group))) groups.push(group);
      else if (isAnybody(await othersIn(fallback))) {
        groups.push(fallback);
        why.push(`${fallback} in place of ${group}, where nobody but the requester is`);
      } else return undefined;
    }
    const distinct = [...new Set(groups)];
    stages.push({
      ...stage,
      groups: distinct,
      needs: await within(stage, distinct, othersIn, why),
    });
  }
  return { ...route, stages, why };
}

/** A quorum that there are too few people for is the number of people that there are; one may be in two groups. */
async function within(
  { needs }: Stage,
  groups: readonly string[],
  othersIn: (group: string) => Promise<Others>,
  why: string[],
): Promise<Stage['needs']> {
  if (typeof needs !== 'number') return needs;
  const people = new Set<string>();
  for (const group of groups) {
    const others = await othersIn(group);
    if (others === 'unknown') return needs;
    for (const one of others) people.add(one);
  }
  const { size } = people;
  if (size >= needs) return needs;
  why.push(`${size} instead of ${needs} must approve: there are no more`);
  return size < 2 ? 'any' : size;
}

/** Unknown where a platform is down for now: the group is told when it is back. */
type Others = ReadonlySet<string> | 'unknown';

function isAnybody(others: Others): boolean {
  return others === 'unknown' || others.size > 0;
}

/** Everybody who decides for a group, but for one. */
export async function findOthers(group: string, roles: Roles, personId: string): Promise<Others> {
  const people = new Set<string>();
  for (const role of rolesFor(group)) {
    try {
      for (const holder of await roles.holders(role)) people.add(holder);
    } catch (cause) {
      if (cause instanceof StewardError && cause.code === 'unavailable') return 'unknown';
      throw cause;
    }
  }
  people.delete(personId);
  return people;
}
