import { deputyRole, type Role } from '#foundation/people/roles.ts';
import type { Request } from '#office/requests/find-requests.ts';

/** The reviewer group whose work the whole office does. */
const OSPO_GROUP = 'ospo';

/** The roles by which somebody decides for a group. */
export function rolesFor(group: string): readonly Role[] {
  const role: Role = `reviewer:${group}`;
  return group === OSPO_GROUP ? [role, 'ospo'] : [role];
}

/** Of all groups those that somebody holds. */
export function groupsHeld(roles: ReadonlySet<Role>, all: readonly string[]): readonly string[] {
  return all.filter((group) => rolesFor(group).some((role) => roles.has(role)));
}

/**
 * The groups for which somebody decides now: those that have it and that they hold, or for which it was handed to them,
 * or to whom they cover for.
 */
export function groupsFor(
  roles: ReadonlySet<Role>,
  { progress, requester }: Pick<Request, 'progress' | 'requester'>,
  personId: string,
): readonly string[] {
  if (requester?.personId === personId || progress.aside.has(personId)) return [];
  return progress.open
    .filter(
      ({ group, assigneeId }) =>
        isHandedTo(assigneeId, personId, roles) || rolesFor(group).some((role) => roles.has(role)),
    )
    .map(({ group }) => group);
}

function isHandedTo(
  assigneeId: string | undefined,
  personId: string,
  roles: ReadonlySet<Role>,
): boolean {
  return assigneeId !== undefined && (assigneeId === personId || roles.has(deputyRole(assigneeId)));
}

/** Whether somebody has approved where others must too. */
export function hasApproved({ progress }: Pick<Request, 'progress'>, personId: string): boolean {
  return progress.approvals.some((approval) => approval.personId === personId);
}

/** Whether a request waits for somebody to decide. */
export function waitsFor(
  roles: ReadonlySet<Role>,
  request: Pick<Request, 'state' | 'progress' | 'requester'>,
  personId: string,
): boolean {
  return (
    request.state === 'in-review' &&
    groupsFor(roles, request, personId).length > 0 &&
    !hasApproved(request, personId)
  );
}

/** Whether somebody may read it: whoever asked, those who decide, and the auditor. */
export function mayRead(
  roles: ReadonlySet<Role>,
  request: Pick<Request, 'requester' | 'route' | 'progress' | 'steps'>,
  personId: string,
): boolean {
  const isOwn = request.requester?.personId === personId;
  return isOwn || roles.has('auditor') || isInvolved(roles, request, personId);
}

/** Whether somebody decides for one of the groups on a request's way, or has taken a step in it. */
export function isInvolved(
  roles: ReadonlySet<Role>,
  { route, progress, steps }: Pick<Request, 'route' | 'progress' | 'steps'>,
  personId: string,
): boolean {
  const groups = [
    ...route.stages.flatMap((stage) => stage.groups),
    ...progress.open.map(({ group }) => group),
  ];
  return (
    roles.has('ospo') ||
    groups.some((group) => rolesFor(group).some((role) => roles.has(role))) ||
    progress.open.some(({ assigneeId }) => isHandedTo(assigneeId, personId, roles)) ||
    steps.some(({ by, to }) => by?.personId === personId || to?.personId === personId)
  );
}
