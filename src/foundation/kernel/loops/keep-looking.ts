import { StewardError } from '#foundation/kernel/errors.ts';
import type { Log } from '#foundation/kernel/log.ts';

export interface Looking {
  /** Somebody did something, or the time has moved: looks at once. Never fails. */
  poke(): void;
  /** Resolves when it is not looking. */
  idle(): Promise<void>;
  /** Finishes what is under way. */
  stop(): Promise<void>;
}

export interface LookingOptions {
  /** How often it looks by itself. Milliseconds. */
  readonly everyMs: number;
  /** Whether there is a reason to look at all. */
  readonly isTime?: () => boolean;
  /** `isStopped`: what takes long need not begin any more. */
  readonly look: (isStopped: () => boolean) => Promise<void>;
  readonly log: Log;
  /** What is written down when it fails. */
  readonly failed: string;
}

/** Looks from now on whether there is something to do, once at a time; the next look tries again what failed. */
export function keepLooking(options: LookingOptions): Looking {
  const { everyMs, isTime = () => true, look, log, failed } = options;
  let looking: Promise<void> | undefined;
  let isAsked = false;
  let isStopped = false;
  const timer = setInterval(poke, everyMs).unref();

  function poke(): void {
    if (isStopped || !isTime()) return;
    isAsked = true;
    looking ??= lookOnce().finally(() => {
      looking = undefined;
      // Meanwhile somebody may have asked.
      if (isAsked) poke();
    });
  }

  async function lookOnce(): Promise<void> {
    isAsked = false;
    try {
      await look(() => isStopped);
    } catch (error) {
      log.warn({ code: error instanceof StewardError ? error.code : 'bug' }, failed);
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
