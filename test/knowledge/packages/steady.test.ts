import { describe, expect, it } from 'vitest';
import { movableClock } from '#foundation/kernel/clock.ts';
import { unavailable } from '#knowledge/packages/source.ts';
import { createGate, createSteady } from '#knowledge/packages/steady.ts';

const START = new Date('2026-03-02T09:00:00Z');

function steady(clock = movableClock(START), limit = 8) {
  return createSteady({ limit, failures: 5, pauseMs: 30_000, clock });
}

function fine(): Promise<{ kind: 'fine' }> {
  return Promise.resolve({ kind: 'fine' });
}

describe('a steady source', () => {
  it('lets no more than its limit through at a time', async () => {
    const source = steady(undefined, 8);
    let now = 0;
    let most = 0;

    await Promise.all(
      Array.from({ length: 40 }, () =>
        source.run(async () => {
          now += 1;
          most = Math.max(most, now);
          await new Promise((resolve) => setTimeout(resolve, 5));
          now -= 1;
          return fine();
        }, 5_000),
      ),
    );

    expect(most).toBe(8);
  });

  it('tries three times at most', async () => {
    let attempts = 0;

    const answer = await steady().run(() => {
      attempts += 1;
      return Promise.resolve(unavailable('network'));
    }, 5_000);

    expect(answer).toEqual({ kind: 'unavailable', reason: 'network' });
    expect(attempts).toBe(3);
  });

  it.each(['timeout', 'nonsense', 'too-large'] as const)(
    'does not try again after %s',
    async (reason) => {
      let attempts = 0;

      await steady().run(() => {
        attempts += 1;
        return Promise.resolve(unavailable(reason));
      }, 5_000);

      expect(attempts).toBe(1);
    },
  );

  it('rests after five failures in a row, and after the pause one more is enough', async () => {
    const clock = movableClock(START);
    const source = steady(clock);
    const fail = () => source.run(() => Promise.resolve(unavailable('nonsense')), 1_000);
    for (let count = 0; count < 5; count++) await fail();

    const resting = await source.run(fine, 1_000);
    clock.advance(30_000);
    const again = await fail();
    const restingAgain = await source.run(fine, 1_000);

    expect(resting).toMatchObject({ reason: 'paused' });
    expect(again).toMatchObject({ reason: 'nonsense' });
    expect(restingAgain).toMatchObject({ reason: 'paused' });
  });

  it('forgets failures at the first good answer', async () => {
    const source = steady();
    const fail = () => source.run(() => Promise.resolve(unavailable('nonsense')), 1_000);
    for (let count = 0; count < 4; count++) await fail();
    await source.run(fine, 1_000);

    for (let count = 0; count < 4; count++) await fail();
    const answer = await source.run(fine, 1_000);

    expect(answer).toEqual({ kind: 'fine' });
  });

  it('does not count what is merely too large', async () => {
    const source = steady();
    for (let count = 0; count < 9; count++) {
      await source.run(() => Promise.resolve(unavailable('too-large')), 1_000);
    }

    const answer = await source.run(fine, 1_000);

    expect(answer).toEqual({ kind: 'fine' });
  });
});

describe('a gate', () => {
  it('turns away who waited too long, and loses no place by it', async () => {
    const gate = createGate(1);
    await gate.enter(1_000);

    const late = await gate.enter(10);
    gate.leave();
    const next = await gate.enter(10);

    expect(late).toBe(false);
    expect(next).toBe(true);
  });
});
