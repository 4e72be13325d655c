import { onTestFinished } from 'vitest';
import { createHomeCards } from '#assistant/home.ts';
import { inboxOf } from '#assistant/inbox.ts';
import { createCardFor } from '#assistant/notices.ts';
import type { Channel } from '#foundation/delivery/channel.ts';
import { type Delivery, startDelivery } from '#foundation/delivery/worker.ts';
import { systemClock } from '#foundation/kernel/clock.ts';
import { createRoles } from '#foundation/people/create-roles.ts';
import type { Database } from '#foundation/store/database.ts';
import { loadOffice } from '#knowledge/policy/file/load-office.ts';
import { startTestSteward } from '../../../support/test-steward.ts';
import { collectingLog, openScene, type Scene, type SceneOptions } from './scene.ts';

/** The whole of Steward in Teams: what is told goes out, and roles are those of the directory. */
export interface OfficeInTeams extends Scene {
  readonly delivery: Delivery;
  /** Resolves when all is answered and told. */
  settled(): Promise<void>;
}

/** `ospo` are e-mail addresses of the directory. */
export async function openOffice(
  database: Database,
  options: Partial<SceneOptions> & { readonly ospo?: readonly string[] } = {},
): Promise<OfficeInTeams> {
  const { ospo = ['omar@example.com'], ...rest } = options;
  const { db } = database;
  const { log } = collectingLog();
  const shipped = await loadOffice(undefined);
  const office = { ...shipped.office, roles: { ...shipped.office.roles, ospo: [...ospo] } };
  const channels: Channel[] = [];
  // Tokens are by the real time.
  const clock = systemClock;
  const roles = createRoles({
    db,
    office,
    directories: channels,
    playsPersonas: false,
    clock,
    log,
  });
  const whole = await startTestSteward({ db, roles, at: clock.now() });
  let delivery: Delivery | undefined;
  const scene = await openScene({
    db,
    async respond(turn, working) {
      const replies = await whole.respond(turn, working);
      delivery?.poke();
      return replies;
    },
    clock,
    home: createHomeCards({
      db,
      clock,
      office,
      policy: shipped.policy,
      inbox: (personId) => inboxOf(db, personId, { roles, clock }),
    }),
    ...rest,
  });
  channels.push(scene.teams.channel);
  delivery = startDelivery({
    database,
    channels: () => channels,
    roles,
    cardFor: createCardFor(db, clock),
    clock,
    log,
  });
  const running = delivery;
  onTestFinished(async () => {
    await running.stop();
    await whole.close();
  });
  return {
    ...scene,
    delivery: running,
    async settled() {
      await scene.idle();
      running.poke();
      await running.idle();
    },
  };
}
