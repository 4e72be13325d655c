import type { Clock } from '#foundation/kernel/clock.ts';
import type { Log } from '#foundation/kernel/log.ts';
import { keepLooking, type Looking } from '#foundation/kernel/loops/keep-looking.ts';
import type { Db } from '#foundation/store/database.ts';
import { anyBroadcast } from '#office/broadcasts/broadcast.ts';
import type { Going } from '#office/broadcasts/start-sending.ts';

export interface TendingOptions {
  readonly db: Db;
  readonly going: () => Going;
  readonly clock: Clock;
  readonly log: Log;
  /** People may be told something now. */
  readonly afterwards: () => void;
}

/** So old is what a progress card says at most. Milliseconds. */
const EVERY_MS = 10_000;

/** Does from now on what happens with broadcasts by itself. Several processes may: one does it, the others find it done. */
export function keepTending({ db, going, clock, log, afterwards }: TendingOptions): Looking {
  const tending = keepLooking({
    everyMs: EVERY_MS,
    async look(isStopped) {
      if (!(await anyBroadcast(db)) || isStopped()) return;
      // Loaded when there is something to tend.
      const { tendBroadcasts } = await import('#office/broadcasts/tend.ts');
      await tendBroadcasts(db, going(), clock.now());
      afterwards();
    },
    log,
    failed: 'broadcasts could not be tended',
  });
  tending.poke();
  return tending;
}
