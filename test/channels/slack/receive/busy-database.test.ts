import { describe, expect, it } from 'vitest';
import { received } from '#foundation/store/schema.ts';
import { testDatabase } from '../../../support/database.ts';
import { databaseSwitch } from '../../../support/switchable.ts';
import { eventually, forAWhile } from '../faults/scene.ts';
import { brought, someEvent, startGate } from './gate.ts';

const store = testDatabase();
const database = databaseSwitch(store);

describe('the gate while the database hangs', () => {
  it('acknowledges within half a second, and deals with it when the database is back', async () => {
    const { gate, handled, lines } = startGate(store.db);
    // What is loaded and compiled at the first one is no wait for the database.
    await gate.take(brought(someEvent('Ev0')).event);
    const { event, acks } = brought(someEvent('Ev1'));
    await gate.idle();
    database.hang();
    const began = performance.now();

    await gate.take(event);
    const took = performance.now() - began;
    const before = handled.length;
    database.comeBack();
    await gate.idle();

    expect(acks).toHaveLength(1);
    expect(took).toBeGreaterThan(300);
    expect(took).toBeLessThan(500);
    expect(before).toBe(1);
    expect(handled).toHaveLength(2);
    expect(lines.map(({ message }) => message)).toContain('acknowledged before it was stored');
  });

  it('deals once with what comes again while it hangs', async () => {
    const { gate, handled } = startGate(store.db);
    database.hang();

    await Promise.all([1, 2, 3].map(() => gate.take(brought(someEvent('Ev1')).event)));
    database.comeBack();
    await gate.idle();

    expect(handled).toHaveLength(1);
  });
});

describe('the gate while the database is away', () => {
  it('tries to store until it is back, and then deals with it once', async () => {
    const { gate, handled } = startGate(store.db);
    const { event, acks } = brought(someEvent('Ev1'));
    database.goAway();

    await gate.take(event);
    await forAWhile(100);
    const before = handled.length;
    database.comeBack();
    await gate.idle();

    expect(acks).toHaveLength(1);
    expect(before).toBe(0);
    expect(handled).toHaveLength(1);
    expect(await store.db.select().from(received)).toMatchObject([{ doneAt: expect.any(Date) }]);
  });

  it('holds a thousand, and asks Slack to come again with the others', async () => {
    const { gate, handled } = startGate(store.db);
    database.goAway();

    const taken = await Promise.allSettled(
      Array.from({ length: 1010 }, (_, at) => gate.take(brought(someEvent(`Ev${at}`)).event)),
    );

    const refused = taken.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(10);
    expect(refused[0]).toMatchObject({ reason: { code: 'unavailable' } });
    expect(handled).toEqual([]);
  });

  it('ends when it is told to, without what was never stored', async () => {
    const { gate, handled } = startGate(store.db);
    database.goAway();

    await gate.take(brought(someEvent('Ev1')).event);
    const began = performance.now();
    await gate.stop();

    expect(performance.now() - began).toBeLessThan(1000);
    expect(handled).toEqual([]);
  });

  it('takes up by itself what could not be written down as done', async () => {
    const { gate, handled } = startGate(store.db, {
      waits: { lease: 150, renew: 60_000, sweep: 30 },
      handle: async (_heard, { attempt }) => {
        if (attempt === 1) database.goAway();
        return [];
      },
    });
    gate.start();

    await gate.take(brought(someEvent('Ev1')).event);
    await forAWhile(200);
    database.comeBack();
    await eventually(() => handled.length === 2);
    await gate.idle();

    expect(handled.map(({ how }) => how.attempt)).toEqual([1, 2]);
    expect(await store.db.select().from(received)).toMatchObject([{ doneAt: expect.any(Date) }]);
  });

  it('sweeps without harm', async () => {
    const { gate, lines } = startGate(store.db);
    database.goAway();

    await gate.sweep();

    expect(lines).toMatchObject([{ level: 'warn', message: 'what was left could not be read' }]);
  });
});
