import type { Clock } from '#foundation/kernel/clock.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import type { Log } from '#foundation/kernel/log.ts';
import type { Db } from '#foundation/store/database.ts';
import type { Handbook } from '#knowledge/handbook/section.ts';
import type { Tending } from '#office/broadcasts/keep-tending.ts';

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
export function keepNoting({ db, handbook, clock, log, afterwards }: NotingOptions): Tending {
  let looking: Promise<void> | undefined;
  let lookedAt = clock.now().getTime();
  let isStopped = false;
  const timer = setInterval(poke, ASKED_EVERY_MS).unref();

  function poke(): void {
    const now = clock.now().getTime();
    if (isStopped || looking !== undefined || Math.abs(now - lookedAt) < EVERY_MS) return;
    lookedAt = now;
    looking = look().finally(() => {
      looking = undefined;
    });
  }

  async function look(): Promise<void> {
    try {
      const now = await handbook();
      // Loaded when it is time to.
      const { noteHandbook } = await import('#office/broadcasts/handbook/note-handbook.ts');
      if (isStopped) return;
      if (await noteHandbook(db, now, clock.now())) afterwards();
    } catch (error) {
      const code = error instanceof StewardError ? error.code : 'bug';
      log.warn({ code }, 'whether the handbook has changed could not be looked at');
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
