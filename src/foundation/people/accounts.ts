import { and, desc, eq, isNull, lt, or, sql } from 'drizzle-orm';
import type { Clock } from '#foundation/kernel/clock.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import { isTimeZone } from '#foundation/kernel/time-zone.ts';
import type { DirectoryAccount } from '#foundation/people/directory.ts';
import { displayNameFrom } from '#foundation/people/display-name.ts';
import { emailFrom } from '#foundation/people/email.ts';
import {
  findMet,
  isAccount,
  joinLater,
  type Met,
  type MetBefore,
  meet,
  releaseEmail,
} from '#foundation/people/meet.ts';
import type { Db } from '#foundation/store/database.ts';
import { accounts, people } from '#foundation/store/schema.ts';

/** How a platform names somebody. */
export interface AccountName {
  readonly platform: string;
  /** The platform's own id for them. */
  readonly externalId: string;
  /** Kept up to date with the platform when given. */
  readonly displayName?: string;
}

/**
 * The person id behind an account; whoever is not known yet becomes a person, once, however many ask at the same time.
 * An account whose e-mail another directory vouches for too is the same person's: a new one, and one of which no
 * directory had said anything yet. Any other stays with its person, whatever its e-mail becomes. A name or an e-mail,
 * also none, means that the directory was asked just now.
 * Throws `invalid-input` for an id that no platform gives.
 */
export async function personFor(db: Db, account: DirectoryAccount, clock: Clock): Promise<string> {
  checkExternalId(account.externalId);
  const known = await findMet(db, account);
  if (known !== undefined) return follow(db, account, known, clock.now());
  return db.transaction(async (tx) => {
    const met = await meet(tx, account, clock.now());
    await rename(tx, account, met);
    const zone = zoneOf(account);
    if (zone.timeZone !== undefined) await tx.update(accounts).set(zone).where(isAccount(account));
    return met.personId;
  });
}

/** Takes over what the directory says now; gives whose account it is. */
async function follow(
  db: Db,
  account: DirectoryAccount,
  known: MetBefore,
  at: Date,
): Promise<string> {
  const { displayName, email: raw } = account;
  if (displayName === undefined && raw === undefined) return known.personId;
  // A directory that keeps its addresses from us for a while takes nothing away; one that has another address, or
  // none, takes away what was given to the one before.
  const email = raw === undefined ? known.email : (emailFrom(raw) ?? null);
  return db.transaction(async (tx) => {
    const isFirst = email !== null && known.checkedAt === null;
    const met = (isFirst && (await joinLater(tx, account, email, at))) || known;
    if (email !== null && email !== known.email) await releaseEmail(tx, account, email);
    await tx
      .update(accounts)
      .set({ email, checkedAt: at, ...zoneOf(account) })
      .where(isAccount(account));
    await rename(tx, account, met);
    return met.personId;
  });
}

/** One that is none is as if nothing was said. */
function zoneOf({ timeZone }: DirectoryAccount): { readonly timeZone?: string } {
  return timeZone !== undefined && isTimeZone(timeZone) ? { timeZone } : {};
}

async function rename(db: Db, account: AccountName, known: Met): Promise<void> {
  const displayName = displayNameFrom(account.displayName);
  if (displayName === null || displayName === known.displayName) return;
  await db.update(people).set({ displayName }).where(eq(people.id, known.personId));
}

/** Whose an account is and when its directory was asked last; undefined for one that was never met. */
export async function findAccount(
  db: Db,
  account: AccountName,
): Promise<{ readonly personId: string; readonly checkedAt: Date | null } | undefined> {
  const [found] = await db
    .select({ personId: accounts.personId, checkedAt: accounts.checkedAt })
    .from(accounts)
    .where(isAccount(account));
  return found;
}

const HOUR_MS = 3_600_000;

/** Remembers that the person uses this account, at most once an hour. */
export async function touchAccount(db: Db, account: AccountName, now: Date): Promise<void> {
  const isDue = or(isNull(accounts.usedAt), lt(accounts.usedAt, new Date(now.getTime() - HOUR_MS)));
  await db
    .update(accounts)
    .set({ usedAt: now })
    .where(and(isAccount(account), isDue));
}

export interface UsedAccount {
  readonly platform: string;
  readonly externalId: string;
  /** To the hour; null when never. */
  readonly usedAt: Date | null;
  /** As the directory says it; null where it says none. */
  readonly timeZone: string | null;
}

/** A person's accounts, the one that was used last first. */
export function accountsOf(db: Db, personId: string): Promise<readonly UsedAccount[]> {
  return db
    .select({
      platform: accounts.platform,
      externalId: accounts.externalId,
      usedAt: accounts.usedAt,
      timeZone: accounts.timeZone,
    })
    .from(accounts)
    .where(eq(accounts.personId, personId))
    .orderBy(sql`${accounts.usedAt} desc nulls last`, desc(accounts.createdAt));
}

/** The name to call a person by; undefined when unknown or erased. */
export async function nameOf(db: Db, personId: string): Promise<string | undefined> {
  const [found] = await db
    .select({ displayName: people.displayName })
    .from(people)
    .where(eq(people.id, personId));
  return found?.displayName ?? undefined;
}

const LONGEST_EXTERNAL_ID = 512;

function checkExternalId(externalId: string): void {
  const isFit =
    externalId.length > 0 &&
    externalId.length <= LONGEST_EXTERNAL_ID &&
    externalId.isWellFormed() &&
    !externalId.includes('\u0000');
  if (isFit) return;
  throw new StewardError('invalid-input', 'an account id is empty, too long or not text', {
    advice: 'Steward does not recognise the account you are writing from.',
  });
}

export interface Somebody {
  readonly personId: string;
  readonly name?: string;
}

/** By what platforms call them. */
export async function findPerson(db: Db, personId: string): Promise<Somebody | undefined> {
  const [found] = await db
    .select({ name: people.displayName })
    .from(people)
    .where(eq(people.id, personId));
  return found && { personId, ...(found.name !== null && { name: found.name }) };
}
