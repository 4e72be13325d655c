import { onTestFinished } from 'vitest';
import { createHomeCards } from '#assistant/home.ts';
import { inboxOf } from '#assistant/inbox.ts';
import { createCardFor } from '#assistant/notices.ts';
import { examples } from '#assistant/views/help/help-card.ts';
import type { Channel } from '#foundation/delivery/channel.ts';
import { type Delivery, startDelivery } from '#foundation/delivery/worker.ts';
import { systemClock } from '#foundation/kernel/clock.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { createRoles } from '#foundation/people/create-roles.ts';
import type { Database } from '#foundation/store/database.ts';
import { loadOffice } from '#knowledge/policy/file/load-office.ts';
import { startTestSteward, type TestSteward } from '../test-steward.ts';
import { startTestSlack, type TestSlack, type TestSlackOptions } from './test-slack.ts';

/** The whole of Steward in a Slack of its own: what is told goes out, and roles are those of the directory. */
export interface OfficeInSlack extends TestSlack {
  readonly steward: TestSteward;
  readonly delivery: Delivery;
  /** Resolves when all is answered and told. */
  settled(): Promise<void>;
}

/** `ospo` are e-mail addresses of the directory. */
export async function startOfficeInSlack(
  database: Database,
  options: Partial<TestSlackOptions> & { readonly ospo?: readonly string[] } = {},
): Promise<OfficeInSlack> {
  const { ospo = ['omar@example.com'], log = silentLog, ...rest } = options;
  const { db } = database;
  const shipped = await loadOffice(undefined);
  const office = { ...shipped.office, roles: { ...shipped.office.roles, ospo: [...ospo] } };
  const channels: Channel[] = [];
  // Slack's signatures are by the real time.
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
  const slack = await startTestSlack({
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
    examples,
    log,
    ...rest,
  });
  channels.push(slack.slack.channel);
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
    ...slack,
    steward: whole,
    delivery: running,
    async settled() {
      await slack.idle();
      running.poke();
      await running.idle();
    },
  };
}
