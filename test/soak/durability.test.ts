import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { silentLog } from '#foundation/kernel/log.ts';
import { openDatabase } from '#foundation/store/database.ts';
import { people } from '#foundation/store/schema.ts';
import { packageFacts } from '#foundation/store/tables/package-facts.ts';
import { testFolder } from '../support/folder.ts';
import { startHolder } from '../support/kill.ts';
import { copyMigratedFolder } from '../support/migrated-folder.ts';

const folder = testFolder();
const open = () => openDatabase({ kind: 'embedded', folder: folder.path }, silentLog);
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('SIGKILL', () => {
  it('loses no acknowledged row in twenty rounds on one folder', async () => {
    await copyMigratedFolder(folder.path);
    let acknowledged = 0;
    for (let round = 0; round < 20; round++) {
      const writer = startHolder(folder.path, 'write');
      await writer.said(2);
      await pause(Math.random() * 1500);
      await writer.kill();

      const { db, close } = await open();
      const rows = await db.select({ key: packageFacts.key }).from(packageFacts);
      const kept = new Set(rows.map((row) => row.key));
      expect(writer.lines.slice(1).filter((key) => !kept.has(key))).toEqual([]);
      acknowledged += writer.lines.length - 1;
      await db.delete(packageFacts);
      await close();
    }
    expect(acknowledged).toBeGreaterThan(20);
  });

  it('during the very first start leaves nothing in the way of the next one', async () => {
    for (let round = 0; round < 5; round++) {
      const first = startHolder(join(folder.path, String(round)), 'hold');
      await vi.waitFor(
        () =>
          expect(existsSync(join(folder.path, String(round), 'database.unfinished'))).toBe(true),
        20_000,
      );
      await pause(Math.random() * 4000);
      await first.kill();

      const { db, close } = await openDatabase(
        { kind: 'embedded', folder: join(folder.path, String(round)) },
        silentLog,
      );

      expect(await db.select().from(people)).toEqual([]);
      await close();
    }
  });
});
