import { createHmac, randomBytes } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { newId } from '#foundation/kernel/ids.ts';
import type { AccountName } from '#foundation/people/accounts.ts';
import type { DirectoryAccount } from '#foundation/people/directory.ts';
import { displayNameFrom } from '#foundation/people/display-name.ts';
import { emailFrom } from '#foundation/people/email.ts';
import { record } from '#foundation/store/audit-log.ts';
import type { Db } from '#foundation/store/database.ts';
import { accounts, feedback, formDrafts, people, settings } from '#foundation/store/schema.ts';
import { questionAskers } from '#foundation/store/tables/questions.ts';

type AccountId = Pick<AccountName, 'platform' | 'externalId'>;

export interface Met {
  readonly personId: string;
  readonly displayName: string | null;
}

export interface MetBefore extends Met {
  readonly email: string | null;
  /** Null while no directory has said anything of them: only their id is known. */
  readonly checkedAt: Date | null;
}

/** Links an account that is new to the person who has its e-mail, or to a new person. In a transaction. */
export async function meet(tx: Db, account: DirectoryAccount, at: Date): Promise<Met> {
  const { platform, externalId } = account;
  const email = emailFrom(account.email);
  const hash = await waitFor(tx, account, email);
  const known = await findMet(tx, account);
  if (known !== undefined) return known;

  const joined = email === undefined ? undefined : await findByEmail(tx, account, email);
  const met = joined ?? (await addPerson(tx, account, at));
  if (email !== undefined) await releaseEmail(tx, account, email);
  const isChecked = account.email !== undefined || account.displayName !== undefined;
  await tx.insert(accounts).values({
    platform,
    externalId,
    personId: met.personId,
    email: email ?? null,
    createdAt: at,
    checkedAt: isChecked ? at : null,
  });
  await record(
    tx,
    { kind: 'account.linked', personId: met.personId, platform, account: hash },
    { actor: met.personId, at },
  );
  return met;
}

/**
 * The person of an account of whom a directory speaks for the first time: the one who has its e-mail, where there is one.
 * Then what was typed as somebody unknown becomes theirs. In a transaction.
 */
export async function joinLater(
  tx: Db,
  account: DirectoryAccount,
  email: string,
  at: Date,
): Promise<Met | undefined> {
  const { platform } = account;
  const hash = await waitFor(tx, account, email);
  const known = await findMet(tx, account);
  if (!known || known.checkedAt !== null) return known;
  const joined = await findByEmail(tx, account, email);
  if (!joined || joined.personId === known.personId) return known;
  const { personId } = joined;
  await tx.update(accounts).set({ personId }).where(isAccount(account));
  await giveOver(tx, known.personId, personId);
  await record(
    tx,
    { kind: 'account.linked', personId, platform, account: hash },
    { actor: personId, at },
  );
  return joined;
}

/** A form that the other has begun too stays as they have it. */
async function giveOver(tx: Db, from: string, to: string): Promise<void> {
  const drafts = await tx.delete(formDrafts).where(eq(formDrafts.personId, from)).returning();
  for (const draft of drafts)
    await tx
      .insert(formDrafts)
      .values({ ...draft, personId: to })
      .onConflictDoNothing();
  await tx.update(feedback).set({ personId: to }).where(eq(feedback.personId, from));
  const asked = await tx
    .delete(questionAskers)
    .where(eq(questionAskers.personId, from))
    .returning();
  for (const asker of asked)
    await tx
      .insert(questionAskers)
      .values({ ...asker, personId: to })
      .onConflictDoNothing();
}

/** The person behind an account; undefined when it was never met. */
export async function findMet(db: Db, account: AccountName): Promise<MetBefore | undefined> {
  const [found] = await db
    .select({
      personId: accounts.personId,
      displayName: people.displayName,
      email: accounts.email,
      checkedAt: accounts.checkedAt,
    })
    .from(accounts)
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(isAccount(account));
  return found;
}

export function isAccount({ platform, externalId }: AccountId) {
  return and(eq(accounts.platform, platform), eq(accounts.externalId, externalId));
}

/**
 * A directory gives an address to one account at a time: another account of the same directory that we hold it for
 * had it once, and must not act by it any longer.
 */
export async function releaseEmail(db: Db, account: AccountName, email: string): Promise<void> {
  for (const holder of await findHolders(db, email)) {
    if (!isSameDirectory(holder, account) || holder.externalId === account.externalId) continue;
    await db.update(accounts).set({ email: null }).where(isAccount(holder));
  }
}

async function findByEmail(tx: Db, account: AccountName, email: string): Promise<Met | undefined> {
  const holders = await findHolders(tx, email);
  return holders.find((holder) => !isSameDirectory(holder, account));
}

/** Accounts with this address, the one that its directory was asked about last first. */
function findHolders(db: Db, email: string) {
  return db
    .select({
      platform: accounts.platform,
      externalId: accounts.externalId,
      personId: accounts.personId,
      displayName: people.displayName,
    })
    .from(accounts)
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(eq(accounts.email, email))
    .orderBy(sql`${accounts.checkedAt} desc nulls last`, accounts.createdAt);
}

async function addPerson(tx: Db, account: AccountName, at: Date): Promise<Met> {
  const personId = newId();
  const displayName = displayNameFrom(account.displayName);
  await tx.insert(people).values({ id: personId, displayName, createdAt: at });
  await record(tx, { kind: 'person.created', personId }, { actor: personId, at });
  return { personId, displayName };
}

/** A platform's ids begin with the team where it has teams, as in `T1/U1`. */
function isSameDirectory(one: AccountId, other: AccountId): boolean {
  return one.platform === other.platform && teamOf(one) === teamOf(other);
}

function teamOf({ externalId }: AccountId): string {
  return externalId.slice(0, Math.max(0, externalId.indexOf('/')));
}

/** Until nobody else meets this account or this address; gives the account's hash for the audit log. */
async function waitFor(tx: Db, account: AccountId, email: string | undefined): Promise<string> {
  const salt = await saltOf(tx);
  const hash = saltedHash(salt, [account.platform, account.externalId]);
  // Always the account first: whoever waits for an address holds no address, so nobody waits in a circle.
  await takeTurns(tx, hash);
  if (email !== undefined) await takeTurns(tx, saltedHash(salt, [email]));
  return hash;
}

/** Waits for others that meet the same; the second then finds what the first has written. */
async function takeTurns(tx: Db, hash: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${hash}::text, 0))`);
}

const SALT = 'audit-log.salt';

/** Made once; it stays. */
async function saltOf(tx: Db): Promise<string> {
  const fresh = randomBytes(32).toString('hex');
  await tx.insert(settings).values({ key: SALT, value: fresh }).onConflictDoNothing();
  const [row] = await tx.select().from(settings).where(eq(settings.key, SALT));
  return z.string().parse(row?.value);
}

/** So that the audit log can prove an account without holding its name. */
function saltedHash(salt: string, parts: readonly string[]): string {
  return createHmac('sha256', salt).update(JSON.stringify(parts)).digest('hex');
}
