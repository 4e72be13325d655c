import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { recentEntries, record } from '#foundation/store/audit-log.ts';
import { auditEntries } from '#foundation/store/schema.ts';
import { testDatabase } from '../../support/database.ts';

const database = testDatabase();
const at = new Date('2026-03-01T12:00:00.123Z');
const by = { actor: null, at };
const activated = (version: string) =>
  ({ kind: 'policy.activated', version, sha256: 'c'.repeat(64), profile: 'balanced' }) as const;

describe('the audit log', () => {
  it('gives back what was recorded, newest first', async () => {
    await record(database.db, activated('1'), by);
    await record(database.db, activated('2'), by);

    const log = await recentEntries(database.db, 10);

    expect(log).toEqual([
      { at, actor: null, entry: activated('2'), isSealed: false },
      { at, actor: null, entry: activated('1'), isSealed: false },
    ]);
  });

  it('holds nothing of a transaction that failed', async () => {
    const failing = database.db.transaction(async (tx) => {
      await record(tx, activated('1'), by);
      throw new Error('changed my mind');
    });

    await expect(failing).rejects.toThrow('changed my mind');
    expect(await recentEntries(database.db, 10)).toEqual([]);
  });

  it.each([
    ['a change', sql`update audit_entries set kind = 'person.created'`],
    [
      'a change together with a seal',
      sql`update audit_entries set kind = 'x', seal_number = 1, hash = 'h', previous_hash = 'p'`,
    ],
    ['a removal', sql`delete from audit_entries`],
    ['emptying', sql`truncate audit_entries`],
    [
      'an entry that comes with a seal',
      sql`insert into audit_entries (at, kind, subject, seal_number, hash, previous_hash) values (now(), 'x', '{}', 9, 'h', 'p')`,
    ],
  ])('refuses %s', async (_what, statement) => {
    await record(database.db, activated('1'), by);

    await expect(database.db.execute(statement)).rejects.toMatchObject({ code: 'bug' });

    expect(await recentEntries(database.db, 10)).toHaveLength(1);
  });

  it('refuses to seal an entry a second time', async () => {
    await record(database.db, activated('1'), by);
    await database.db.update(auditEntries).set({ sealNumber: 1, previousHash: 'p', hash: 'h' });

    const again = database.db.update(auditEntries).set({ hash: 'other' });

    await expect(again).rejects.toMatchObject({ code: 'bug' });
  });
});
