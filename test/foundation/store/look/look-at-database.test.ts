import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { silentLog } from '#foundation/kernel/log.ts';
import { type DatabaseTarget, openDatabase } from '#foundation/store/database.ts';
import { type Look, lookAtDatabase } from '#foundation/store/look/look-at-database.ts';
import { settings } from '#foundation/store/schema.ts';
import {
  createDatabase,
  isPostgres,
  onServer,
  serverUrl,
  testDatabase,
} from '../../../support/database.ts';
import { testFolder } from '../../../support/folder.ts';
import { copyMigratedFolder } from '../../../support/migrated-folder.ts';

function look(target: DatabaseTarget): Promise<Look<number>> {
  return lookAtDatabase(target, async (db) => {
    return (await db.select().from(settings)).length;
  });
}

describe.skipIf(isPostgres)('a look at the embedded database', () => {
  const folder = testFolder();
  const target = () => ({ kind: 'embedded', folder: folder.path }) as const;

  it('makes nothing where there is none', async () => {
    const found = await look({ kind: 'embedded', folder: join(folder.path, 'data') });

    expect(found).toEqual({ kind: 'not-made' });
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('reads in it and leaves it to the next', async () => {
    await copyMigratedFolder(folder.path);

    const found = await look(target());
    const database = await openDatabase(target(), silentLog);
    await database.close();

    expect(found).toEqual({ kind: 'ready', version: expect.stringMatching(/^18\./), seen: 0 });
  });

  it('says that another holds it, and does not disturb that one', async () => {
    await copyMigratedFolder(folder.path);
    const database = await openDatabase(target(), silentLog);

    const found = await look(target());
    const rows = await database.db.select().from(settings);
    await database.close();

    expect(found).toEqual({ kind: 'held' });
    expect(rows).toEqual([]);
  });

  it('finds older tables and leaves them so', async () => {
    await copyMigratedFolder(folder.path);
    const database = await openDatabase(target(), silentLog);
    await database.db.execute(
      sql`update drizzle.__drizzle_migrations set created_at = created_at - 1000000000`,
    );
    await database.close();

    const found = [await look(target()), await look(target())];

    expect(found).toMatchObject([
      { kind: 'tables', tables: 'behind' },
      { kind: 'tables', tables: 'behind' },
    ]);
  });

  it('may not write', async () => {
    await copyMigratedFolder(folder.path);

    const writing = lookAtDatabase(target(), (db) =>
      db.insert(settings).values({ key: 'x', value: 1 }),
    );

    await expect(writing).rejects.toMatchObject({ name: 'StewardError' });
  });
});

describe.skipIf(!isPostgres)('a look at PostgreSQL', () => {
  const database = testDatabase();

  async function urlOf(): Promise<string> {
    const [row] = await database.db
      .select({ name: sql<string>`current_database()` })
      .from(sql`(values (1)) as one`);
    return Object.assign(new URL(serverUrl ?? ''), { pathname: `/${row?.name}` }).href;
  }

  it('reads in it', async () => {
    const found = await look({ kind: 'postgres', url: await urlOf() });

    expect(found).toEqual({ kind: 'ready', version: expect.stringMatching(/^\d+/), seen: 0 });
  });

  it('makes no tables where there are none', async () => {
    const name = await createDatabase(serverUrl ?? '');
    const url = Object.assign(new URL(serverUrl ?? ''), { pathname: `/${name}` }).href;

    const found = [await look({ kind: 'postgres', url }), await look({ kind: 'postgres', url })];
    await onServer(serverUrl ?? '', (client) => client.unsafe(`drop database ${name}`));

    expect(found).toMatchObject([
      { kind: 'tables', tables: 'absent' },
      { kind: 'tables', tables: 'absent' },
    ]);
  });

  it('finds tables of a newer Steward', async () => {
    await database.db.execute(
      sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 32503680000000)`,
    );

    const found = await look({ kind: 'postgres', url: await urlOf() });
    await database.db.execute(sql`delete from drizzle.__drizzle_migrations where hash = 'later'`);

    expect(found).toMatchObject({ kind: 'tables', tables: 'newer' });
  });

  it('may not write', async () => {
    const writing = lookAtDatabase({ kind: 'postgres', url: await urlOf() }, (db) =>
      db.insert(settings).values({ key: 'x', value: 1 }),
    );

    await expect(writing).rejects.toMatchObject({ name: 'StewardError' });
    expect(await database.db.select().from(settings)).toEqual([]);
  });
});

describe('a look at a server that is not there', () => {
  it('says so, without the address', async () => {
    const looking = look({ kind: 'postgres', url: 'postgres://me:secret@127.0.0.1:9/db' });

    await expect(looking).rejects.toMatchObject({ code: 'unavailable' });
    await expect(looking).rejects.not.toMatchObject({ message: expect.stringContaining('secret') });
  });
});
