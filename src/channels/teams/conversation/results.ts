import { LRUCache } from 'lru-cache';
import type { Arrival } from '#foundation/delivery/intake/arrivals.ts';

/** How something ended that somebody waits for; `alone`: whoever asked in company was answered in their own chat. */
export type Ended = 'done' | 'alone' | 'failed';

/** Tells whoever waits in a request how what they sent ended, which is dealt with elsewhere in this process. */
export interface Results {
  /** The same for two who wait for the same, also when the second comes after its end. */
  of(arrival: Pick<Arrival, 'id' | 'sentAt' | 'againAfterMs'>): Promise<Ended>;
  /** Whether somebody waits, or has waited, for the same. */
  knows(arrival: Pick<Arrival, 'id'>): boolean;
  settle(id: string, ended: Ended): void;
}

/** Nobody waits longer in a request, and nothing is sent to us again after so long. */
const KEPT_MS = 30_000;
const KEPT_MOST = 5_000;

interface Result {
  readonly promise: Promise<Ended>;
  readonly resolve: (ended: Ended) => void;
  readonly sentAt: Date;
  isSettled: boolean;
}

export function createResults(): Results {
  const waiting = new LRUCache<string, Result>({ max: KEPT_MOST, ttl: KEPT_MS });
  return {
    async of({ id, sentAt, againAfterMs = Infinity }) {
      const known = waiting.get(id);
      // As the intake has it: what is still under way, or was sent at the same time, is not begun again.
      const isSame = known && sentAt.getTime() - known.sentAt.getTime() <= againAfterMs;
      if (isSame || (known && !known.isSettled)) return known.promise;
      const { promise, resolve } = Promise.withResolvers<Ended>();
      waiting.set(id, { promise, resolve, sentAt, isSettled: false });
      return promise;
    },
    knows: ({ id }) => waiting.has(id),
    settle(id, ended) {
      const known = waiting.get(id);
      if (!known) return;
      known.isSettled = true;
      known.resolve(ended);
    },
  };
}
