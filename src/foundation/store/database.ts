import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { Log } from '#foundation/kernel/log.ts';
import type * as schema from '#foundation/store/schema.ts';

/** The database as functions take it; a transaction has the same type. */
export type Db = PgDatabase<PgQueryResultHKT, typeof schema>;

export interface Database {
  readonly db: Db;
  readonly kind: DatabaseTarget['kind'];
  /** Throws `unavailable` when the database does not answer within three seconds. */
  checkAlive(): Promise<void>;
  /** For pg-boss alone, which writes its statements itself. */
  openJobStore(): JobStore;
  /** Waits for what is under way. */
  close(): Promise<void>;
}

/** Runs statements as they are, on a connection that nobody else is in a transaction on. */
export interface JobStore {
  /** Several statements at once only without values. */
  execute(
    text: string,
    values?: readonly unknown[],
  ): Promise<{ readonly rows: readonly unknown[] }>;
  close(): Promise<void>;
}

export type DatabaseTarget =
  /** In this process, in a folder that only one process may hold. */
  | { readonly kind: 'embedded'; readonly folder: string }
  | { readonly kind: 'postgres'; readonly url: string };

/**
 * Opens the database and brings its tables up to date. Each driver costs memory and start time, so only the
 * one in use is loaded. Throws `conflict` when another process holds the folder, `misconfigured` or `unavailable`.
 */
export async function openDatabase(target: DatabaseTarget, log: Log): Promise<Database> {
  if (target.kind === 'embedded') {
    const { openEmbedded } = await import('#foundation/store/drivers/embedded.ts');
    return openEmbedded(target.folder, log);
  }
  const { openPostgres } = await import('#foundation/store/drivers/postgres.ts');
  return openPostgres(target.url, log);
}
