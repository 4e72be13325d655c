import { type Persona, personas } from '#foundation/people/personas.ts';
import type { Role } from '#foundation/people/roles.ts';
import type { RequestForm } from '#office/requests/forms/form-file.ts';
import type { RouteFile } from '#office/requests/routing/route-file.ts';

const OSPO = 'ospo';

/** What a rehearsal needs somebody for. */
export interface Rehearsed {
  readonly forms: ReadonlyMap<string, RequestForm>;
  readonly routes: RouteFile | undefined;
  /** The reviewer groups, with what they are called. */
  readonly groups: Readonly<Record<string, string>>;
}

/**
 * Somebody for every group that decides: as many as the largest number that must approve, and two where a group
 * stands in for others. And two who ask, so that the same can be asked for twice.
 */
export function personasFor(rehearsed: Rehearsed): readonly Persona[] {
  const wanted = wantedIn(rehearsed);
  // The one who asks is always there; who has a group of their own by now is played with its role.
  const asking = personas.filter(
    ({ id, roles }, at) => roles.length === 0 && (at === 0 || !wanted.has(id)),
  );
  const [first, ...others] = asking;
  const second = { id: 'another_developer', name: 'Another developer', roles: [] };
  const deciding = [...wanted].flatMap(([group, count]) =>
    Array.from({ length: count }, (_, at): Persona => {
      const title = group === OSPO ? 'OSPO' : capital(rehearsed.groups[group] ?? group);
      return {
        // No group's name has this sign in it, and one may be called as those who ask.
        id: at === 0 && !asking.some(({ id }) => id === group) ? group : `${group}_${at + 1}`,
        name: at === 0 ? title : `${title} ${at + 1}`,
        roles: rolesIn(group),
      };
    }),
  );
  return [...(first ? [first] : []), second, ...others, ...deciding];
}

function wantedIn({ forms, routes, groups }: Rehearsed): ReadonlyMap<string, number> {
  const wanted = new Map<string, number>();
  const want = (group: string, count: number): void => {
    wanted.set(group, Math.max(wanted.get(group) ?? 0, count));
  };
  for (const { reviewers } of forms.values()) want(reviewers, 1);
  for (const lane of Object.values(routes?.forms ?? {}).flat()) {
    for (const { groups: named, needs } of lane.stages) {
      for (const one of named) {
        const { group, ofUnit = false } = typeof one === 'string' ? { group: one } : one;
        // As many in each: the others may have no part in it, where they have conditions.
        const count = typeof needs === 'number' ? needs : 1;
        want(group, count);
        const units = Object.keys(groups).filter((name) => name.startsWith(`${group}-`));
        for (const unit of ofUnit ? units : []) want(unit, count);
      }
    }
  }
  if (routes?.escalation !== undefined) want(routes.escalation, 1);
  want(routes?.fallback ?? OSPO, 2);
  want(OSPO, 2);
  return wanted;
}

function rolesIn(group: string): readonly Role[] {
  const role: Role = `reviewer:${group}`;
  return group === OSPO ? [OSPO, role] : [role];
}

/** "the open source review board": without its article, as a name. */
function capital(named: string): string {
  const name = named.replace(/^the /, '');
  return name.charAt(0).toUpperCase() + name.slice(1);
}
