import { setTimeout as sleep } from 'node:timers/promises';
import { eq, ne } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tell } from '#foundation/delivery/notice.ts';
import { type Delivery, startDelivery } from '#foundation/delivery/worker.ts';
import { systemClock } from '#foundation/kernel/clock.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { personFor } from '#foundation/people/accounts.ts';
import { noRoles } from '#foundation/people/roles.ts';
import { type Database, openDatabase } from '#foundation/store/database.ts';
import { notices } from '#foundation/store/schema.ts';
import { type OwnDatabase, openOwnDatabase } from '../../support/database.ts';
import { type FakeChannel, fakeChannel } from '../../support/fake-channel.ts';

const NOTICES = 30;

// On PostgreSQL each worker has connections of its own, as two processes have; PGlite has one for both.
describe('two workers', () => {
  let own: OwnDatabase;
  let databases: readonly Database[];
  let workers: readonly Delivery[];
  const channel = slowChannel();
  beforeAll(async () => {
    own = await openOwnDatabase();
    const { database, url } = own;
    const other =
      url === undefined ? database : await openDatabase({ kind: 'postgres', url }, silentLog);
    databases = [database, other];
  });
  afterAll(async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
    if (databases[0] !== databases[1]) await databases[1]?.close();
    await own.remove();
  });

  it('that start together send each notice once', { timeout: 60_000 }, async () => {
    const { db } = own.database;
    for (let number = 0; number < NOTICES; number++) {
      const account = { platform: 'test', externalId: `person-${number}` };
      const personId = await personFor(db, account, systemClock);
      const told = { kind: 'sample', matter: `matter-${number}` };
      await tell(db, told, { kind: 'person', personId }, systemClock.now());
    }

    workers = databases.map((database) =>
      startDelivery({
        database,
        clock: systemClock,
        log: silentLog,
        channels: () => [channel],
        roles: noRoles,
        cardFor: async ({ matter }) => ({
          kind: 'card',
          card: { tone: 'neutral', title: matter, parts: [], buttons: [] },
        }),
      }),
    );
    await expect
      .poll(() => db.$count(notices, ne(notices.state, 'sent')), { timeout: 40_000 })
      .toBe(0);
    await Promise.all(workers.map((worker) => worker.idle()));

    const titles = channel.sends.map(({ title }) => title);
    expect(titles).toHaveLength(NOTICES);
    expect(new Set(titles).size).toBe(NOTICES);
    expect(await db.$count(notices, eq(notices.wanted, notices.sent))).toBe(NOTICES);
  });
});

/** Takes a moment for each, so that the workers meet. */
function slowChannel(): FakeChannel {
  const channel = fakeChannel();
  return {
    ...channel,
    async send(to, card, sending) {
      await sleep(5);
      return channel.send(to, card, sending);
    },
  };
}
