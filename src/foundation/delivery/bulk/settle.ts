import { setTimeout as sleep } from 'node:timers/promises';
import { readPauses } from '#foundation/delivery/bulk/buckets.ts';
import { type HeldNotice, type Outcome, settleNotice } from '#foundation/delivery/lease.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import type { Log } from '#foundation/kernel/log.ts';
import type { Db } from '#foundation/store/database.ts';

export interface Settler {
  /** Writes down what became of a notice; resolves when that is written, or no longer ours to write. */
  settle(notice: HeldNotice, lane: string, outcome: Outcome): Promise<void>;
  /** Until when a lane is paused, as far as this process knows. */
  pausedUntil(lane: string): Date | undefined;
  pause(lane: string, until: Date): void;
}

interface Unsettled {
  readonly notice: HeldNotice;
  readonly lane: string;
  readonly outcome: Outcome;
  readonly settled: () => void;
}

const MOST_AT_ONCE = 100;
/** Before another try when the database is away. */
const AGAIN_MS = 500;

/**
 * Writes outcomes at once, those together that came while the last ones were written: what is lost with this process is
 * only what it was just sending.
 */
export function createSettler(options: {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
}): Settler {
  const { db, clock, log } = options;
  const pauses = new Map<string, Date>();
  let unsettled: Unsettled[] = [];
  let isWriting = false;

  async function write(): Promise<void> {
    if (isWriting) return;
    isWriting = true;
    while (unsettled.length > 0) {
      const batch = unsettled.slice(0, MOST_AT_ONCE);
      try {
        await writeAll(batch);
      } catch (error) {
        const code = error instanceof StewardError ? error.code : 'bug';
        log.warn({ code, notices: batch.length }, 'what was sent could not be written down yet');
        await sleep(AGAIN_MS);
        if (batch.some(isStillOurs)) continue;
        // Another has taken them by now, and looks whether they arrived.
      }
      unsettled = unsettled.slice(batch.length);
      for (const { settled } of batch) settled();
    }
    isWriting = false;
  }

  async function writeAll(batch: readonly Unsettled[]): Promise<void> {
    const now = clock.now();
    const lanes = [...new Set(batch.map(({ lane }) => lane))];
    const paused = await db.transaction(async (tx) => {
      const [found] = await Promise.all([
        readPauses(tx, lanes, now),
        ...batch.map(({ notice, outcome }) => settleNotice(tx, notice, outcome, now)),
      ]);
      return found;
    });
    // What others were told meanwhile holds for us too.
    for (const [lane, until] of paused) pauses.set(lane, until);
  }

  function isStillOurs({ notice }: Unsettled): boolean {
    return clock.now() < notice.leaseUntil;
  }

  return {
    settle(notice, lane, outcome) {
      const { promise, resolve } = Promise.withResolvers<void>();
      unsettled.push({ notice, lane, outcome, settled: resolve });
      void write();
      return promise;
    },
    pausedUntil(lane) {
      const until = pauses.get(lane);
      if (until !== undefined && until > clock.now()) return until;
      pauses.delete(lane);
      return undefined;
    },
    pause: (lane, until) => void pauses.set(lane, until),
  };
}
