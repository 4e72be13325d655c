import type { Office } from '#foundation/people/office.ts';
import { groupsOf } from '#office/requests/routing/load-routes.ts';
import type { RouteFile } from '#office/requests/routing/route-file.ts';

/** A lane that nobody could decide, when somebody asks. */
export interface Undecidable {
  readonly form: string;
  readonly lane: string;
  readonly group: string;
  /** Whose request it would be; undefined for anybody's. */
  readonly asks?: string;
}

/**
 * Where a group and the fallback have nobody but whoever asks. A group of a platform has members that only the platform
 * knows: it counts as several people.
 */
export function undecidable(routes: RouteFile, roles: Office['roles']): readonly Undecidable[] {
  const members = (group: string): readonly string[] => [
    ...grantsOf(roles.reviewers[group] ?? []),
    ...(group === 'ospo' ? grantsOf(roles.ospo) : []),
  ];
  const fallback = members(routes.fallback);
  return Object.entries(routes.forms).flatMap(([form, lanes]) =>
    lanes.flatMap((lane) =>
      [...new Set(groupsOf(lane))].flatMap((group): Undecidable[] => {
        const all = [...new Set([...members(group), ...fallback])];
        const at = { form, lane: lane.lane, group };
        const [only, ...others] = all;
        if (only === undefined) return [at];
        return others.length === 0 && !only.startsWith(GROUP) ? [{ ...at, asks: only }] : [];
      }),
    ),
  );
}

const GROUP = 'group:';

function grantsOf(grants: Office['roles']['ospo']): readonly string[] {
  return grants.map((grant) =>
    typeof grant === 'string' ? grant : `${GROUP}${grant.platform}:${grant.group}`,
  );
}
