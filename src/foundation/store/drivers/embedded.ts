import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { StewardError } from '#foundation/kernel/errors.ts';
import type { Log } from '#foundation/kernel/log.ts';
import type { Database } from '#foundation/store/database.ts';
import { databaseError } from '#foundation/store/database-error.ts';
import { checkAlive } from '#foundation/store/drivers/deadline.ts';
import { checkRoom, freeBytesIn } from '#foundation/store/drivers/disk-room.ts';
import { embeddedJobStore } from '#foundation/store/drivers/embedded-jobs.ts';
import { lockFolder } from '#foundation/store/drivers/folder-lock.ts';
import { guard } from '#foundation/store/drivers/guard.ts';
import { keepHouse } from '#foundation/store/drivers/housekeeping.ts';
import { migrateWith, migrationsFolder } from '#foundation/store/drivers/migrate.ts';
import * as schema from '#foundation/store/schema.ts';

/** `folder` is Steward's data folder; the database lies in `database` inside it. */
export async function openEmbedded(
  folder: string,
  log: Log,
  freeBytes: (folder: string) => number = freeBytesIn,
): Promise<Database> {
  makeFolder(folder);
  const lock = lockFolder(folder);
  const admit = () => checkRoom(freeBytes(folder));
  try {
    admit();
    const client = await start(folder, log);
    const db = guard(drizzle(client, { schema }), { admit });
    await migrateWith(db, () => migrate(drizzle(client), { migrationsFolder }));
    rmSync(unfinishedMark(folder), { force: true });
    const housekeeping = keepHouse(db, log);
    return {
      db,
      kind: 'embedded',
      checkAlive: () => checkAlive(db),
      openJobStore: () => embeddedJobStore(client, admit),
      async close() {
        housekeeping.stop();
        await client.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw databaseError(error);
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new StewardError('misconfigured', 'the data folder cannot be made', {
      advice: `Steward cannot make its data folder ${folder}. Set STEWARD_DATA to a folder it may write to.`,
      cause,
    });
  }
}

/** Present from before the first start of a database until its tables stand: what it marks holds nothing yet. */
export function unfinishedMark(folder: string): string {
  return join(folder, 'database.unfinished');
}

// A quarter of the default memory, and files of the write-ahead log that are reused after a checkpoint.
const configuration = [
  'shared_buffers=16MB',
  'min_wal_size=32MB',
  'max_wal_size=32MB',
  'TimeZone=UTC',
];

async function start(folder: string, log: Log): Promise<PGlite> {
  const dataDir = join(folder, 'database');
  if (existsSync(unfinishedMark(folder))) rmSync(dataDir, { recursive: true, force: true });
  if (isEmpty(dataDir)) {
    log.info({}, 'making the database');
    writeFileSync(unfinishedMark(folder), '');
  } else {
    checkVersion(dataDir);
  }
  try {
    return await PGlite.create({ dataDir, postgresqlconf: configuration });
  } catch {
    // PGlite says only that it failed.
    throw new StewardError('misconfigured', 'the embedded database does not start', {
      advice: `The database in ${dataDir} does not start; its files may be damaged or not readable. Put back a copy of the data folder, or set STEWARD_DATA to a new one.`,
    });
  }
}

function isEmpty(folder: string): boolean {
  return !existsSync(folder) || readdirSync(folder).length === 0;
}

// The PostgreSQL in PGlite; it cannot read the files of another major version.
const POSTGRES_VERSION = '18';

export function checkVersion(dataDir: string): void {
  const file = join(dataDir, 'PG_VERSION');
  const version = existsSync(file) ? readFileSync(file, 'utf8').trim().slice(0, 20) : undefined;
  if (version === POSTGRES_VERSION) return;
  throw new StewardError('misconfigured', `PG_VERSION is ${version ?? 'absent'}`, {
    advice:
      version === undefined
        ? `What lies in ${dataDir} is not a database of Steward. Set STEWARD_DATA to another folder.`
        : `The database in ${dataDir} was made by PostgreSQL ${version}, and this Steward reads ${POSTGRES_VERSION}. Start the Steward that made it, or set STEWARD_DATA to another folder.`,
  });
}
