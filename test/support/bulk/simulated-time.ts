import type { Alarms } from '#foundation/delivery/bulk/alarm.ts';
import type { Clock } from '#foundation/kernel/clock.ts';

/** What a process has to do with the time that all of them share. */
export interface TimeMember {
  readonly clock: Clock;
  readonly alarms: Alarms;
  /** All of its work waits, for nothing before this moment. */
  onIdle: (until: number) => void;
  /** So much time has passed: whoever waited for it goes on. */
  wake(passed: number): void;
  /** Sets the clock to another time; what waits does not wait longer or shorter for it. */
  setClock(by: number): void;
}

interface Waiting {
  readonly at: number;
  readonly ring: () => void;
}

/** The side of one process: knows when all that works here waits, and says so. */
export function createTimeMember(start: number): TimeMember {
  const waiting = new Set<Waiting>();
  let passed = start;
  let set = 0;
  let working = 0;
  let isLooking = false;

  /** Once what was woken has had its turn: one thing may go on in the place of another. */
  function lookSoon(): void {
    if (working > 0 || isLooking) return;
    isLooking = true;
    setImmediate(() => {
      isLooking = false;
      if (working === 0) member.onIdle(Math.min(...[...waiting].map(({ at }) => at)));
    });
  }

  const member: TimeMember = {
    clock: { now: () => new Date(passed + set) },
    alarms: {
      async run(work) {
        working++;
        try {
          return await work(until);
        } finally {
          working--;
          lookSoon();
        }
      },
    },
    onIdle: () => undefined,
    wake(at) {
      passed = at;
      for (const one of waiting) if (one.at <= passed) one.ring();
      lookSoon();
    },
    setClock(by) {
      set += by;
    },
  };

  function until(at: Date, signal: AbortSignal): Promise<void> {
    const due = at.getTime() - set;
    if (due <= passed || signal.aborted) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    const one: Waiting = { at: due, ring };
    function ring(): void {
      if (!waiting.delete(one)) return;
      signal.removeEventListener('abort', ring);
      working++;
      resolve();
    }
    signal.addEventListener('abort', ring);
    waiting.add(one);
    working--;
    lookSoon();
    return promise;
  }
  return member;
}

/** The time that all share: moves to the next moment that somebody waits for, when all of them wait. */
export interface SharedTime {
  now(): number;
  /** `wake` is called with the time when the member's moment has come. Gives what it says when it is idle. */
  join(wake: (now: number) => void): { idle(until: number): void; leave(): void };
  stop(): void;
}

export function createSharedTime(start: number): SharedTime {
  interface Member {
    readonly wake: (now: number) => void;
    /** Undefined: it works. */
    until: number | undefined;
  }
  const members = new Set<Member>();
  let now = start;
  let isStopped = false;

  function move(): void {
    if (isStopped || members.size === 0) return;
    let next = Number.POSITIVE_INFINITY;
    for (const { until } of members) {
      if (until === undefined) return;
      next = Math.min(next, until);
    }
    if (next === Number.POSITIVE_INFINITY) return;
    now = Math.max(now, next);
    for (const member of [...members]) {
      if (member.until === undefined || member.until > now) continue;
      member.until = undefined;
      member.wake(now);
    }
  }

  return {
    now: () => now,
    join(wake) {
      const member: Member = { wake, until: undefined };
      members.add(member);
      return {
        idle(until) {
          member.until = until;
          move();
        },
        leave() {
          members.delete(member);
          move();
        },
      };
    },
    stop() {
      isStopped = true;
    },
  };
}
