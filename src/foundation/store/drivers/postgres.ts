import { DrizzleQueryError } from 'drizzle-orm/errors';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { z } from 'zod';
import { StewardError } from '#foundation/kernel/errors.ts';
import type { Log } from '#foundation/kernel/log.ts';
import type { Database } from '#foundation/store/database.ts';
import { databaseError } from '#foundation/store/database-error.ts';
import { checkAlive } from '#foundation/store/drivers/deadline.ts';
import { guard } from '#foundation/store/drivers/guard.ts';
import { migrateWith, migrationsFolder } from '#foundation/store/drivers/migrate.ts';
import { postgresJobStore } from '#foundation/store/drivers/postgres-jobs.ts';
import * as schema from '#foundation/store/schema.ts';

export async function openPostgres(url: string, log: Log): Promise<Database> {
  const client = connect(url, { max: 10, statementMs: STATEMENT_MS }, log);
  const db = guard(drizzle(client, { schema }), {
    losesConnection,
    deadlineMs: DEADLINE_MS,
    planFor: createPlans(PLANS_MOST),
  });
  const close = () => client.end({ timeout: 5 });
  try {
    await migrateWith(db, () => migrateAlone(url, log));
  } catch (error) {
    await close();
    throw databaseError(error);
  }
  return {
    db,
    kind: 'postgres',
    checkAlive: () => checkAlive(db),
    openJobStore: () =>
      postgresJobStore({
        client: connect(url, { max: 2, statementMs: STATEMENT_MS, types: ownTypes }, log),
        deadlineMs: DEADLINE_MS,
        losesConnection,
      }),
    close,
  };
}

/** Each connection keeps so many. */
const PLANS_MOST = 200;

/**
 * Which statements the server keeps the plan of: those that are made a second time, for most of ours are made again and
 * again. Without a plan each costs two round trips, and twice the processor time here.
 */
function createPlans(most: number): (statement: string) => string | undefined {
  const seen = new Set<string>();
  const kept = new Set<string>();
  return (statement) => {
    if (kept.has(statement)) return statement;
    if (kept.size >= most) return undefined;
    // Not without end: lists of values make a statement of their own for each length.
    if (seen.size >= most * 5) seen.clear();
    if (seen.has(statement)) kept.add(statement);
    else seen.add(statement);
    return undefined;
  };
}

/** pg-boss hands its JSON over as text, which postgres.js would take for a value and quote once more. */
const ownTypes = {
  json: {
    to: 114,
    from: [114, 3802],
    serialize: (text: string) => text,
    parse: (text: string): unknown => JSON.parse(text),
  },
};

// The server gives up first, so that what we call failed does not succeed afterwards.
const STATEMENT_MS = 20_000;
const DEADLINE_MS = 30_000;

const Loss = z.union([
  // The server says so itself before it hangs up.
  z.object({ severity: z.enum(['FATAL', 'PANIC']) }),
  z.object({ code: z.string().regex(/^(E[A-Z]+|CONNECTION_[A-Z]+)$/) }),
]);

function losesConnection(failure: unknown): boolean {
  return Loss.safeParse(failure instanceof DrizzleQueryError ? failure.cause : failure).success;
}

// Any number that nothing else on the server uses.
const MIGRATION_LOCK = 7_364_501;

/** On a connection of its own, because the lock belongs to the connection: two Stewards that start together take turns. */
async function migrateAlone(url: string, log: Log): Promise<void> {
  const client = connect(url, { max: 1, statementMs: 0 }, log);
  try {
    await client`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await migrate(drizzle(client), { migrationsFolder });
  } finally {
    await client.end({ timeout: 5 });
  }
}

/** `statementMs`: after how long the server gives a statement up; 0 for never. */
function connect(
  url: string,
  {
    max,
    statementMs,
    types = {},
  }: {
    readonly max: number;
    readonly statementMs: number;
    readonly types?: Record<string, postgres.PostgresType>;
  },
  log: Log,
) {
  checkUrl(url);
  try {
    return postgres(url, {
      max,
      types,
      connect_timeout: 10,
      // For array types, which we have none of; and a reset during it ends the process (postgres.js 3.4.9).
      fetch_types: false,
      // Notices can quote what a person typed.
      onnotice: (notice) => log.debug({ code: notice.code }, 'notice from the database'),
      connection: {
        application_name: 'steward',
        TimeZone: 'UTC',
        statement_timeout: statementMs,
      },
    });
  } catch (error) {
    throw databaseError(error);
  }
}

/** Before the driver sees it: its message about a bad address would quote the password. */
export function checkUrl(url: string): void {
  const protocol = URL.canParse(url) ? new URL(url).protocol : '';
  if (protocol === 'postgres:' || protocol === 'postgresql:') return;
  throw new StewardError('misconfigured', 'DATABASE_URL is not the address of a PostgreSQL', {
    advice:
      'DATABASE_URL must look like postgres://user:password@host:5432/database. Special characters in the password are written as %40 and so on.',
  });
}
