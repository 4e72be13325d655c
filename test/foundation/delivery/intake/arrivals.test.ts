import { describe, expect, it } from 'vitest';
import { type Arrival, createArrivals, type Held } from '#foundation/delivery/intake/arrivals.ts';
import { received, sentCards } from '#foundation/store/schema.ts';
import { testDatabase } from '../../../support/database.ts';
import { sampleCards } from '../../../support/sample-cards.ts';

const test = testDatabase();
const at = new Date('2026-03-02T09:00:00Z');
const plus = (seconds: number) => new Date(at.getTime() + seconds * 1000);
const lease = { at, leaseUntil: plus(30) };

function arrival(id: string, more: Partial<Arrival> = {}): Arrival {
  return { id, body: { text: 'a <b>' }, sentAt: at, ...more };
}

const holders = new Map<string, Held>();
/** Who had it last. */
const of = (id: string): Held => holders.get(id) ?? { id, holder: 'nobody' };
async function hold(came: Arrival, until = lease): Promise<'taken' | 'known'> {
  const held = await arrivals().take(came, until);
  if (held) holders.set(came.id, held);
  return held ? 'taken' : 'known';
}
const take = (id: string, more?: Partial<Arrival>) => hold(arrival(id, more));
const arrivals = (platform = 'slack') => createArrivals(test.db, platform);
const rows = () => test.db.select().from(received).orderBy(received.id);
const claim = (now: Date, most = 10) =>
  arrivals().claim({ at: now, leaseUntil: new Date(now.getTime() + 30_000) }, most);

describe('what comes', () => {
  it('keeps what came as it came', async () => {
    const taken = await take('1');

    expect(taken).toBe('taken');
    expect(await rows()).toEqual([
      {
        id: '1',
        platform: 'slack',
        body: { text: 'a <b>' },
        sentAt: at,
        receivedAt: at,
        leaseUntil: plus(30),
        attempts: 1,
        holder: expect.any(String),
        doneAt: null,
      },
    ]);
  });

  it('knows what was there before, also when it is done', async () => {
    await take('1');

    const during = await take('1');
    await arrivals().finish(of('1'), [], plus(1));
    const afterwards = await take('1', { body: { text: 'other' } });

    expect([during, afterwards]).toEqual(['known', 'known']);
    expect(await rows()).toMatchObject([{ body: null }]);
  });

  it('is won by one of many at the same moment', async () => {
    const taken = await Promise.all(Array.from({ length: 20 }, () => take('1')));

    expect(taken.filter((how) => how === 'taken')).toHaveLength(1);
  });

  it('takes the same again only when so much time has passed on the platform', async () => {
    const again = (seconds: number) =>
      take('1', { sentAt: plus(seconds), againAfterMs: 1000, body: { seconds } });
    await again(0);
    await arrivals().finish(of('1'), [], plus(0.1));

    const soon = await again(0.5);
    const exactly = await again(1);
    const later = await again(1.001);

    expect([soon, exactly, later]).toEqual(['known', 'known', 'taken']);
    expect(await rows()).toMatchObject([{ body: { seconds: 1.001 }, attempts: 1 }]);
  });

  it('leaves the first to whoever is at work on it, however much later the same comes', async () => {
    const again = { againAfterMs: 1000, sentAt: plus(5) };
    await take('1', { againAfterMs: 1000 });

    const during = await hold(arrival('1', again), {
      at: plus(5),
      leaseUntil: plus(35),
    });
    const whenLeft = await hold(arrival('1', again), {
      at: plus(31),
      leaseUntil: plus(61),
    });

    expect([during, whenLeft]).toEqual(['known', 'taken']);
  });

  it('begins anew with what is pressed again after it was done', async () => {
    await take('1', { againAfterMs: 1000 });
    await arrivals().finish(of('1'), [], plus(1));

    await take('1', { againAfterMs: 1000, sentAt: plus(2) });

    expect(await rows()).toMatchObject([{ doneAt: null, body: { text: 'a <b>' } }]);
  });

  it('takes one of two presses of the same moment', async () => {
    const taken = await Promise.all(
      [0, 0.005, 0.008].map((seconds) => take('1', { againAfterMs: 1000, sentAt: plus(seconds) })),
    );

    expect(taken.filter((how) => how === 'taken')).toHaveLength(1);
  });
});

describe('what is finished', () => {
  it('forgets what was sent and keeps the cards that came of it', async () => {
    await take('1');
    const cards = [
      { message: 'slack:T1/D1/1.1', card: sampleCards.yes },
      { message: 'slack:T1/D1/1.2', card: sampleCards.yes },
    ];

    await arrivals().finish(of('1'), cards, plus(2));

    expect(await rows()).toMatchObject([{ body: null, doneAt: plus(2) }]);
    const kept = await test.db.select().from(sentCards).orderBy(sentCards.message);
    expect(kept.map(({ message, sentAt }) => [message, sentAt])).toEqual([
      ['slack:T1/D1/1.1', plus(2)],
      ['slack:T1/D1/1.2', plus(2)],
    ]);
  });

  it('keeps a card that a second try found again once', async () => {
    const card = { message: 'slack:T1/D1/1.1', card: sampleCards.yes };
    await take('1');
    await arrivals().finish(of('1'), [card], plus(1));

    await arrivals().finish(of('1'), [card], plus(2));

    expect(await test.db.select().from(sentCards)).toMatchObject([{ sentAt: plus(2) }]);
  });

  it('does no harm to what is not there', async () => {
    await arrivals().finish(of('unknown'), [], at);

    expect(await rows()).toEqual([]);
  });
});

describe('what was left', () => {
  it('takes what nobody is at work on, the longest left first, and counts it', async () => {
    await hold(arrival('late'), { at, leaseUntil: plus(20) });
    await hold(arrival('early'), { at, leaseUntil: plus(10) });
    await hold(arrival('held'), { at, leaseUntil: plus(90) });

    const [first, ...others] = await claim(plus(60), 1);
    const second = await claim(plus(60));

    expect(first).toMatchObject({ id: 'early', attempt: 2, body: { text: 'a <b>' } });
    expect(others).toEqual([]);
    expect(second.map(({ id }) => id)).toEqual(['late']);
    expect(await claim(plus(61))).toEqual([]);
  });

  it('leaves alone what is done, and what is of another platform', async () => {
    await take('done');
    await arrivals().finish(of('done'), [], plus(1));
    await arrivals('other').take(arrival('other'), lease);

    expect(await claim(plus(60))).toEqual([]);
  });

  it('never gives the same to two', async () => {
    for (let number = 0; number < 30; number++) await take(`${number}`);

    const claims = await Promise.all([1, 2, 3, 4].map(() => claim(plus(60), 20)));

    const ids = claims.flat().map(({ id }) => id);
    expect(ids.length).toBe(new Set(ids).size);
    const rest = await claim(plus(60), 100);
    expect(ids.length + rest.length).toBe(30);
  });
});

describe('a lease', () => {
  it('is renewed for those that are at work, and for nothing that is done', async () => {
    await take('1');
    await take('2');
    await arrivals().finish(of('2'), [], plus(1));

    await arrivals().renew(['1', '2'].map(of), plus(90));
    await arrivals().renew([], plus(900));

    expect((await rows()).map(({ leaseUntil }) => leaseUntil)).toEqual([plus(90), plus(30)]);
  });

  it('is set to when the next try is due', async () => {
    await take('1');

    await arrivals().postpone(of('1'), plus(5));

    expect(await claim(plus(5))).toEqual([]);
    expect(await claim(plus(6))).toMatchObject([{ id: '1', attempt: 2 }]);
  });
});

describe('what somebody else has taken by now', () => {
  it('is not ended, put off or kept by whoever had it before', async () => {
    await take('1');
    const before = of('1');
    const [now] = await claim(plus(31));

    await arrivals().finish(before, [], plus(32));
    await arrivals().postpone(before, plus(3600));
    await arrivals().putBack(before, plus(32));
    await arrivals().renew([before], plus(3600));

    expect(await rows()).toMatchObject([
      { doneAt: null, attempts: 2, holder: now?.holder, leaseUntil: plus(61) },
    ]);
  });

  it('is not taken again by a process that is at work on it, however late its lease is', async () => {
    await take('1');

    const again = await arrivals().claim({ at: plus(31), leaseUntil: plus(61) }, 10, ['1']);

    expect(again).toEqual([]);
  });
});

describe('what is long over', () => {
  it('forgets what is older, of this platform', async () => {
    await take('old');
    await arrivals('other').take(arrival('other'), lease);
    await hold(arrival('new'), { at: plus(60), leaseUntil: plus(90) });

    await arrivals().forget(plus(30));

    expect((await rows()).map(({ id }) => id)).toEqual(['new', 'other']);
  });
});
