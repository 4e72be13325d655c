import { LRUCache } from 'lru-cache';

/** How something ended that somebody waits for. */
export type Ended = 'done' | 'failed';

/** Tells whoever waits in a request how what they sent ended, which is dealt with elsewhere in this process. */
export interface Results {
  /** The same for two who wait for the same at once. */
  of(id: string): Promise<Ended>;
  settle(id: string, ended: Ended): void;
}

/** Nobody waits longer in a request. */
const KEPT_MS = 10_000;
const KEPT_MOST = 5_000;
/** A button that is pressed again after so long is another press. */
const SAME_MS = 1_000;

interface Result {
  readonly promise: Promise<Ended>;
  readonly resolve: (ended: Ended) => void;
  settledAt?: number;
}

export function createResults(): Results {
  const waiting = new LRUCache<string, Result>({ max: KEPT_MOST, ttl: KEPT_MS });
  return {
    async of(id) {
      const known = waiting.get(id);
      const { settledAt = Infinity } = known ?? {};
      if (known && performance.now() - settledAt < SAME_MS) return known.promise;
      if (known && settledAt === Infinity) return known.promise;
      const { promise, resolve } = Promise.withResolvers<Ended>();
      waiting.set(id, { promise, resolve });
      return promise;
    },
    settle(id, ended) {
      const known = waiting.get(id);
      if (!known) return;
      known.settledAt = performance.now();
      known.resolve(ended);
    },
  };
}
