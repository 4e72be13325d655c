import type { Clock } from '#foundation/kernel/clock.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import type { Log } from '#foundation/kernel/log.ts';
import type { Db } from '#foundation/store/database.ts';
import { anyBroadcast } from '#office/broadcasts/broadcast.ts';
import type { Going } from '#office/broadcasts/start-sending.ts';

export interface Tending {
  /** Somebody did something, or the time has moved: looks at once. Never fails. */
  poke(): void;
  /** Resolves when it is not looking. */
  idle(): Promise<void>;
  /** Finishes what is under way. */
  stop(): Promise<void>;
}

export interface TendingOptions {
  readonly db: Db;
  readonly going: () => Going;
  readonly clock: Clock;
  readonly log: Log;
  /** People may be told something now. */
  readonly afterwards: () => void;
}

/** How often it looks by itself: so old is what a progress card says at most. Milliseconds. */
const EVERY_MS = 10_000;

/** Does from now on what happens with broadcasts by itself. Several processes may: one does it, the others find it done. */
export function keepTending({ db, going, clock, log, afterwards }: TendingOptions): Tending {
  let looking: Promise<void> | undefined;
  let isAsked = false;
  let isStopped = false;
  const timer = setInterval(poke, EVERY_MS).unref();
  poke();

  function poke(): void {
    if (isStopped) return;
    isAsked = true;
    looking ??= look().finally(() => {
      looking = undefined;
      if (isAsked) poke();
    });
  }

  async function look(): Promise<void> {
    isAsked = false;
    try {
      if (!(await anyBroadcast(db)) || isStopped) return;
      // Loaded when there is something to tend.
      const { tendBroadcasts } = await import('#office/broadcasts/tend.ts');
      await tendBroadcasts(db, going(), clock.now());
      afterwards();
    } catch (error) {
      const code = error instanceof StewardError ? error.code : 'bug';
      log.warn({ code }, 'broadcasts could not be tended');
    }
  }

  async function idle(): Promise<void> {
    while (looking !== undefined) await looking;
  }

  return {
    poke,
    idle,
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await idle();
    },
  };
}
