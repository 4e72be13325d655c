import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { asc } from 'drizzle-orm';
import { describe, expect, it, vi } from 'vitest';
import { movableClock, systemClock } from '#foundation/kernel/clock.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { readHeads } from '#foundation/store/heads.ts';
import { auditEntries } from '#foundation/store/schema.ts';
import { startSealer } from '#foundation/store/seal.ts';
import { verifyAuditLog } from '#foundation/store/verify.ts';
import { quietSealer, recordEntries } from '../../support/audit.ts';
import { isPostgres, testDatabase } from '../../support/database.ts';
import { testFolder } from '../../support/folder.ts';

const database = testDatabase();
const folder = testFolder();
const headFile = () => join(folder.path, 'heads.jsonl');

async function sealNumbers(): Promise<readonly (number | null)[]> {
  const rows = await database.db.select().from(auditEntries).orderBy(asc(auditEntries.id));
  return rows.map((row) => row.sealNumber);
}

describe('the sealer', () => {
  it('seals what has been committed, in its order and without gaps', async () => {
    const sealer = quietSealer(database.db, headFile());
    await recordEntries(database.db, 1, 3);
    await sealer.sealNow();
    await recordEntries(database.db, 4, 5);

    await sealer.sealNow();

    expect(await sealNumbers()).toEqual([1, 2, 3, 4, 5]);
    await sealer.stop();
  });

  it('seals more entries than fit into one batch', async () => {
    const sealer = quietSealer(database.db, headFile());
    const rows = Array.from({ length: 1201 }, (_, version) => ({
      at: new Date(),
      kind: 'policy.activated',
      subject: { version },
    }));
    await database.db.insert(auditEntries).values(rows);

    await sealer.sealNow();

    expect(await verifyAuditLog(database.db, headFile())).toMatchObject({
      kind: 'intact',
      entries: 1201,
      unsealed: 0,
    });
    await sealer.stop();
  });

  it('works by itself', async () => {
    const sealer = startSealer({
      db: database.db,
      clock: systemClock,
      log: silentLog,
      headFile: headFile(),
      everyMs: 20,
    });

    await recordEntries(database.db, 1, 2);

    await vi.waitFor(async () => expect(await sealNumbers()).toEqual([1, 2]), 10_000);
    await sealer.stop();
  });

  it('writes the head to the second place after a minute, and again only when it moved', async () => {
    const clock = movableClock(new Date('2026-03-01T12:00:00Z'));
    const sealer = startSealer({
      db: database.db,
      clock,
      log: silentLog,
      headFile: headFile(),
      everyMs: 20,
    });
    await recordEntries(database.db, 1, 2);
    await vi.waitFor(async () => expect(await sealNumbers()).toEqual([1, 2]), 10_000);
    const beforeTheMinute = existsSync(headFile());

    clock.advance(60_000);
    await vi.waitFor(() => expect(existsSync(headFile())).toBe(true), 10_000);
    clock.advance(60_000);
    await sealer.stop();

    expect(beforeTheMinute).toBe(false);
    expect([...(await readHeads(headFile())).hashes.keys()]).toEqual([2]);
  });

  it('seals what is left and writes the head when it stops', async () => {
    const sealer = quietSealer(database.db, headFile());
    await recordEntries(database.db, 1, 2);

    await sealer.stop();

    expect(await verifyAuditLog(database.db, headFile())).toEqual({
      kind: 'intact',
      entries: 2,
      unsealed: 0,
      heads: 1,
      unreadableHeads: 0,
    });
  });

  it('goes on when the second place cannot be written', async () => {
    const sealer = quietSealer(database.db, '/dev/null/heads.jsonl');
    await recordEntries(database.db, 1, 1);

    await sealer.stop();

    expect(await sealNumbers()).toEqual([1]);
  });

  it('keeps one chain when several seal at the same time', async () => {
    const sealers = [1, 2, 3].map(() => quietSealer(database.db, headFile()));
    await recordEntries(database.db, 1, 40);

    await Promise.all(sealers.map((sealer) => sealer.sealNow()));

    expect(await verifyAuditLog(database.db, headFile())).toMatchObject({
      kind: 'intact',
      entries: 40,
      unsealed: 0,
    });
    await Promise.all(sealers.map((sealer) => sealer.stop()));
  });
});

// The embedded database has one connection: there nothing can be committed late.
describe.runIf(isPostgres)('the sealer on a server', () => {
  it('does not skip an entry that commits after a later one was sealed', async () => {
    const sealer = quietSealer(database.db, headFile());
    await database.db.transaction(async (slow) => {
      await recordEntries(slow, 1, 1);
      await recordEntries(database.db, 2, 2);
      await sealer.sealNow();
    });

    await sealer.sealNow();

    expect(await sealNumbers()).toEqual([2, 1]);
    expect(await verifyAuditLog(database.db, headFile())).toMatchObject({
      kind: 'intact',
      entries: 2,
      unsealed: 0,
    });
    await sealer.stop();
  });
});
