import { and, eq, inArray } from 'drizzle-orm';
import type { Clock } from '#foundation/kernel/clock.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import type { Log } from '#foundation/kernel/log.ts';
import { personFor } from '#foundation/people/accounts.ts';
import type { Directory, DirectoryAccount } from '#foundation/people/directory.ts';
import { emailFrom } from '#foundation/people/email.ts';
import type { GroupMembers } from '#foundation/people/group-members.ts';
import type { Grant, PlatformGroup } from '#foundation/people/office.ts';
import { type Persona, personaAccount } from '#foundation/people/personas.ts';
import type { Role } from '#foundation/people/roles.ts';
import type { Db } from '#foundation/store/database.ts';
import { accounts } from '#foundation/store/schema.ts';

export interface HolderSources {
  readonly db: Db;
  readonly directories: readonly Directory[];
  readonly groups: GroupMembers;
  readonly played: readonly Persona[];
  readonly clock: Clock;
  readonly log: Log;
}

/** Person ids of everybody who holds a role; whom Steward never met becomes a person. */
export async function findHolders(
  role: Role,
  grants: readonly Grant[],
  sources: HolderSources,
): Promise<readonly string[]> {
  const emails = grants.filter((grant) => typeof grant === 'string');
  const found = new Set(await peopleByEmail(emails, sources));
  for (const grant of grants) {
    if (typeof grant === 'string') continue;
    for (const personId of await peopleInGroup(grant, sources)) found.add(personId);
  }
  for (const persona of sources.played) {
    if (!persona.roles.includes(role)) continue;
    found.add(await personFor(sources.db, personaAccount(persona), sources.clock));
  }
  return [...found];
}

async function peopleByEmail(
  emails: readonly string[],
  sources: HolderSources,
): Promise<readonly string[]> {
  if (emails.length === 0) return [];
  const { db, directories, clock, log } = sources;
  const known = await accountsOf(emails, sources);
  const found = known.map(({ personId }) => personId);
  let unknown = 0;
  for (const email of emails) {
    if (known.some((account) => account.email === email)) continue;
    const account = await lookUp(directories, email);
    if (account === undefined) unknown++;
    else found.push(await personFor(db, account, clock));
  }
  if (unknown > 0) log.warn({ count: unknown }, 'no directory knows some who hold a role');
  return found;
}

const DAY_MS = 24 * 60 * 60_000;

/**
 * Accounts with these addresses. Somebody who left does not come back to be asked about, and must not be told for ever:
 * what was said of an account more than a day ago is asked again first.
 */
async function accountsOf(emails: readonly string[], { db, directories, clock }: HolderSources) {
  const known = await readAccounts(db, emails);
  const since = clock.now().getTime() - DAY_MS;
  const stale = known.filter(({ checkedAt }) => (checkedAt?.getTime() ?? 0) < since);
  for (const { platform, externalId } of stale) {
    await personFor(db, await find(directories, platform, externalId), clock);
  }
  return stale.length === 0 ? known : readAccounts(db, emails);
}

function readAccounts(db: Db, emails: readonly string[]) {
  return db
    .select({
      personId: accounts.personId,
      email: accounts.email,
      platform: accounts.platform,
      externalId: accounts.externalId,
      checkedAt: accounts.checkedAt,
    })
    .from(accounts)
    .where(inArray(accounts.email, [...emails]));
}

async function lookUp(
  directories: readonly Directory[],
  email: string,
): Promise<DirectoryAccount | undefined> {
  for (const directory of directories) {
    const account = await directory.lookUp(email);
    // A directory may find somebody by an old address; the role is given to whoever has the address now.
    if (account !== undefined && emailFrom(account.email) === email) return account;
  }
  return undefined;
}

async function peopleInGroup(
  grant: PlatformGroup,
  sources: HolderSources,
): Promise<readonly string[]> {
  const members = await sources.groups.membersOf(grant);
  if (members === undefined) {
    throw new StewardError(
      'unavailable',
      `the members of a group on ${grant.platform} are unknown`,
      {
        advice: 'The platform does not answer. Steward tries again later.',
      },
    );
  }
  const { platform } = grant;
  const { db, directories, clock } = sources;
  const known = await db
    .select({ personId: accounts.personId, externalId: accounts.externalId })
    .from(accounts)
    .where(and(eq(accounts.platform, platform), inArray(accounts.externalId, [...members])));
  const byId = new Map(known.map(({ externalId, personId }) => [externalId, personId] as const));
  const found: string[] = [];
  for (const externalId of members) {
    const met = byId.get(externalId);
    found.push(met ?? (await personFor(db, await find(directories, platform, externalId), clock)));
  }
  return found;
}

/** As the directory knows them, so that their e-mail joins them to the person that they are on another platform. */
async function find(
  directories: readonly Directory[],
  platform: string,
  externalId: string,
): Promise<DirectoryAccount> {
  for (const directory of directories) {
    const account = directory.platform === platform ? await directory.find(externalId) : undefined;
    if (account !== undefined) return account;
  }
  return { platform, externalId };
}
