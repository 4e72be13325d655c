import { type Memory, noMemory } from '#assistant/memory.ts';
import { createRespond } from '#assistant/respond.ts';
import type { Respond } from '#assistant/turn.ts';
import type { Config } from '#config.ts';
import { type Clock, systemClock } from '#foundation/kernel/clock.ts';
import type { Log } from '#foundation/kernel/log.ts';
import type { Database } from '#foundation/store/database.ts';
import { createPackageLookUp, type PackageLookUp } from '#knowledge/packages/look-up.ts';
import { npmRegistry } from '#knowledge/packages/npm/npm-registry.ts';
import { memoryCache, type PackageCache } from '#knowledge/packages/package-cache.ts';
import type { LoadedOffice } from '#knowledge/policy/file/load-office.ts';

/** The assistant with all it stands on, ready to answer. */
export interface Composed {
  readonly respond: Respond;
  readonly packages: PackageLookUp;
  readonly clock: Clock;
}

/** Puts the rooms together. Without a database it answers all the same and remembers nothing. */
export async function compose(
  config: Config,
  on: { readonly loaded: LoadedOffice; readonly database: Database | undefined; readonly log: Log },
): Promise<Composed> {
  const { loaded, database, log } = on;
  const clock = systemClock;
  const { memory, cache } = await keepIn(database, clock);
  const packages = createPackageLookUp({
    sources: [npmRegistry({ npm: { env: config.npmEnvironment, cwd: process.cwd() }, clock, log })],
    cache,
    clock,
    log,
  });
  const { policy, office } = loaded;
  const respond = createRespond({ policy, office, packages, memory, clock, log });
  return { respond, packages, clock };
}

/** The database's side is loaded only where there is one: it takes longer to load than a question to answer. */
async function keepIn(
  database: Database | undefined,
  clock: Clock,
): Promise<{ memory: Memory; cache: PackageCache }> {
  if (!database) return { memory: noMemory, cache: memoryCache() };
  const [{ databaseMemory }, { databaseCache }] = await Promise.all([
    import('#assistant/database-memory.ts'),
    import('#knowledge/packages/database-cache.ts'),
  ]);
  return { memory: databaseMemory(database.db, clock), cache: databaseCache(database.db) };
}
