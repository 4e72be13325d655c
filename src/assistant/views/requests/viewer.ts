import type { Role } from '#foundation/people/roles.ts';
import type { Request } from '#office/requests/find-requests.ts';
import { isPrivileged } from '#office/requests/notes.ts';
import { groupsFor, hasApproved, isInvolved } from '#office/requests/who-decides.ts';

/** Who looks at a request, and when: what they may do is on their card. */
export interface Viewer {
  readonly personId: string;
  /** The groups for which they decide now. */
  readonly groups: readonly string[];
  /** Decides for a group on its way, or has taken a step in it. */
  readonly isInvolved: boolean;
  readonly isOspo: boolean;
  /** Where others must too. */
  readonly hasApproved: boolean;
  /** May read and write what is for the legal group only. */
  readonly isPrivileged: boolean;
  /** Reads all of it: those who decide, and the auditor. */
  readonly readsAll: boolean;
  /** Has opened it, instead of having been sent it. */
  readonly hasOpened: boolean;
  readonly now: Date;
}

export function viewerOf(
  request: Request,
  roles: ReadonlySet<Role>,
  { personId, now, hasOpened }: Pick<Viewer, 'personId' | 'now' | 'hasOpened'>,
): Viewer {
  const isAmong = isInvolved(roles, request, personId);
  const isDone = hasApproved(request, personId);
  return {
    personId,
    groups: isDone ? [] : groupsFor(roles, request, personId),
    hasApproved: isDone,
    isInvolved: isAmong,
    readsAll: isAmong || roles.has('auditor'),
    hasOpened,
    isOspo: roles.has('ospo'),
    isPrivileged: isPrivileged(roles, personId, request),
    now,
  };
}

/** What reviewer groups are called, by their names. */
export type GroupNames = Readonly<Record<string, string>>;

export function groupName(group: string, names: GroupNames): string {
  return Object.hasOwn(names, group) ? (names[group] ?? group) : group;
}

/** "Legal", "Legal and Security", "Legal, Security and Privacy". */
export function groupsInWords(groups: readonly string[], names: GroupNames, last = 'and'): string {
  return inSeries(
    groups.map((group) => groupName(group, names)),
    last,
  );
}

export function inSeries(all: readonly string[], last: string): string {
  const end = all.at(-1) ?? 'nobody';
  return all.length < 2 ? end : `${all.slice(0, -1).join(', ')} ${last} ${end}`;
}
