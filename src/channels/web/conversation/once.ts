/** Does each thing once, and gives those who ask again what came of it. */
export interface Once<T> {
  /** Joins the one under way, or gives its result; what failed is tried again. */
  do(key: string, work: () => Promise<T>): Promise<T>;
  /** What came or is coming of it; undefined when it was not begun, or is forgotten. */
  find(key: string): Promise<T> | undefined;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

/** Remembers the newest `most` results, as long as this process lives. */
export function createOnce<T>(most: number): Once<T> {
  const results = new Map<string, Promise<T>>();
  const running = new Set<Promise<T>>();
  const forgetOldest = () => {
    for (const [key, result] of results) {
      if (results.size <= most) return;
      if (!running.has(result)) results.delete(key);
    }
  };
  return {
    do(key, work) {
      const known = results.get(key);
      if (known !== undefined) return known;
      const result = work();
      results.set(key, result);
      running.add(result);
      result.then(
        () => {
          running.delete(result);
          forgetOldest();
        },
        () => {
          running.delete(result);
          results.delete(key);
        },
      );
      return result;
    },
    find: (key) => results.get(key),
    async idle() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}
