import type { CachedFacts } from '#knowledge/packages/facts.ts';

/** Keeps facts between look-ups. May throw when its store is gone; the look-up goes on without it. */
export interface PackageCache {
  read(key: string): Promise<CachedFacts | undefined>;
  write(key: string, facts: CachedFacts): Promise<void>;
  /** Names of packages of a purl type that it holds, for near names; the newest, at most 5,000. */
  names(type: string): Promise<readonly string[]>;
}

/** Names of packages that a cache gives at most. */
export const MOST_NAMES = 5_000;

/** For a Steward without a database: the least recently used facts go first. */
export function memoryCache(capacity = 1_000): PackageCache {
  const kept = new Map<string, CachedFacts>();
  return {
    read(key) {
      const facts = kept.get(key);
      if (facts !== undefined) {
        kept.delete(key);
        kept.set(key, facts);
      }
      return Promise.resolve(facts);
    },
    write(key, facts) {
      kept.delete(key);
      kept.set(key, facts);
      const [oldest] = kept.keys();
      if (kept.size > capacity && oldest !== undefined) kept.delete(oldest);
      return Promise.resolve();
    },
    names(type) {
      const names = [...kept].flatMap(([key, { name }]) => (isOf(type, key) ? [name] : []));
      return Promise.resolve([...new Set(names.toReversed())].slice(0, MOST_NAMES));
    },
  };
}

function isOf(type: string, key: string): boolean {
  return key.startsWith(`pkg:${type}/`);
}
