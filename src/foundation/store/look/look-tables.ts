import { sql } from 'drizzle-orm';
import type { Db } from '#foundation/store/database.ts';
import { tablesState } from '#foundation/store/drivers/migrate.ts';
import type { Look } from '#foundation/store/look/look-at-database.ts';

export async function lookAtTables<T>(db: Db, see: (db: Db) => Promise<T>): Promise<Look<T>> {
  const version = await serverVersion(db);
  const tables = await tablesState(db);
  if (tables !== 'current') return { kind: 'tables', version, tables };
  return { kind: 'ready', version, seen: await see(db) };
}

async function serverVersion(db: Db): Promise<string> {
  const [row] = await db
    .select({ version: sql<string>`current_setting('server_version')` })
    .from(sql`(values (1)) as one`);
  // "16.4 (Debian 16.4-1)": whose package it is does not matter here.
  return row?.version.split(' ')[0] ?? 'of an unknown version';
}
