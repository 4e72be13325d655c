import type { HandbookNow } from '#assistant/answering.ts';
import type { WaitingCard } from '#assistant/inbox.ts';
import { type Memory, noMemory } from '#assistant/memory.ts';
import { createRespond } from '#assistant/respond.ts';
import type { Respond } from '#assistant/turn.ts';
import type { Config } from '#config.ts';
import type { Channel } from '#foundation/delivery/channel.ts';
import type { CardFor } from '#foundation/delivery/draw.ts';
import { type Places, placesOn } from '#foundation/delivery/places.ts';
import type { Delivery } from '#foundation/delivery/worker.ts';
import { type Clock, systemClock } from '#foundation/kernel/clock.ts';
import type { Log } from '#foundation/kernel/log.ts';
import { type LaneKind, type Measure, noMeasure } from '#foundation/kernel/measure/measure.ts';
import type { Directory } from '#foundation/people/directory.ts';
import { type Persona, personas } from '#foundation/people/personas.ts';
import { noRoles, type Roles } from '#foundation/people/roles.ts';
import type { Database, Db } from '#foundation/store/database.ts';
import type { HandbookKeeper } from '#knowledge/handbook/keeper.ts';
import type { HandbookSearch } from '#knowledge/handbook/search/create-search.ts';
import { createPackageLookUp, type PackageLookUp } from '#knowledge/packages/look-up.ts';
import { npmRegistry } from '#knowledge/packages/npm/npm-registry.ts';
import { memoryCache, type PackageCache } from '#knowledge/packages/package-cache.ts';
import { handbookFolder, type LoadedOffice } from '#knowledge/policy/file/load-office.ts';
import type { RequestForm } from '#office/requests/forms/form-file.ts';
import type { Calendar } from '#office/requests/routing/route-file.ts';

/** The assistant with all it stands on, ready to answer. */
export interface Composed {
  /** As it hears turns on a platform; so its answers are counted. */
  readonly respondOn: (platform: string) => Respond;
  /** The cards that wait for a person; none without a database. */
  readonly inbox: (personId: string) => Promise<readonly WaitingCard[]>;
  /** Begins to tell people what there is to tell, on the channels that run. Needs a database. */
  readonly startDelivery: (channels: () => readonly Channel[]) => Promise<Delivery>;
  readonly roles: Roles;
  readonly packages: PackageLookUp;
  readonly handbook: HandbookNow;
  readonly clock: Clock;
}

export interface ComposeOptions {
  readonly loaded: LoadedOffice;
  readonly database: Database | undefined;
  /** Of the platforms that run; asked for members of groups and for accounts. */
  readonly directories?: readonly Directory[];
  /** Whom the web chat plays, where there is one; without it those of every web chat. */
  readonly personas?: readonly Persona[];
  /** Instead of the machine's own. */
  readonly clock?: Clock;
  /** The office folder is read and never written. */
  readonly isRehearsal?: boolean;
  readonly measure?: Measure;
  readonly log: Log;
}

/** Puts the rooms together. Without a database it answers all the same and remembers nothing. */
export async function compose(config: Config, on: ComposeOptions): Promise<Composed> {
  const { loaded, log } = on;
  const { clock = systemClock, measure = noMeasure } = on;
  const { forms, routes } = on.database
    ? await requestsIn(config.officeFolder, loaded)
    : { forms: new Map(), routes: undefined };
  const calendar = routes?.calendar;
  // Known once the channels run, which need what is composed here.
  let running: () => readonly Channel[] = () => [];
  const platforms = () => running().map(({ platform }) => platform);
  const places = placesOn(() => running());
  const { memory, cache, roles, inbox, cardFor } = await keepIn(config, on, {
    clock,
    calendar,
    platforms,
    places,
    forms,
  });
  const packages = createPackageLookUp({
    sources: [npmRegistry({ npm: { env: config.npmEnvironment, cwd: process.cwd() }, clock, log })],
    cache,
    clock,
    log,
  });
  const { policy, office } = loaded;
  const { database } = on;
  const db = database && { db: database.db };
  const { officeFolder } = config;
  const handbook = handbookIn(handbookFolder(officeFolder), { clock, log, ...db });
  const parts = {
    policy,
    office,
    handbook,
    // The shipped one is part of Steward, and nobody's to write into.
    handbookFolder:
      officeFolder === undefined || on.isRehearsal ? undefined : handbookFolder(officeFolder),
    roles,
    platforms,
    places,
    forms,
    routes,
    packages,
    memory,
    clock,
    log,
    ...db,
  };
  // Begun after the channels, which need `respond`.
  let delivery: Delivery | undefined;
  return {
    respondOn: (platform) =>
      createRespond(parts, {
        afterTurn: () => delivery?.poke(),
        measure: (outcome, seconds) => measure.answered(platform, outcome, seconds),
      }),
    inbox,
    async startDelivery(channels) {
      if (!database || !cardFor) throw new TypeError('nothing is delivered without a database');
      running = channels;
      const [
        { startDelivery },
        { startBulk },
        { together },
        { keepTending },
        { measuredChannel },
        { keepNoting },
      ] = await Promise.all([
        import('#foundation/delivery/worker.ts'),
        import('#foundation/delivery/bulk/bulk.ts'),
        import('#foundation/delivery/bulk/together.ts'),
        import('#office/broadcasts/keep-tending.ts'),
        import('#foundation/delivery/measured-channel.ts'),
        import('#office/broadcasts/handbook/keep-noting.ts'),
      ]);
      const on = (lane: LaneKind) => ({
        database,
        channels: () => channels().map((channel) => measuredChannel(channel, lane, measure)),
        roles,
        cardFor,
        clock,
        log,
      });
      const carriers = together([startDelivery(on('direct')), startBulk(on('bulk'))]);
      const groups = Object.keys({ ...policy.reviewers, ...office.groups });
      const tending = keepTending({
        db: database.db,
        going: () => ({ roles, office, groups, platforms: platforms(), places, calendar }),
        clock,
        log,
        afterwards: carriers.poke,
      });
      const noting = keepNoting({
        db: database.db,
        handbook: async () => (await handbook()).handbook,
        clock,
        log,
        afterwards: carriers.poke,
      });
      delivery = together([noting, tending, carriers]);
      return delivery;
    },
    roles,
    packages,
    handbook,
    clock,
  };
}

/** Read and searched only once somebody asks it: its words take longer to load than most questions to answer. */
export function handbookIn(
  folder: string,
  { db, clock, log }: { readonly db?: Db; readonly clock: Clock; readonly log: Log },
): HandbookNow {
  let keeper: Promise<HandbookKeeper<HandbookSearch>> | undefined;
  async function open() {
    const [{ createHandbookKeeper }, { createHandbookSearch }] = await Promise.all([
      import('#knowledge/handbook/keeper.ts'),
      import('#knowledge/handbook/search/create-search.ts'),
    ]);
    const more = async () => {
      if (!db) return [];
      const { keptFiles } = await import('#office/questions/add-to-handbook.ts');
      return keptFiles(db);
    };
    return createHandbookKeeper({ folder, more, index: createHandbookSearch, clock, log });
  }
  return async () => {
    keeper ??= open();
    return (await keeper).current();
  };
}

/** Loaded where something can be handed in. */
export async function requestsIn(folder: string | undefined, { policy, office }: LoadedOffice) {
  const [{ loadForms }, { loadRoutes }] = await Promise.all([
    import('#office/requests/forms/load-forms.ts'),
    import('#office/requests/routing/load-routes.ts'),
  ]);
  const groups = Object.keys({ ...policy.reviewers, ...office.groups });
  const forms = await loadForms(folder, groups);
  return { forms, routes: await loadRoutes(folder, { groups, forms }) };
}

interface Kept extends Pick<Composed, 'roles' | 'inbox'> {
  readonly memory: Memory;
  readonly cache: PackageCache;
  readonly cardFor?: CardFor;
}

/** The database's side is loaded only where there is one: it takes longer to load than a question to answer. */
async function keepIn(
  config: Config,
  { loaded, database, directories = [], personas: played, log }: ComposeOptions,
  {
    clock,
    calendar,
    platforms,
    places,
    forms,
  }: {
    readonly clock: Clock;
    readonly calendar: Calendar | undefined;
    readonly platforms: () => readonly string[];
    readonly places: Places;
    readonly forms: ReadonlyMap<string, RequestForm>;
  },
): Promise<Kept> {
  if (!database) {
    return { memory: noMemory, cache: memoryCache(), roles: noRoles, inbox: async () => [] };
  }
  const { db } = database;
  const [
    { databaseMemory },
    { databaseCache },
    { createRoles },
    { withDeputies },
    { inboxOf },
    { createCardFor },
  ] = await Promise.all([
    import('#assistant/database-memory.ts'),
    import('#knowledge/packages/database-cache.ts'),
    import('#foundation/people/create-roles.ts'),
    import('#foundation/people/absences/with-deputies.ts'),
    import('#assistant/inbox.ts'),
    import('#assistant/notices.ts'),
  ]);
  const { office, policy } = loaded;
  const isPlayed = config.web !== undefined;
  const granted = createRoles({
    db,
    office,
    directories,
    played: isPlayed ? (played ?? personas) : [],
    clock,
    log,
  });
  const roles = withDeputies(granted, { db, clock });
  return {
    memory: databaseMemory(db, clock),
    cache: databaseCache(db),
    roles,
    inbox: (personId) => inboxOf(db, personId, { roles, clock, policy, office, platforms, places }),
    cardFor: createCardFor(db, office, {
      roles,
      clock,
      policy,
      calendar,
      platforms,
      places,
      forms,
    }),
  };
}
