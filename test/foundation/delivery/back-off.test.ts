import { expect, it } from 'vitest';
import { backOffMs } from '#foundation/delivery/back-off.ts';

it('waits longer after each failure, about five seconds first and an hour at most', () => {
  const waits = [0, 1, 2, 3, 4, 5, 6, 100].map((failed) => backOffMs(failed, () => 0.5) / 1000);

  expect(waits).toEqual([5, 20, 80, 320, 1280, 3600, 3600, 3600]);
});

it('never waits the same for all that failed together', () => {
  const [soonest, latest] = [backOffMs(2, () => 0), backOffMs(2, () => 1)];

  expect([soonest, latest]).toEqual([64_000, 96_000]);
});
