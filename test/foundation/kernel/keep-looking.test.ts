import { describe, expect, it, onTestFinished } from 'vitest';
import { StewardError } from '#foundation/kernel/errors.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { keepLooking, type LookingOptions } from '#foundation/kernel/loops/keep-looking.ts';

const HOUR = 3_600_000;

function looking(options: Partial<LookingOptions> & Pick<LookingOptions, 'look'>) {
  const warned: unknown[] = [];
  const log = { ...silentLog, warn: (about: object) => void warned.push(about) };
  const loop = keepLooking({ everyMs: HOUR, log, failed: 'it could not be looked at', ...options });
  onTestFinished(() => loop.stop());
  return { ...loop, warned };
}

describe('a loop that looks for something to do', () => {
  it('looks once at a time, and once more for all who asked meanwhile', async () => {
    let under = 0;
    let most = 0;
    let looks = 0;
    const first = Promise.withResolvers<void>();
    const loop = looking({
      async look() {
        most = Math.max(most, ++under);
        if (++looks === 1) await first.promise;
        under--;
      },
    });

    for (let asked = 0; asked < 5; asked++) loop.poke();
    first.resolve();
    await loop.idle();

    expect({ looks, most }).toEqual({ looks: 2, most: 1 });
  });

  it('goes on after a failure, which stands in the log by its code alone', async () => {
    let looks = 0;
    const loop = looking({
      async look() {
        if (++looks === 1) throw new StewardError('unavailable', 'marzipan', { advice: 'Wait.' });
      },
    });

    loop.poke();
    await loop.idle();
    loop.poke();
    await loop.idle();

    expect(looks).toBe(2);
    expect(loop.warned).toEqual([{ code: 'unavailable' }]);
  });

  it('does not look before it is time', async () => {
    let isTime = false;
    let looks = 0;
    const loop = looking({ isTime: () => isTime, look: async () => void looks++ });

    loop.poke();
    await loop.idle();
    const before = looks;
    isTime = true;
    loop.poke();
    await loop.idle();

    expect([before, looks]).toEqual([0, 1]);
  });

  it('finishes what is under way when it is stopped, and looks no more', async () => {
    const done: string[] = [];
    const first = Promise.withResolvers<void>();
    const loop = looking({
      async look(isStopped) {
        await first.promise;
        done.push(isStopped() ? 'told that it stops' : 'not told');
      },
    });
    loop.poke();

    const stopping = loop.stop().then(() => done.push('stopped'));
    first.resolve();
    await stopping;
    loop.poke();
    await loop.idle();

    expect(done).toEqual(['told that it stops', 'stopped']);
  });
});
