import { describe, expect, it } from 'vitest';
import { holdNotice, readWaiting, settleNotice } from '#foundation/delivery/lease.ts';
import { tell, tellAgain } from '#foundation/delivery/notice.ts';
import { newId } from '#foundation/kernel/ids.ts';
import type { Db } from '#foundation/store/database.ts';
import { notices } from '#foundation/store/schema.ts';
import { testDatabase } from '../../support/database.ts';

const now = new Date('2026-03-02T09:00:00Z');
const later = new Date('2026-03-02T10:00:00Z');

describe('a notice', () => {
  const test = testDatabase();

  it('is held by one of those who reach for it at the same time', async () => {
    const id = await toldTo(test.db);

    const held = await Promise.all(Array.from({ length: 8 }, () => holdNotice(test.db, id, now)));

    expect(held.filter((one) => one !== undefined)).toMatchObject([{ id, isRetry: false }]);
  });

  it('is taken over by one of those who find that nobody came back for it', async () => {
    const id = await toldTo(test.db);
    await holdNotice(test.db, id, now);

    const held = await Promise.all(Array.from({ length: 8 }, () => holdNotice(test.db, id, later)));

    expect(held.filter((one) => one !== undefined)).toMatchObject([{ id, isRetry: true }]);
  });

  it('is not held before it is due', async () => {
    const id = await toldTo(test.db, later);

    expect(await holdNotice(test.db, id, now)).toBeUndefined();
  });

  it('is not settled by whoever holds it no longer', async () => {
    const id = await toldTo(test.db);
    const slow = await holdNotice(test.db, id, now);
    await holdNotice(test.db, id, later);

    if (slow) await settleNotice(test.db, slow, { kind: 'sent', message: 'test:old' }, later);

    expect(await test.db.select().from(notices)).toMatchObject([
      { state: 'waiting', message: null },
    ]);
  });

  it('keeps where it stands when it is told again without a new message', async () => {
    const id = await toldTo(test.db);
    const held = await holdNotice(test.db, id, now);
    if (held) await settleNotice(test.db, held, { kind: 'sent', message: 'test:1' }, now);
    await test.db.update(notices).set({ state: 'waiting' });
    const again = await holdNotice(test.db, id, later);

    if (again) await settleNotice(test.db, again, { kind: 'sent' }, later);

    expect(await test.db.select().from(notices)).toMatchObject([
      { state: 'sent', message: 'test:1' },
    ]);
  });

  it('in a lane is left to whoever serves that', async () => {
    await toldTo(test.db);
    await test.db.update(notices).set({ lane: 'test' });

    expect(await readWaiting(test.db, later, 10)).toEqual({ due: [], any: false });
  });

  it.each(['held', 'cancelled'])('that is %s is nobody’s to send', async (state) => {
    const id = await toldTo(test.db);
    await test.db.update(notices).set({ state });

    expect(await readWaiting(test.db, later, 10)).toEqual({ due: [], any: false });
    expect(await holdNotice(test.db, id, later)).toBeUndefined();
  });

  it.each(['held', 'cancelled'])('that is %s while a try fails stays so', async (state) => {
    const id = await toldTo(test.db);
    const taken = await holdNotice(test.db, id, now);
    await test.db.update(notices).set({ state });

    if (taken) await settleNotice(test.db, taken, { kind: 'failed', code: 'unavailable' }, now);

    expect(await test.db.select().from(notices)).toMatchObject([{ state, leaseUntil: null }]);
  });

  it.each(['held', 'cancelled'])('that is %s while it is sent was sent', async (state) => {
    const id = await toldTo(test.db);
    const taken = await holdNotice(test.db, id, now);
    await test.db.update(notices).set({ state });

    if (taken) await settleNotice(test.db, taken, { kind: 'sent', message: 'test:1' }, now);

    expect(await test.db.select().from(notices)).toMatchObject([{ state: 'sent' }]);
  });

  it.each(['held', 'cancelled'])(
    'that is %s stays so when its matter is told again',
    async (state) => {
      await toldTo(test.db);
      await test.db.update(notices).set({ state });

      await tellAgain(test.db, { kind: 'sample', matter: 'one' }, later);

      expect(await test.db.select().from(notices)).toMatchObject([{ state, wanted: 1 }]);
    },
  );
});

async function toldTo(db: Db, at = now): Promise<string> {
  const told = { kind: 'sample', matter: 'one' };
  await tell(db, told, { kind: 'person', personId: newId() }, at);
  const [row] = await db.select({ id: notices.id }).from(notices);
  return row?.id ?? '';
}
