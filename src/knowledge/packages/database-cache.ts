import { desc, eq, like } from 'drizzle-orm';
import type { Db } from '#foundation/store/database.ts';
import { packageFacts } from '#foundation/store/tables/package-facts.ts';
import { CachedFacts } from '#knowledge/packages/facts.ts';
import { MOST_NAMES, type PackageCache } from '#knowledge/packages/package-cache.ts';

/** Shared by all processes on the office's database. */
export function databaseCache(db: Db): PackageCache {
  return {
    async read(key) {
      const [row] = await db
        .select({ facts: packageFacts.facts })
        .from(packageFacts)
        .where(eq(packageFacts.key, key));
      // A row of an older Steward that no longer fits is as good as none.
      return CachedFacts.safeParse(row?.facts).data;
    },
    async write(key, facts) {
      const row = { facts, fetchedAt: new Date(facts.fetchedAt) };
      await db
        .insert(packageFacts)
        .values({ key, ...row })
        .onConflictDoUpdate({ target: packageFacts.key, set: row });
    },
    async names(type) {
      const rows = await db
        .select({ facts: packageFacts.facts })
        .from(packageFacts)
        .where(like(packageFacts.key, `pkg:${type}/%`))
        .orderBy(desc(packageFacts.fetchedAt))
        .limit(MOST_NAMES);
      const names = rows.flatMap(({ facts }) => CachedFacts.safeParse(facts).data?.name ?? []);
      return [...new Set(names)];
    },
  };
}
