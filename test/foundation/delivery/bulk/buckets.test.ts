import { beforeEach, describe, expect, it } from 'vitest';
import {
  forgetConversations,
  pauseBucket,
  readBucket,
  readPauses,
  reserve,
  speakIn,
} from '#foundation/delivery/bulk/buckets.ts';
import { movableClock } from '#foundation/kernel/clock.ts';
import { rateBuckets } from '#foundation/store/tables/rate-buckets.ts';
import { testDatabase } from '../../../support/database.ts';

const start = new Date('2026-03-02T09:00:00Z');
const since = (milliseconds: number) => new Date(start.getTime() + milliseconds);
const HOUR = 60 * 60_000;

describe('a bucket', () => {
  const test = testDatabase();
  let clock: ReturnType<typeof movableClock>;
  beforeEach(() => {
    clock = movableClock(start);
  });

  const take = (count: number, name = 'slack:T1', before = since(HOUR)) =>
    reserve(test.db, { name, count, spacing: 206, before }, clock);

  it('gives moments that lie apart, from now on', async () => {
    const reserved = await take(3);

    expect(reserved).toEqual({ kind: 'reserved', slots: [since(0), since(206), since(412)] });
  });

  it('gives no moment twice, however many reach for one at once', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => take(5)));

    const slots = all.flatMap((one) => (one.kind === 'reserved' ? one.slots : []));
    const sorted = slots.map((slot) => slot.getTime() - start.getTime()).sort((a, b) => a - b);
    expect(sorted).toEqual(Array.from({ length: 100 }, (_, at) => at * 206));
  });

  it('saves nothing up while nobody wants any', async () => {
    await take(3);
    clock.advance(HOUR);

    const reserved = await take(2, 'slack:T1', since(2 * HOUR));

    expect(reserved).toEqual({ kind: 'reserved', slots: [since(HOUR), since(HOUR + 206)] });
  });

  it('gives none for what has to be over before', async () => {
    await take(10);

    const reserved = await take(10, 'slack:T1', since(3000));

    expect(reserved).toEqual({ kind: 'wait', until: since(2060) });
    expect(await readBucket(test.db, 'slack:T1', start)).toMatchObject({ nextAt: since(2060) });
  });

  it('is paused alone, and gives again what was reserved', async () => {
    await take(10);
    await pauseBucket(test.db, 'slack:T1', { afterMs: 30_000, now: start });

    expect(await take(1)).toEqual({ kind: 'wait', until: since(30_000) });
    expect(await take(1, 'slack:T2')).toMatchObject({ kind: 'reserved' });
    clock.advance(30_000);
    expect(await take(1)).toEqual({ kind: 'reserved', slots: [since(30_000)] });
  });

  it('keeps the longer of two pauses', async () => {
    await pauseBucket(test.db, 'a', { afterMs: 30_000, now: start });
    await pauseBucket(test.db, 'a', { afterMs: 10_000, now: start });

    const pauses = await readPauses(test.db, ['a', 'b'], start);

    expect(pauses).toEqual(new Map([['a', since(30_000)]]));
  });

  it('does not wait for a clock that was set back', async () => {
    clock.advance(HOUR);
    await take(5, 'slack:T1', since(2 * HOUR));
    clock.advance(-HOUR);

    const reserved = await take(1);

    expect(reserved).toEqual({ kind: 'reserved', slots: [since(0)] });
  });
});

describe('a conversation', () => {
  const test = testDatabase();

  it('is free again when its time is over', async () => {
    const speak = (at: Date) => speakIn(test.db, [{ name: 'slack:T1/ada', at }], 1000);

    expect(await speak(since(0))).toEqual(new Map());
    expect(await speak(since(400))).toEqual(new Map([['slack:T1/ada', since(1000)]]));
    expect(await speak(since(1000))).toEqual(new Map());
  });

  it('is forgotten when it does not matter any more, and its lane is not', async () => {
    await speakIn(test.db, [{ name: 'slack:T1/ada', at: start }], 1000);
    await pauseBucket(test.db, 'slack:T1', { afterMs: 1000, now: start });

    await forgetConversations(test.db, since(5000));

    const left = await test.db.select({ name: rateBuckets.name }).from(rateBuckets);
    expect(left).toEqual([{ name: 'slack:T1' }]);
  });
});
