import type { WaitingCard } from '#assistant/inbox.ts';
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
  /** The cards that wait for a person; none without a database. */
  readonly inbox: (personId: string) => Promise<readonly WaitingCard[]>;
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
  const { memory, cache, inbox } = await keepIn(database, clock);
  const packages = createPackageLookUp({
    sources: [npmRegistry({ npm: { env: config.npmEnvironment, cwd: process.cwd() }, clock, log })],
    cache,
    clock,
    log,
  });
  const { policy, office } = loaded;
  const db = database && { db: database.db };
  const respond = createRespond({ policy, office, packages, memory, clock, log, ...db });
  return { respond, inbox, packages, clock };
}

/** The database's side is loaded only where there is one: it takes longer to load than a question to answer. */
async function keepIn(
  database: Database | undefined,
  clock: Clock,
): Promise<{ memory: Memory; cache: PackageCache; inbox: Composed['inbox'] }> {
  if (!database) return { memory: noMemory, cache: memoryCache(), inbox: async () => [] };
  const { db } = database;
  const [{ databaseMemory }, { databaseCache }, { inboxOf }] = await Promise.all([
    import('#assistant/database-memory.ts'),
    import('#knowledge/packages/database-cache.ts'),
    import('#assistant/inbox.ts'),
  ]);
  return {
    memory: databaseMemory(db, clock),
    cache: databaseCache(db),
    inbox: (personId) => inboxOf(db, personId, clock),
  };
}
