import { asc, count, isNull, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { readLanes } from '#foundation/delivery/bulk/take.ts';
import type { LaneKind } from '#foundation/kernel/measure/measure.ts';
import type { Db } from '#foundation/store/database.ts';
import { auditEntries, notices, received } from '#foundation/store/schema.ts';
import { requests } from '#foundation/store/tables/requests.ts';

/** What is unfinished in the database: the same whichever process looks. */
export interface Backlog {
  readonly notices: Readonly<Record<LaneKind, Waiting>>;
  /** By state: `dead` or `unreachable`. */
  readonly undelivered: Counts;
  /** What platforms sent and nobody has dealt with yet, by platform. */
  readonly events: Counts;
  readonly unsealed: number;
  /** Open ones, by state. */
  readonly requests: Counts;
}

export interface Waiting {
  readonly count: number;
  /** Of the one that is due longest, or will be first; undefined when none waits. */
  readonly dueAt: Date | undefined;
}

export type Counts = ReadonlyMap<string, number>;

/** Nothing is counted further: then it takes a moment however much there is, and is far too much in any case. */
export const COUNTED_MOST = 100_000;

// Written out: the server takes an index of what is unfinished only where it can see that it fits.
const isWaiting = sql`${notices.state} = 'waiting'`;
const isDirect = sql`${isWaiting} and ${notices.lane} is null`;
const isInLane = sql`${isWaiting} and ${notices.lane} is not null`;
const isUndelivered = sql`${notices.state} in ('dead', 'unreachable')`;

/** One after the other, so that it takes one connection; each is answered from an index of what is unfinished. */
export async function readBacklog(db: Db): Promise<Backlog> {
  return {
    notices: {
      direct: { count: await countOf(db, notices, isDirect), dueAt: await firstDirect(db) },
      bulk: { count: await countOf(db, notices, isInLane), dueAt: await firstInLanes(db) },
    },
    undelivered: await countsBy(db, notices, notices.state, isUndelivered),
    events: await countsBy(db, received, received.platform, isNull(received.doneAt)),
    unsealed: await countOf(db, auditEntries, isNull(auditEntries.sealNumber)),
    requests: await countsBy(db, requests, requests.state, isNull(requests.closedAt)),
  };
}

async function firstDirect(db: Db): Promise<Date | undefined> {
  const [first] = await db
    .select({ dueAt: notices.dueAt })
    .from(notices)
    .where(isDirect)
    .orderBy(asc(notices.dueAt))
    .limit(1);
  return first?.dueAt;
}

async function firstInLanes(db: Db): Promise<Date | undefined> {
  const lanes = await readLanes(db);
  return lanes.map(({ dueAt }) => dueAt).toSorted((one, other) => Number(one) - Number(other))[0];
}

async function countOf(db: Db, table: PgTable, isCounted: SQL): Promise<number> {
  const some = db
    .select({ one: sql`1`.as('one') })
    .from(table)
    .where(isCounted)
    .limit(COUNTED_MOST)
    .as('some');
  const [row] = await db.select({ count: count() }).from(some);
  return row?.count ?? 0;
}

async function countsBy(db: Db, table: PgTable, column: PgColumn, isCounted: SQL): Promise<Counts> {
  const some = db
    .select({ name: sql<string>`${column}`.as('name') })
    .from(table)
    .where(isCounted)
    .limit(COUNTED_MOST)
    .as('some');
  const rows = await db.select({ name: some.name, count: count() }).from(some).groupBy(some.name);
  return new Map(rows.map((row) => [row.name, row.count]));
}
