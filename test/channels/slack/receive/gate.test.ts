import { describe, expect, it } from 'vitest';
import { SlackBusy, SlackRefusal } from '#channels/slack/calls/slack-error.ts';
import { movableClock } from '#foundation/kernel/clock.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import { received, sentCards } from '#foundation/store/schema.ts';
import { testDatabase } from '../../../support/database.ts';
import { sampleCards } from '../../../support/sample-cards.ts';
import { fixture } from '../../../support/slack/fixtures.ts';
import { eventually, forAWhile } from '../faults/scene.ts';
import { brought, someEvent, startGate } from './gate.ts';

const store = testDatabase();
const rows = () => store.db.select().from(received);
const unavailable = () =>
  new StewardError('unavailable', 'nobody there', { advice: 'Please try again.' });

describe('the gate', () => {
  it('keeps what came before it is acknowledged, and deals with it afterwards', async () => {
    const order: string[] = [];
    const { gate } = startGate(store.db, {
      handle: async () => {
        order.push('handled');
        return [];
      },
    });
    const { event } = brought(someEvent('Ev1'), async () => {
      order.push(`acknowledged with ${(await rows()).length} row`);
    });

    await gate.take(event);
    await gate.idle();

    expect(order.toSorted()).toEqual(['acknowledged with 1 row', 'handled']);
  });

  it('keeps the cards that came of it, and forgets what was sent', async () => {
    const message = 'slack:T1/D1/1.1';
    const { gate } = startGate(store.db, {
      handle: async () => [{ message, card: sampleCards.yes }],
    });

    await gate.take(brought(someEvent('Ev1')).event);
    await gate.idle();

    expect(await rows()).toMatchObject([{ id: 'slack:event:Ev1', body: null, attempts: 1 }]);
    expect((await rows())[0]?.doneAt).toBeInstanceOf(Date);
    expect((await store.db.select().from(sentCards)).map((row) => row.message)).toEqual([message]);
  });

  it('deals once with what comes again, also while the first is under way', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { gate, handled } = startGate(store.db, {
      handle: async () => {
        await promise;
        return [];
      },
    });
    const retry = brought(someEvent('Ev1'));

    await gate.take(brought(someEvent('Ev1')).event);
    await gate.take(retry.event);
    resolve();
    await gate.idle();
    await gate.take(brought(someEvent('Ev1')).event);
    await gate.idle();

    expect(retry.acks).toHaveLength(1);
    expect(handled).toHaveLength(1);
  });

  it('acknowledges what is nothing to us and keeps none of it', async () => {
    const { gate, handled } = startGate(store.db);
    const { event, acks } = brought(fixture('message-from-bot'));

    await gate.take(event);
    await gate.idle();

    expect(acks).toEqual([undefined]);
    expect(handled).toEqual([]);
    expect(await rows()).toEqual([]);
  });

  it('deals with what Slack did not hear that we have', async () => {
    const { gate, handled } = startGate(store.db);
    const { event } = brought(someEvent('Ev1'), async () => {
      throw new Error('the connection is gone');
    });

    await expect(gate.take(event)).rejects.toThrow('the connection is gone');
    await gate.idle();

    expect(handled).toHaveLength(1);
  });

  it('answers a form in the acknowledgement', async () => {
    const { gate } = startGate(store.db, {
      answerForm: async () => ({ response_action: 'clear' }),
    });
    const { event, acks } = brought(fixture('view-submission'));

    await gate.take(event);

    expect(acks).toEqual([{ response_action: 'clear' }]);
  });

  it('takes nothing once it is stopped', async () => {
    const { gate } = startGate(store.db);
    await gate.stop();
    const { event, acks } = brought(someEvent('Ev1'));

    await expect(gate.take(event)).rejects.toMatchObject({ code: 'unavailable' });

    expect(acks).toEqual([]);
  });

  it('ends only when what is under way is done', async () => {
    let isDone = false;
    const { gate } = startGate(store.db, {
      handle: async () => {
        await forAWhile(100);
        isDone = true;
        return [];
      },
    });

    await gate.take(brought(someEvent('Ev1')).event);
    await gate.stop();

    expect(isDone).toBe(true);
  });
});

describe('a try that failed', () => {
  it('is made again, and says that it is not the first', async () => {
    const { gate, handled } = startGate(store.db, {
      handle: async (_heard, { attempt }) => {
        if (attempt < 3) throw unavailable();
        return [];
      },
    });

    gate.start();

    await gate.take(brought(someEvent('Ev1')).event);
    await eventually(() => handled.length === 3);
    await gate.idle();

    expect(handled.map(({ how }) => how)).toEqual(
      [1, 2, 3].map((attempt) => ({ id: 'slack:event:Ev1', attempt })),
    );
    expect((await rows())[0]?.doneAt).toBeInstanceOf(Date);
  });

  it('waits as long as Slack asks for', async () => {
    const at: number[] = [];
    const { gate } = startGate(store.db, {
      handle: async (_heard, { attempt }) => {
        at.push(performance.now());
        if (attempt === 1) throw new SlackBusy('too many calls', 400);
        return [];
      },
      waits: { sweep: 1000, secondTry: 10 },
    });

    await gate.take(brought(someEvent('Ev1')).event);
    await eventually(() => at.length === 2);

    const [first = 0, second = 0] = at;
    expect(second - first).toBeGreaterThanOrEqual(395);
    expect(second - first).toBeLessThan(1500);
  });

  it('is made twice for a mistake of ours, then closed and logged with its id', async () => {
    const { gate, handled, lines } = startGate(store.db, {
      handle: async () => {
        throw new TypeError('a mistake that quotes what was typed: marzipan');
      },
    });

    await gate.take(brought(someEvent('Ev1')).event);
    await eventually(() => lines.some(({ level }) => level === 'error'));
    await gate.idle();
    await forAWhile(200);

    expect(handled).toHaveLength(2);
    expect((await rows())[0]).toMatchObject({ body: null, doneAt: expect.any(Date) });
    expect(lines.find(({ level }) => level === 'error')?.fields).toMatchObject({
      id: 'slack:event:Ev1',
      attempt: 2,
    });
    expect(JSON.stringify(lines)).not.toContain('marzipan');
  });

  it.each([
    ['when it is Slack that cannot', () => new SlackBusy('status 503')],
    ['when Slack refuses', () => new SlackRefusal('some_reason')],
  ])('is given up in the end %s', async (_when, cause) => {
    const clock = movableClock(new Date('2026-03-02T09:00:00Z'));
    const { gate, handled, lines } = startGate(store.db, {
      clock,
      handle: async () => {
        throw cause();
      },
    });

    await gate.take(brought(someEvent('Ev1')).event);
    for (let round = 0; round < 12; round++) {
      await gate.idle();
      clock.advance(20 * 60_000);
      await gate.sweep();
    }
    await gate.idle();

    expect(handled.length).toBeGreaterThan(1);
    expect(handled.length).toBeLessThanOrEqual(8);
    expect((await rows())[0]?.doneAt).toBeInstanceOf(Date);
    const last = lines.findLast(({ level }) => level === 'error');
    expect(last?.fields).toMatchObject({ id: 'slack:event:Ev1' });
  });
});

describe('what another process left', () => {
  async function leave(id: string, more: Partial<typeof received.$inferInsert> = {}) {
    const past = new Date(Date.now() - 60_000);
    await store.db.insert(received).values({
      id: `slack:event:${id}`,
      platform: 'slack',
      holder: 'one that ended',
      body: someEvent(id),
      sentAt: past,
      receivedAt: past,
      leaseUntil: past,
      attempts: 1,
      ...more,
    });
  }

  it('is taken up as a further try', async () => {
    await leave('Ev1');
    const { gate, handled } = startGate(store.db);

    await gate.sweep();
    await gate.idle();

    expect(handled).toMatchObject([{ how: { id: 'slack:event:Ev1', attempt: 2 } }]);
  });

  it('is left alone while its lease runs, when it is done, and when it is another platform’s', async () => {
    await leave('Ev1', { leaseUntil: new Date(Date.now() + 10_000) });
    await leave('Ev2', { doneAt: new Date(), body: null });
    await leave('Ev3', { platform: 'other' });
    const { gate, handled } = startGate(store.db);

    await gate.sweep();
    await gate.idle();

    expect(handled).toEqual([]);
  });

  it('is closed when nobody can read it any more', async () => {
    await leave('Ev1', { body: { of: 'an older version' } });
    const { gate, handled } = startGate(store.db);

    await gate.sweep();
    await gate.idle();

    expect(handled).toEqual([]);
    expect((await rows())[0]?.doneAt).toBeInstanceOf(Date);
  });

  it('is taken by one of two processes only', async () => {
    for (let at = 0; at < 20; at++) await leave(`Ev${at}`);
    const one = startGate(store.db);
    const other = startGate(store.db);

    await Promise.all([one.gate.sweep(), other.gate.sweep()]);
    await Promise.all([one.gate.idle(), other.gate.idle()]);

    const ids = [...one.handled, ...other.handled].map(({ how }) => how.id);
    expect(ids).toHaveLength(20);
    expect(new Set(ids).size).toBe(20);
  });

  it('is taken up to the last one when there is more than fits at a time', async () => {
    for (let at = 0; at < 80; at++) await leave(`Ev${at}`);
    const { gate, handled } = startGate(store.db);
    gate.start();

    await eventually(() => handled.length >= 80);

    expect(handled).toHaveLength(80);
  });

  it('is forgotten three days later', async () => {
    const old = new Date(Date.now() - 4 * 24 * 3600_000);
    await leave('Ev1', { doneAt: old, receivedAt: old, body: null });
    await leave('Ev2', { doneAt: new Date(), body: null });
    const { gate } = startGate(store.db);

    await gate.sweep();

    expect((await rows()).map(({ id }) => id)).toEqual(['slack:event:Ev2']);
  });
});

describe('what takes long', () => {
  it('is not taken up by another process, which sees its lease renewed', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const waits = { lease: 300, renew: 60, sweep: 60 };
    const slow = startGate(store.db, {
      waits,
      handle: async () => {
        await promise;
        return [];
      },
    });
    const other = startGate(store.db, { waits });
    slow.gate.start();
    other.gate.start();

    await slow.gate.take(brought(someEvent('Ev1')).event);
    await forAWhile(900);
    resolve();
    await slow.gate.idle();

    expect(slow.handled).toHaveLength(1);
    expect(other.handled).toEqual([]);
  });

  it('is taken up by another process when nobody renews its lease', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const waits = { lease: 100, renew: 60_000, sweep: 40 };
    const slow = startGate(store.db, {
      waits,
      handle: async () => {
        await promise;
        return [];
      },
    });
    const other = startGate(store.db, { waits });
    other.gate.start();

    await slow.gate.take(brought(someEvent('Ev1')).event);
    await eventually(() => other.handled.length === 1);
    resolve();

    expect(other.handled).toMatchObject([{ how: { attempt: 2 } }]);
  });
});

describe('more than can be dealt with at a time', () => {
  it('waits in the database, and is dealt with to the last, 32 at a time', async () => {
    let running = 0;
    let most = 0;
    const { gate, handled } = startGate(store.db, {
      handle: async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, 2));
        running -= 1;
        return [];
      },
    });
    gate.start();

    await Promise.all(
      Array.from({ length: 400 }, (_, at) => gate.take(brought(someEvent(`Ev${at}`)).event)),
    );
    await eventually(() => handled.length === 400, 15_000);
    await gate.idle();

    expect(most).toBeLessThanOrEqual(32);
    expect(new Set(handled.map(({ how }) => how.id)).size).toBe(400);
    // Waiting is no try: nothing is given up for it.
    expect(new Set(handled.map(({ how }) => how.attempt))).toEqual(new Set([1]));
    expect(new Set((await rows()).map(({ attempts }) => attempts))).toEqual(new Set([1]));
  });
});

describe('a gate', () => {
  it('leaves what it takes to this process for half a minute', async () => {
    const { gate } = startGate(store.db);

    await gate.take(brought(someEvent('Ev1')).event);
    await gate.idle();

    const [row] = await rows();
    const lease = (row?.leaseUntil.getTime() ?? 0) - (row?.receivedAt.getTime() ?? 0);
    expect(lease).toBe(30_000);
  });
});
