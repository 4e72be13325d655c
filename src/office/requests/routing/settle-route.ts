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
  const others = new Map<string, number>();
  const othersIn = async (group: string): Promise<number> => {
    const known = others.get(group);
    if (known !== undefined) return known;
    const count = await countOthers(group, roles, requesterId);
    others.set(group, count);
    return count;
  };
  const why = [...route.why];
  const stages: Stage[] = [];
  for (const stage of route.stages) {
    const groups: string[] = [];
    for (const group of stage.groups) {
      if ((await othersIn(group)) > 0) groups.push(group);
      else if ((await othersIn(fallback)) > 0) {
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

/** A quorum that there are too few people for is the number of people that there are. */
async function within(
  { needs }: Stage,
  groups: readonly string[],
  othersIn: (group: string) => Promise<number>,
  why: string[],
): Promise<Stage['needs']> {
  if (typeof needs !== 'number') return needs;
  let people = 0;
  for (const group of groups) people += await othersIn(group);
  if (people >= needs) return needs;
  why.push(`${people} instead of ${needs} must approve: there are no more`);
  return people < 2 ? 'any' : people;
}

/** Unknown is many: a platform that is down for now has the group, which is told when it is back. */
async function countOthers(group: string, roles: Roles, requesterId: string): Promise<number> {
  const people = new Set<string>();
  for (const role of rolesFor(group)) {
    try {
      for (const holder of await roles.holders(role)) people.add(holder);
    } catch (cause) {
      if (cause instanceof StewardError && cause.code === 'unavailable') return Infinity;
      throw cause;
    }
  }
  people.delete(requesterId);
  return people.size;
}
