import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { silentLog } from '#foundation/kernel/log.ts';
import { openEmbedded } from '#foundation/store/drivers/embedded.ts';
import { lockFolder } from '#foundation/store/drivers/folder-lock.ts';
import { people } from '#foundation/store/schema.ts';
import { packageFacts } from '#foundation/store/tables/package-facts.ts';
import { testFolder } from '../../../support/folder.ts';
import { startHolder } from '../../../support/kill.ts';
import { copyMigratedFolder } from '../../../support/migrated-folder.ts';

const folder = testFolder();
const open = () => openEmbedded(folder.path, silentLog);

describe('the embedded database', () => {
  it('keeps what was written over a restart', async () => {
    await copyMigratedFolder(folder.path);
    const before = await open();
    await before.db.insert(packageFacts).values({ key: 'a', facts: 1, fetchedAt: new Date(5) });
    await before.close();

    const after = await open();

    expect(await after.db.select().from(packageFacts)).toEqual([
      { key: 'a', facts: 1, fetchedAt: new Date(5) },
    ]);
    await after.close();
  });

  it('refuses a second owner and tells who the first one is', async () => {
    await copyMigratedFolder(folder.path);
    const first = await open();

    const second = open();

    await expect(second).rejects.toMatchObject({
      code: 'conflict',
      advice: expect.stringMatching(new RegExp(`Process ${process.pid} .*STEWARD_DATA`)),
    });
    await first.close();
  });

  it('refuses a folder that another process holds, and takes it over when that one is killed', async () => {
    await copyMigratedFolder(folder.path);
    const holder = startHolder(folder.path, 'hold');
    await holder.said(1);

    const refused = await open().catch((error: unknown) => error);
    await holder.kill();
    const taken = await open();

    expect(refused).toMatchObject({ code: 'conflict' });
    await taken.checkAlive();
    await taken.close();
  });

  it('loses no acknowledged row when it is killed in the middle of writing', async () => {
    await copyMigratedFolder(folder.path);
    const writer = startHolder(folder.path, 'write');
    await writer.said(200);
    await writer.kill();

    const { db, close } = await open();

    const rows = await db.select({ key: packageFacts.key }).from(packageFacts);
    const kept = new Set(rows.map((row) => row.key));
    expect(writer.lines.slice(1).filter((key) => !kept.has(key))).toEqual([]);
    await close();
  });

  // Making a database takes four seconds on a quiet machine and twenty on a busy one.
  it('begins anew where the first start was cut short', { timeout: 60_000 }, async () => {
    mkdirSync(join(folder.path, 'database/base'), { recursive: true });
    writeFileSync(join(folder.path, 'database/PG_VERSION'), '18\n');
    writeFileSync(join(folder.path, 'database.unfinished'), '');

    const { db, close } = await open();

    expect(await db.select().from(people)).toEqual([]);
    expect(existsSync(join(folder.path, 'database.unfinished'))).toBe(false);
    await close();
  });

  it.each([
    ['is not a database', 'notes.txt', 'my notes', 'is not a database of Steward'],
    ['is of another PostgreSQL', 'PG_VERSION', '17\n', 'made by PostgreSQL 17'],
    ['is damaged', 'PG_VERSION', '18\n', 'may be damaged'],
  ])(
    'refuses a folder whose content %s, and leaves it as it is',
    async (_what, name, text, advice) => {
      const file = join(folder.path, 'database', name);
      mkdirSync(join(folder.path, 'database'));
      writeFileSync(file, text);

      await expect(open()).rejects.toMatchObject({
        code: 'misconfigured',
        advice: expect.stringContaining(advice),
      });

      expect(existsSync(file)).toBe(true);
    },
  );

  it('gives the folder back when it could not start', async () => {
    mkdirSync(join(folder.path, 'database'));
    writeFileSync(join(folder.path, 'database/notes.txt'), '');

    await expect(open()).rejects.toMatchObject({ code: 'misconfigured' });

    lockFolder(folder.path).release();
  });

  it('tells that its folder cannot be made', async () => {
    const file = join(folder.path, 'a-file');
    writeFileSync(file, '');

    const opening = openEmbedded(join(file, 'data'), silentLog);

    await expect(opening).rejects.toMatchObject({
      code: 'misconfigured',
      advice: expect.stringContaining('STEWARD_DATA'),
    });
  });

  it('is unavailable after it was closed', async () => {
    await copyMigratedFolder(folder.path);
    const { db, checkAlive, close } = await open();
    await close();

    await expect(db.select().from(people)).rejects.toMatchObject({ code: 'unavailable' });
    await expect(checkAlive()).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('saves nothing while the disk is nearly full, and goes on when there is room', async () => {
    await copyMigratedFolder(folder.path);
    let free = Number.POSITIVE_INFINITY;
    const { db, close } = await openEmbedded(folder.path, silentLog, () => free);
    const facts = { facts: 1, fetchedAt: new Date() };

    free = 1_000_000;
    const single = await db
      .insert(packageFacts)
      .values({ key: 'a', ...facts })
      .catch((error: unknown) => error);
    const together = await db.transaction(async () => 'begun').catch((error: unknown) => error);
    free = Number.POSITIVE_INFINITY;
    await db.insert(packageFacts).values({ key: 'b', ...facts });

    expect(single).toMatchObject({
      code: 'unavailable',
      advice: expect.stringContaining('nearly full'),
    });
    expect(together).toMatchObject({ code: 'unavailable' });
    expect(await db.select({ key: packageFacts.key }).from(packageFacts)).toEqual([{ key: 'b' }]);
    await close();
  });
});
