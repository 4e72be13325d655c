import { type Log, placesOf } from '#foundation/kernel/log.ts';

/** What goes on while nobody waits for it, and the timers beside it; all of it ends with the process. */
export interface UnderWay {
  /** Waits for it when all ends. What it throws is logged, and thrown to whoever waits. */
  track<T>(work: Promise<T>): Promise<T>;
  /** Resolves at a moment of `performance.now()`. */
  after(at: number): Promise<'late'>;
  pause(ms: number): Promise<void>;
  later(work: () => Promise<unknown>, ms: number): void;
  every(ms: number, work: () => Promise<unknown>): void;
  idle(): Promise<void>;
  /** Waits for what is under way, but not for ever. */
  stop(): Promise<void>;
}

const PATIENCE_MS = 15_000;

export function createUnderWay(log: Log): UnderWay {
  const running = new Set<Promise<void>>();
  const timers = new Set<NodeJS.Timeout>();

  function track<T>(work: Promise<T>): Promise<T> {
    const tracked: Promise<void> = work.then(
      () => undefined,
      (cause: unknown) => log.error(placesOf(cause), 'failed while nobody waited'),
    );
    running.add(tracked);
    tracked.finally(() => running.delete(tracked));
    return work;
  }

  function timed(work: () => void, ms: number): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, ms).unref();
    timers.add(timer);
  }

  async function idle(): Promise<void> {
    while (running.size > 0) await Promise.all(running);
  }

  return {
    track,
    after: (at) =>
      new Promise((resolve) => timed(() => resolve('late'), Math.max(0, at - performance.now()))),
    pause: (ms) => new Promise((resolve) => timed(resolve, ms)),
    later: (work, ms) => timed(() => void track(work()), ms),
    every(ms, work) {
      timers.add(setInterval(() => void track(work()), ms).unref());
    },
    idle,
    async stop() {
      const { promise: tooLong, resolve } = Promise.withResolvers<void>();
      const patience = setTimeout(resolve, PATIENCE_MS);
      await Promise.race([idle(), tooLong]);
      clearTimeout(patience);
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
