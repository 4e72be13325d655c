import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '#foundation/kernel/clock.ts';
import { type Unavailable, unavailable } from '#knowledge/packages/source.ts';

/** Asks one source with manners: a few at a time, tries again where that helps, leaves it alone when it is down. */
export interface Steady {
  /** `attempt` gets the milliseconds that are left and answers `unavailable` instead of throwing. */
  run<T extends { readonly kind: string }>(
    attempt: (leftMs: number) => Promise<T | Unavailable>,
    timeoutMs: number,
  ): Promise<T | Unavailable>;
}

export interface SteadySettings {
  /** Requests under way at a time. */
  readonly limit: number;
  /** So many failures in a row, and the source is left alone … */
  readonly failures: number;
  /** … for so long. */
  readonly pauseMs: number;
  readonly clock: Clock;
}

const FIRST_BACK_OFF_MS = 100;
const MOST_ATTEMPTS = 3;
/** With less time than this left another attempt is not worth making. */
const LEAST_USEFUL_MS = 150;
const LONGEST_PAUSE_MS = 5 * 60_000;

export function createSteady(settings: SteadySettings): Steady {
  const gate = createGate(settings.limit);
  const breaker = createBreaker(settings);
  return {
    async run(attempt, timeoutMs) {
      // Monotonic and real: a person waits in real time, whatever the clock says.
      const end = performance.now() + timeoutMs;
      const pause = breaker.pause();
      if (pause !== undefined) return pause;
      if (!(await gate.enter(timeoutMs))) return unavailable('timeout');
      try {
        const answer = await tryAgain(attempt, end);
        breaker.note(answer);
        return answer;
      } finally {
        gate.leave();
      }
    },
  };
}

async function tryAgain<T extends { readonly kind: string }>(
  attempt: (leftMs: number) => Promise<T | Unavailable>,
  end: number,
): Promise<T | Unavailable> {
  for (let count = 1; ; count++) {
    const answer = await attempt(Math.max(1, end - performance.now()));
    if (!isUnavailable(answer) || count === MOST_ATTEMPTS) return answer;
    const delay = delayBefore(answer, count);
    if (delay === undefined || performance.now() + delay + LEAST_USEFUL_MS > end) return answer;
    await wait(delay);
  }
}

/** How long to wait before the next attempt; `undefined` when it would be of no use. */
function delayBefore(answer: Unavailable, count: number): number | undefined {
  if (!['rate-limited', 'network', 'server-error'].includes(answer.reason)) return undefined;
  // A little chance, so that what failed together does not come back together.
  const backOff = FIRST_BACK_OFF_MS * 2 ** (count - 1) * (1 + Math.random() / 2);
  return Math.max(backOff, answer.retryAfterMs ?? 0);
}

interface Breaker {
  /** The answer to give instead of asking; `undefined` when asking is fine. */
  pause(): Unavailable | undefined;
  note(answer: { readonly kind: string } | Unavailable): void;
}

function createBreaker({ failures, pauseMs, clock }: SteadySettings): Breaker {
  let inARow = 0;
  let closedUntil = 0;
  return {
    pause() {
      const left = closedUntil - clock.now().getTime();
      return left > 0 ? unavailable('paused', left) : undefined;
    },
    note(answer) {
      // An oversized answer is about one package, not about the source's health.
      if (!isUnavailable(answer) || answer.reason === 'too-large') {
        inARow = 0;
        return;
      }
      inARow += 1;
      const now = clock.now().getTime();
      if (answer.retryAfterMs !== undefined) {
        closedUntil = now + Math.min(answer.retryAfterMs, LONGEST_PAUSE_MS);
      }
      // After the pause one more failure is enough to pause again.
      if (inARow >= failures) closedUntil = Math.max(closedUntil, now + pauseMs);
    },
  };
}

interface Gate {
  /** False when the time was over before there was room. */
  enter(timeoutMs: number): Promise<boolean>;
  leave(): void;
}

export function createGate(limit: number): Gate {
  let free = limit;
  const waiting = new Set<() => void>();
  return {
    enter(timeoutMs) {
      if (free > 0) {
        free -= 1;
        return Promise.resolve(true);
      }
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          waiting.delete(admit);
          resolve(false);
        }, timeoutMs);
        function admit(): void {
          clearTimeout(timer);
          resolve(true);
        }
        waiting.add(admit);
      });
    },
    leave() {
      const [next] = waiting;
      if (next === undefined) {
        free += 1;
        return;
      }
      waiting.delete(next);
      next();
    },
  };
}

function isUnavailable(answer: { readonly kind: string }): answer is Unavailable {
  return answer.kind === 'unavailable';
}
