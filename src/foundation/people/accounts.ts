import { createHmac, randomBytes } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Clock } from '#foundation/kernel/clock.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import { newId } from '#foundation/kernel/ids.ts';
import { displayNameFrom } from '#foundation/people/display-name.ts';
import { record } from '#foundation/store/audit-log.ts';
import type { Db } from '#foundation/store/database.ts';
import { accounts, people, settings } from '#foundation/store/schema.ts';

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
 * Throws `invalid-input` for an id that no platform gives.
 */
export async function personFor(db: Db, account: AccountName, clock: Clock): Promise<string> {
  checkExternalId(account.externalId);
  const known = await findPerson(db, account);
  if (known === undefined) return db.transaction((tx) => meet(tx, account, clock));

  const displayName = displayNameFrom(account.displayName);
  if (displayName !== null && displayName !== known.displayName) {
    await db.update(people).set({ displayName }).where(eq(people.id, known.id));
  }
  return known.id;
}

async function findPerson(db: Db, { platform, externalId }: AccountName) {
  const [found] = await db
    .select({ id: people.id, displayName: people.displayName })
    .from(accounts)
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(and(eq(accounts.platform, platform), eq(accounts.externalId, externalId)));
  return found;
}

async function meet(tx: Db, account: AccountName, clock: Clock): Promise<string> {
  const { platform, externalId } = account;
  const hash = await saltedHash(tx, canonicalAccount(account));
  // Two first turns of one account wait here for each other; the second then finds the person.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${hash}::text, 0))`);
  const known = await findPerson(tx, account);
  if (known !== undefined) return known.id;

  const personId = newId();
  const at = clock.now();
  const displayName = displayNameFrom(account.displayName);
  await tx.insert(people).values({ id: personId, displayName, createdAt: at });
  await tx.insert(accounts).values({ platform, externalId, personId, createdAt: at });
  await record(tx, { kind: 'person.created', personId }, { actor: personId, at });
  await record(
    tx,
    { kind: 'account.linked', personId, platform, account: hash },
    { actor: personId, at },
  );
  return personId;
}

function canonicalAccount({ platform, externalId }: AccountName): string {
  return JSON.stringify([platform, externalId]);
}

const SALT = 'audit-log.salt';

/** So that the audit log can prove an account without holding its name. The salt is made once and stays. */
async function saltedHash(tx: Db, text: string): Promise<string> {
  const fresh = randomBytes(32).toString('hex');
  await tx.insert(settings).values({ key: SALT, value: fresh }).onConflictDoNothing();
  const [row] = await tx.select().from(settings).where(eq(settings.key, SALT));
  return createHmac('sha256', z.string().parse(row?.value)).update(text).digest('hex');
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
