import { sql } from 'drizzle-orm';
import { laneOf } from '#foundation/delivery/bulk/lane.ts';
import { newId } from '#foundation/kernel/ids.ts';
import type { AccountName } from '#foundation/people/accounts.ts';
import type { Db } from '#foundation/store/database.ts';
import { accounts, notices, people } from '#foundation/store/schema.ts';

const ROWS_AT_ONCE = 2000;

/** People with an account each; their ids in the same order. */
export async function addPeople(
  db: Db,
  held: readonly AccountName[],
  at: Date,
): Promise<readonly string[]> {
  const rows = held.map((account) => ({ id: newId(), ...account }));
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const some = rows.slice(from, from + ROWS_AT_ONCE);
    await db
      .insert(people)
      .values(some.map(({ id, externalId }) => ({ id, displayName: externalId, createdAt: at })));
    await db.insert(accounts).values(
      some.map(({ id, platform, externalId }) => ({
        personId: id,
        platform,
        externalId,
        createdAt: at,
        usedAt: at,
      })),
    );
  }
  return rows.map(({ id }) => id);
}

export interface Planned {
  readonly personId: string;
  readonly account: AccountName;
}

/** Plans one matter for many, each in the lane of their account. */
export async function plan(
  db: Db,
  matter: string,
  planned: readonly Planned[],
  at: Date,
): Promise<void> {
  for (let from = 0; from < planned.length; from += ROWS_AT_ONCE) {
    await db.insert(notices).values(
      planned.slice(from, from + ROWS_AT_ONCE).map(({ personId, account }) => ({
        id: newId(),
        kind: 'broadcast',
        matter,
        recipient: `person:${personId}`,
        wanted: 1,
        sent: 0,
        state: 'waiting',
        lane: laneOf(account),
        dueAt: at,
        attempts: 0,
        createdAt: at,
        changedAt: at,
      })),
    );
  }
}

/** How many of a matter are in which state. */
export async function statesOf(db: Db): Promise<Readonly<Record<string, number>>> {
  const rows = await db
    .select({ state: notices.state, count: sql<number>`count(*)::integer` })
    .from(notices)
    .groupBy(notices.state);
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}
