import { onTestFinished } from 'vitest';
import { createHomeCards, type HomeCards } from '#assistant/home.ts';
import { inboxOf } from '#assistant/inbox.ts';
import { createCardFor } from '#assistant/notices.ts';
import type { Respond } from '#assistant/turn.ts';
import type { Channel } from '#foundation/delivery/channel.ts';
import { placesOn } from '#foundation/delivery/places.ts';
import { type Delivery, startDelivery } from '#foundation/delivery/worker.ts';
import { type Clock, systemClock } from '#foundation/kernel/clock.ts';
import { type Log, silentLog } from '#foundation/kernel/log.ts';
import { withDeputies } from '#foundation/people/absences/with-deputies.ts';
import { createRoles } from '#foundation/people/create-roles.ts';
import type { Office } from '#foundation/people/office.ts';
import type { Database } from '#foundation/store/database.ts';
import { loadOffice } from '#knowledge/policy/file/load-office.ts';
import type { RouteFile } from '#office/requests/routing/route-file.ts';
import { startTestSteward, type TestSteward } from './test-steward.ts';

/** The whole of Steward behind the platforms that are put beside it: what is told goes out by them. */
export interface OfficeAtWork {
  readonly steward: TestSteward;
  readonly respond: Respond;
  readonly home: HomeCards;
  /** By the real time, which platforms sign with. */
  readonly clock: Clock;
  /** Begins to tell what there is to tell, on this platform too. */
  connect(channel: Channel): void;
  readonly delivery: Delivery;
  /** Resolves when all is told that there was to tell. */
  told(): Promise<void>;
}

/** `ospo` are e-mail addresses of the platforms' directories. */
export async function startOfficeAtWork(
  database: Database,
  {
    ospo = ['omar@example.com'],
    reviewers = {},
    routes,
    log = silentLog,
  }: {
    ospo?: readonly string[];
    /** E-mail addresses by reviewer group. */
    reviewers?: Office['roles']['reviewers'];
    routes?: RouteFile;
    log?: Log;
  } = {},
): Promise<OfficeAtWork> {
  const { db } = database;
  const shipped = await loadOffice(undefined);
  const office = {
    ...shipped.office,
    roles: { ...shipped.office.roles, ospo: [...ospo], reviewers },
  };
  const channels: Channel[] = [];
  const clock = systemClock;
  const from = { db, office, directories: channels, played: [], clock, log };
  const roles = withDeputies(createRoles(from), { db, clock });
  const steward = await startTestSteward({ db, roles, at: clock.now(), ...(routes && { routes }) });
  const places = placesOn(() => channels);
  const platforms = () => channels.map(({ platform }) => platform);
  const cardFor = createCardFor(db, office, {
    roles,
    clock,
    policy: shipped.policy,
    platforms,
    places,
    forms: steward.forms,
  });
  const delivery = startDelivery({
    database,
    channels: () => channels,
    roles,
    cardFor,
    clock,
    log,
  });
  onTestFinished(async () => {
    await delivery.stop();
    await steward.close();
  });
  return {
    steward,
    async respond(turn, working) {
      const replies = await steward.respond(turn, working);
      delivery.poke();
      return replies;
    },
    home: createHomeCards({
      db,
      clock,
      office,
      policy: shipped.policy,
      roles,
      inbox: (personId) =>
        inboxOf(db, personId, { roles, clock, policy: shipped.policy, office, platforms, places }),
    }),
    clock,
    connect: (channel) => void channels.push(channel),
    delivery,
    async told() {
      delivery.poke();
      await delivery.idle();
    },
  };
}
