import { eq } from 'drizzle-orm';
import type { Clock } from '#foundation/kernel/clock.ts';
import type { Log } from '#foundation/kernel/log.ts';
import type { Directory } from '#foundation/people/directory.ts';
import { createGroupMembers, type GroupMembers } from '#foundation/people/group-members.ts';
import { findHolders } from '#foundation/people/holders.ts';
import type { Grant, Office, RoleGrants } from '#foundation/people/office.ts';
import { PERSONA_PLATFORM, type Persona } from '#foundation/people/personas.ts';
import type { Role, Roles } from '#foundation/people/roles.ts';
import type { Db } from '#foundation/store/database.ts';
import { accounts } from '#foundation/store/schema.ts';

export interface RoleSources {
  readonly db: Db;
  readonly office: Office;
  readonly directories: readonly Directory[];
  /** The personas that hold roles: only where whoever opens the web chat may be any of them. */
  readonly played: readonly Persona[];
  readonly clock: Clock;
  readonly log: Log;
}

/** Roles as the office folder gives them to e-mail addresses and groups. */
export function createRoles(sources: RoleSources): Roles {
  const { db, office, played } = sources;
  const granted = grantsByRole(office.roles);
  const groups = createGroupMembers(sources);

  return {
    async of(personId) {
      const held = await accountsWithEmail(db, personId);
      const roles = new Set<Role>(held.flatMap((account) => rolesOfAccount(account, played)));
      const given = await Promise.all(
        [...granted].map(async ([role, grants]) =>
          (await isGranted(grants, held, groups)) ? [role] : [],
        ),
      );
      return new Set([...roles, ...given.flat()]);
    },
    holders: (role) => findHolders(role, granted.get(role) ?? [], { ...sources, groups }),
  };
}

function grantsByRole(given: RoleGrants): ReadonlyMap<Role, readonly Grant[]> {
  const { reviewers, ...offices } = given;
  const byRole = new Map<Role, readonly Grant[]>([
    ['ospo', offices.ospo],
    ['auditor', offices.auditor],
    ['administrator', offices.administrator],
  ]);
  for (const [group, grants] of Object.entries(reviewers)) byRole.set(`reviewer:${group}`, grants);
  return byRole;
}

interface HeldAccount {
  readonly platform: string;
  readonly externalId: string;
  readonly email: string | null;
}

function accountsWithEmail(db: Db, personId: string): Promise<readonly HeldAccount[]> {
  return db
    .select({
      platform: accounts.platform,
      externalId: accounts.externalId,
      email: accounts.email,
    })
    .from(accounts)
    .where(eq(accounts.personId, personId));
}

function rolesOfAccount(
  { platform, externalId }: HeldAccount,
  played: readonly Persona[],
): readonly Role[] {
  if (platform !== PERSONA_PLATFORM) return [];
  return played.find(({ id }) => id === externalId)?.roles ?? [];
}

/** Addresses first: they ask no platform. */
async function isGranted(
  grants: readonly Grant[],
  held: readonly HeldAccount[],
  groups: GroupMembers,
): Promise<boolean> {
  if (held.some(({ email }) => email !== null && grants.includes(email))) return true;
  for (const grant of grants) {
    if (typeof grant === 'string') continue;
    const there = held.filter(({ platform }) => platform === grant.platform);
    if (there.length === 0) continue;
    const members = await groups.membersOf(grant);
    if (there.some(({ externalId }) => members?.has(externalId))) return true;
  }
  return false;
}
