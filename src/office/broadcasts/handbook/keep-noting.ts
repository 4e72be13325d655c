import type { Clock } from '#foundation/kernel/clock.ts';
import type { Log } from '#foundation/kernel/log.ts';
import { keepLooking, type Looking } from '#foundation/kernel/loops/keep-looking.ts';
import type { Db } from '#foundation/store/database.ts';
import type { Handbook } from '#knowledge/handbook/section.ts';

export interface NotingOptions {
  readonly db: Db;
  /** As it is now, or was a moment ago. */
  readonly handbook: () => Promise<Pick<Handbook, 'sections'>>;
  readonly clock: Clock;
  readonly log: Log;
  /** People may be told something now. */
  readonly afterwards: () => void;
}

/** How often the handbook is looked at, by the clock. Milliseconds. */
const EVERY_MS = 60_000;
/** How often it is asked whether it is time. */
const ASKED_EVERY_MS = 20_000;

/** Looks from now on whether the handbook has changed; the first time in a minute, when there is nothing to start any more. */
export function keepNoting({ db, handbook, clock, log, afterwards }: NotingOptions): Looking {
  let lookedAt = clock.now().getTime();
  return keepLooking({
    everyMs: ASKED_EVERY_MS,
    isTime: () => Math.abs(clock.now().getTime() - lookedAt) >= EVERY_MS,
    async look(isStopped) {
      lookedAt = clock.now().getTime();
      const now = await handbook();
      // Loaded when it is time to.
      const { noteHandbook } = await import('#office/broadcasts/handbook/note-handbook.ts');
      if (isStopped()) return;
      if (await noteHandbook(db, now, clock.now())) afterwards();
    },
    log,
    failed: 'whether the handbook has changed could not be looked at',
  });
}
