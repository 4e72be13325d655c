import { join } from 'node:path';
import { eq, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noHead, sealAfter } from '#foundation/store/chain.ts';
import type { Db } from '#foundation/store/database.ts';
import { auditEntries } from '#foundation/store/schema.ts';
import { AuditVerdict, verifyAuditLog } from '#foundation/store/verify.ts';
import { quietSealer, recordEntries } from '../../support/audit.ts';
import { emptyTables, testDatabase, withoutTriggers } from '../../support/database.ts';
import { testFolder } from '../../support/folder.ts';

const database = testDatabase();
const folder = testFolder();
const headFile = () => join(folder.path, 'heads.jsonl');

async function sealedLog(entries: number): Promise<void> {
  await recordEntries(database.db, 1, entries);
  await quietSealer(database.db, headFile()).stop();
}

async function verdictAfter(tamper: (tx: Db) => Promise<unknown>): Promise<AuditVerdict> {
  await withoutTriggers(database.db, tamper);
  return verifyAuditLog(database.db, headFile());
}

describe('verifyAuditLog', () => {
  it('finds an empty log intact', async () => {
    const verdict = await verifyAuditLog(database.db, headFile());

    expect(verdict).toEqual({
      kind: 'intact',
      entries: 0,
      unsealed: 0,
      heads: 0,
      unreadableHeads: 0,
    });
  });

  it('names the unsealed tail as such', async () => {
    await sealedLog(3);
    await recordEntries(database.db, 4, 5);

    const verdict = await verifyAuditLog(database.db, headFile());

    expect(verdict).toMatchObject({ kind: 'intact', entries: 3, unsealed: 2, heads: 1 });
  });

  it('finds a cut-off end by the second place', async () => {
    await sealedLog(4);

    const verdict = await verdictAfter((tx) =>
      tx.execute(sql`delete from audit_entries where seal_number > 2`),
    );

    expect(verdict).toEqual({
      kind: 'broken',
      at: 3,
      what: 'the end is cut off: entry 4 was there once',
    });
  });

  it('finds a log that was emptied', async () => {
    await sealedLog(2);

    const verdict = await verdictAfter((tx) => tx.execute(sql`delete from audit_entries`));

    expect(verdict).toMatchObject({ kind: 'broken', at: 1 });
  });

  it('finds a chain that was written anew from a changed entry on', async () => {
    await sealedLog(3);

    const verdict = await verdictAfter(async (tx) => {
      let head = noHead;
      for (const row of await tx.select().from(auditEntries).orderBy(auditEntries.sealNumber)) {
        const subject = row.sealNumber === 2 ? { forged: true } : row.subject;
        const seal = sealAfter(head, { ...row, subject });
        await tx
          .update(auditEntries)
          .set({ subject, ...seal })
          .where(eq(auditEntries.id, row.id));
        head = seal;
      }
    });

    expect(verdict).toMatchObject({
      kind: 'broken',
      at: 3,
      what: expect.stringContaining('written anew'),
    });
  });

  it('finds entries that changed places', async () => {
    await sealedLog(4);

    const verdict = await verdictAfter(async (tx) => {
      await tx.execute(sql`update audit_entries set seal_number = -1 where seal_number = 2`);
      await tx.execute(sql`update audit_entries set seal_number = 2 where seal_number = 3`);
      await tx.execute(sql`update audit_entries set seal_number = 3 where seal_number = -1`);
    });

    expect(verdict).toMatchObject({ kind: 'broken', at: 2 });
  });

  it.each([
    ['before the first', 0],
    ['after the last', 4],
  ])('finds an entry put in %s', async (_where, sealNumber) => {
    await sealedLog(3);

    const verdict = await verdictAfter((tx) =>
      tx.insert(auditEntries).values({
        at: new Date(),
        kind: 'policy.activated',
        subject: {},
        sealNumber,
        previousHash: 'p',
        hash: 'h',
      }),
    );

    expect(verdict).toMatchObject({ kind: 'broken' });
  });

  it('finds an entry that shares a place, even when it is a perfect copy', async () => {
    await sealedLog(2);

    const verdict = await verdictAfter(async (tx) => {
      await tx.execute(sql`drop index audit_entries_seal_number`);
      await tx.execute(sql`
        insert into audit_entries (at, kind, subject, seal_number, previous_hash, hash)
        select at, kind, subject, seal_number, previous_hash, hash from audit_entries where seal_number = 2`);
    });

    expect(verdict).toMatchObject({ kind: 'broken' });
    await emptyTables(database.db);
    await database.db.execute(
      sql`create unique index audit_entries_seal_number on audit_entries (seal_number)`,
    );
  });

  it.each([1, 3, 6])('finds that entry %i of six was taken out', async (sealNumber) => {
    await sealedLog(6);

    const verdict = await verdictAfter((tx) =>
      tx.delete(auditEntries).where(eq(auditEntries.sealNumber, sealNumber)),
    );

    expect(verdict).toMatchObject({ kind: 'broken', at: sealNumber });
  });

  it('finds any single change of any sealed entry', async () => {
    const columns = {
      id: sql`id = default`,
      at: sql`at = at + interval '1 millisecond'`,
      kind: sql`kind = kind || 'x'`,
      subject: sql`subject = subject || '{"profile":"strict"}'`,
      member: sql`subject = subject || '{"more":null}'`,
      sealNumber: sql`seal_number = seal_number + 1000`,
      previousHash: sql`previous_hash = reverse(previous_hash) || 'x'`,
      hash: sql`hash = reverse(hash) || 'x'`,
      seal: sql`seal_number = null, previous_hash = null, hash = null`,
    };
    const change = fc.record({
      sealNumber: fc.integer({ min: 1, max: 6 }),
      column: fc.constantFrom(...Object.values(columns)),
    });

    await fc.assert(
      fc.asyncProperty(change, async ({ sealNumber, column }) => {
        await emptyTables(database.db);
        await sealedLog(6);

        const verdict = await verdictAfter((tx) =>
          tx.execute(sql`update audit_entries set ${column} where seal_number = ${sealNumber}`),
        );

        expect(verdict).toMatchObject({ kind: 'broken', at: sealNumber });
      }),
      { numRuns: 40 },
    );
  });

  it('gives a verdict that survives being sent', async () => {
    await sealedLog(1);

    const verdict = await verifyAuditLog(database.db, headFile());

    expect(AuditVerdict.parse(JSON.parse(JSON.stringify(verdict)))).toEqual(verdict);
  });
});
