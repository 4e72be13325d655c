import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getTableName, is, sql } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { silentLog } from '#foundation/kernel/log.ts';
import { type Database, type Db, openDatabase } from '#foundation/store/database.ts';
import * as schema from '#foundation/store/schema.ts';
import * as absenceTables from '#foundation/store/tables/absences.ts';
import * as broadcastTables from '#foundation/store/tables/broadcasts.ts';
import * as installationTables from '#foundation/store/tables/installations.ts';
import * as factTables from '#foundation/store/tables/package-facts.ts';
import * as policyTables from '#foundation/store/tables/policies.ts';
import * as productTables from '#foundation/store/tables/products.ts';
import * as questionTables from '#foundation/store/tables/questions.ts';
import * as rateTables from '#foundation/store/tables/rate-buckets.ts';
import * as requestTables from '#foundation/store/tables/requests.ts';
import { copyMigratedFolder } from './migrated-folder.ts';

/** Of the server that the suite runs on; undefined for the embedded database. */
export const serverUrl = process.env.DATABASE_URL || undefined;

export const isPostgres = serverUrl !== undefined;

/** A database for this test file alone, empty before each test. Call it where `describe` may stand. */
export function testDatabase(): { readonly db: Db; readonly database: Database } {
  let opened: OwnDatabase | undefined;
  beforeAll(async () => {
    opened = await openOwnDatabase();
  });
  beforeEach(() => emptyTables(current().database.db));
  afterAll(() => opened?.remove());

  function current(): OwnDatabase {
    if (opened === undefined) throw new Error('the test database is open only while tests run');
    return opened;
  }
  return {
    get db() {
      return current().database.db;
    },
    get database() {
      return current().database;
    },
  };
}

export interface OwnDatabase {
  readonly database: Database;
  /** Of the database on the server; undefined for the embedded one. */
  readonly url: string | undefined;
  remove(): Promise<void>;
}

/** For a test that closes, kills or reopens it; `testDatabase` is what others want. */
export function openOwnDatabase(): Promise<OwnDatabase> {
  return serverUrl === undefined ? openCopy() : openOnServer(serverUrl);
}

async function openCopy(): Promise<OwnDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'steward-test-'));
  await copyMigratedFolder(folder);
  const database = await openDatabase({ kind: 'embedded', folder }, silentLog);
  return {
    database,
    url: undefined,
    async remove() {
      await database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function openOnServer(server: string): Promise<OwnDatabase> {
  const name = await createDatabase(server);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const database = await openDatabase({ kind: 'postgres', url }, silentLog);
  return {
    database,
    url,
    async remove() {
      await database.close();
      await onServer(server, (client) => client.unsafe(`drop database ${name} with (force)`));
    },
  };
}

/** An empty database without tables; its name. */
export async function createDatabase(server: string): Promise<string> {
  const name = `steward_test_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, (client) => client.unsafe(`create database ${name}`));
  return name;
}

export async function onServer(
  url: string,
  work: (client: postgres.Sql) => Promise<unknown>,
): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** By DELETE, which is a hundred times faster than TRUNCATE here. */
export async function emptyTables(db: Db): Promise<void> {
  await withoutTriggers(db, async (tx) => {
    for (const table of childrenFirst()) await tx.delete(table);
  });
}

/** Does what only the database's owner can: changes the audit log. */
export async function withoutTriggers(db: Db, work: (tx: Db) => Promise<unknown>): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`alter table audit_entries disable trigger user`);
    await work(tx);
    await tx.execute(sql`alter table audit_entries enable trigger user`);
  });
}

function childrenFirst(): readonly PgTable[] {
  const tables = Object.values({
    ...schema,
    ...broadcastTables,
    ...installationTables,
    ...factTables,
    ...policyTables,
    ...absenceTables,
    ...productTables,
    ...questionTables,
    ...rateTables,
    ...requestTables,
  }).filter((value) => is(value, PgTable));
  const ordered: PgTable[] = [];
  for (const table of tables) addParentsThen(table, ordered);
  return ordered.toReversed();
}

function addParentsThen(table: PgTable, ordered: PgTable[]): void {
  if (ordered.some((added) => getTableName(added) === getTableName(table))) return;
  for (const key of getTableConfig(table).foreignKeys) {
    addParentsThen(key.reference().foreignTable, ordered);
  }
  ordered.push(table);
}
