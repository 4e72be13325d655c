import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '#foundation/kernel/clock.ts';

/** Waits until a moment of the clock, or less when the signal comes. */
export type WaitUntil = (at: Date, signal: AbortSignal) => Promise<void>;

/**
 * How work waits for its moment. Whoever keeps a clock that only moves while all of them wait has to know who works, so
 * whatever waits is run by it.
 */
export interface Alarms {
  run<T>(work: (until: WaitUntil) => Promise<T>): Promise<T>;
}

/** Timers may ring a little early. Milliseconds. */
const EARLY_MOST = 50;
const LONGEST = 2 ** 31 - 1;

/** As time really passes: when the clock is set back meanwhile, nobody waits for it to come round again. */
export function timerAlarms(clock: Clock): Alarms {
  async function until(at: Date, signal: AbortSignal): Promise<void> {
    let left = at.getTime() - clock.now().getTime();
    do {
      if (left <= 0 || signal.aborted) return;
      // It fails only by the signal.
      await sleep(Math.min(left, LONGEST), undefined, { signal, ref: false }).catch(
        () => undefined,
      );
      left = at.getTime() - clock.now().getTime();
    } while (left <= EARLY_MOST);
  }
  return { run: (work) => work(until) };
}
