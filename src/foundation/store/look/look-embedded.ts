import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { StewardError } from '#foundation/kernel/errors.ts';
import type { Db } from '#foundation/store/database.ts';
import { databaseError } from '#foundation/store/database-error.ts';
import { checkVersion, unfinishedMark } from '#foundation/store/drivers/embedded.ts';
import { type FolderLock, lockFolder } from '#foundation/store/drivers/folder-lock.ts';
import type { Look } from '#foundation/store/look/look-at-database.ts';
import { lookAtTables } from '#foundation/store/look/look-tables.ts';
import * as schema from '#foundation/store/schema.ts';

/** Holds the folder meanwhile, as whoever opens it must. */
export async function lookAtEmbedded<T>(
  folder: string,
  see: (db: Db) => Promise<T>,
): Promise<Look<T>> {
  const dataDir = join(folder, 'database');
  if (!isMade(folder, dataDir)) return { kind: 'not-made' };
  const lock = lockOrNot(folder);
  if (!lock) return { kind: 'held' };
  try {
    checkVersion(dataDir);
    const client = await start(dataDir);
    try {
      await client.exec('set default_transaction_read_only = on');
      return await lookAtTables(drizzle(client, { schema }), see);
    } finally {
      await client.close();
    }
  } catch (error) {
    throw databaseError(error);
  } finally {
    lock.release();
  }
}

/** A first start that did not come to its end is begun anew. */
function isMade(folder: string, dataDir: string): boolean {
  if (existsSync(unfinishedMark(folder)) || !existsSync(dataDir)) return false;
  return readdirSync(dataDir).length > 0;
}

function lockOrNot(folder: string): FolderLock | undefined {
  try {
    return lockFolder(folder);
  } catch (error) {
    if (error instanceof StewardError && error.code === 'conflict') return undefined;
    throw error;
  }
}

async function start(dataDir: string): Promise<PGlite> {
  try {
    return await PGlite.create({ dataDir });
  } catch {
    // PGlite says only that it failed.
    throw new StewardError('misconfigured', 'the embedded database does not start', {
      advice: `The database in ${dataDir} does not start; its files may be damaged or not readable. Put back a copy of the data folder, or set STEWARD_DATA to a new one.`,
    });
  }
}
