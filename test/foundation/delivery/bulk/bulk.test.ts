import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type BulkOptions, startBulk } from '#foundation/delivery/bulk/bulk.ts';
import { tellAgain } from '#foundation/delivery/notice.ts';
import { deliveryTrouble, retryDead } from '#foundation/delivery/trouble.ts';
import type { Delivery } from '#foundation/delivery/worker.ts';
import { movableClock } from '#foundation/kernel/clock.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import type { AccountName } from '#foundation/people/accounts.ts';
import { noRoles } from '#foundation/people/roles.ts';
import { accounts, notices } from '#foundation/store/schema.ts';
import { addPeople, plan, statesOf } from '../../../support/bulk/people.ts';
import { testDatabase } from '../../../support/database.ts';
import { type FakeChannel, fakeChannel } from '../../../support/fake-channel.ts';

const HOUR = 60 * 60_000;

describe('what goes to many', () => {
  const test = testDatabase();
  let clock: ReturnType<typeof movableClock>;
  let slack: FakeChannel;
  let teams: FakeChannel;
  beforeEach(() => {
    clock = movableClock(new Date('2026-03-02T09:00:00Z'));
    slack = fakeChannel('slack');
    teams = fakeChannel('teams');
  });

  function start(options: Partial<BulkOptions> = {}): Delivery {
    const bulk = startBulk({
      database: test.database,
      clock,
      log: silentLog,
      channels: () => [slack, teams],
      roles: noRoles,
      cardFor: async ({ matter }) => ({
        kind: 'card',
        card: { tone: 'neutral', title: matter, parts: [], buttons: [] },
      }),
      ...options,
    });
    onTestFinished(() => bulk.stop());
    return bulk;
  }

  const slackAccount = (user: number | string): AccountName => ({
    platform: 'slack',
    externalId: `T1/U${user}`,
  });
  const teamsAccount = (user: number | string): AccountName => ({
    platform: 'teams',
    externalId: `tenant/${user}`,
  });

  async function planFor(...held: readonly AccountName[]): Promise<readonly string[]> {
    const ids = await addPeople(test.db, held, clock.now());
    const planned = held.map((account, at) => ({ personId: ids[at] ?? '', account }));
    await plan(test.db, 'news', planned, clock.now());
    return ids;
  }

  const many = (count: number, of: (user: number) => AccountName) =>
    Array.from({ length: count }, (_, user) => of(user));

  it('reaches everybody once, each where they are', async () => {
    await planFor(...many(70, slackAccount), ...many(60, teamsAccount));

    await start().idle();

    expect(await statesOf(test.db)).toEqual({ sent: 130 });
    expect(new Set(slack.sends.map(({ to }) => to)).size).toBe(70);
    expect(slack.sends).toHaveLength(70);
    expect(teams.sends).toHaveLength(60);
  });

  it('is sent by one of two workers, never by both', async () => {
    await planFor(...many(100, slackAccount));

    await Promise.all([start().idle(), start().idle()]);

    expect(slack.sends).toHaveLength(100);
    expect(new Set(slack.sends.map(({ to }) => to)).size).toBe(100);
  });

  it('waits until it is due', async () => {
    await planFor(slackAccount(1));
    await test.db.update(notices).set({ dueAt: new Date(clock.now().getTime() + HOUR) });
    const bulk = start();

    await bulk.idle();
    const early = slack.sends.length;
    clock.advance(HOUR);
    await bulk.idle();

    expect([early, slack.sends.length]).toEqual([0, 1]);
  });

  it.each(['held', 'cancelled'])('is not sent when it is %s', async (state) => {
    await planFor(slackAccount(1));
    await test.db.update(notices).set({ state });

    await start().idle();

    expect(slack.sends).toEqual([]);
    expect(await statesOf(test.db)).toEqual({ [state]: 1 });
  });

  it('goes to where somebody is now, in the lane of that', async () => {
    const [personId = ''] = await planFor(slackAccount(1));
    const usedAt = new Date(clock.now().getTime() + HOUR);
    await test.db
      .insert(accounts)
      .values({ personId, ...teamsAccount('ada'), createdAt: usedAt, usedAt });

    await start().idle();

    expect(slack.sends).toEqual([]);
    expect(teams.sends).toMatchObject([{ to: 'tenant/ada', sending: { isRetry: false } }]);
    expect(await test.db.select().from(notices)).toMatchObject([{ lane: 'teams:tenant' }]);
  });

  it('marks who cannot be reached, and reaches the others', async () => {
    await planFor(...many(20, slackAccount));
    slack.next.push(async () => ({ kind: 'unreachable' }));

    await start().idle();

    expect(await statesOf(test.db)).toEqual({ sent: 19, unreachable: 1 });
    expect(await deliveryTrouble(test.db)).toMatchObject({ unreachable: 1 });
  });

  it('changes the messages that stand when it is corrected', async () => {
    await planFor(slackAccount(1), teamsAccount(1));
    const bulk = start();
    await bulk.idle();

    await tellAgain(test.db, { kind: 'broadcast', matter: 'news' }, clock.now());
    await bulk.idle();

    expect([...slack.changes, ...teams.changes]).toHaveLength(2);
    expect([...slack.sends, ...teams.sends]).toHaveLength(2);
  });

  it('is given up after eight failures, is seen by the OSPO, and goes out when they try again', async () => {
    await planFor(slackAccount(1));
    slack.next.push(
      ...Array.from({ length: 8 }, () => async () => {
        throw new StewardError('unavailable', 'away', { advice: 'Later.' });
      }),
    );
    const bulk = start();
    for (let tries = 0; tries < 8; tries++) {
      await bulk.idle();
      clock.advance(2 * HOUR);
    }
    const given = await deliveryTrouble(test.db);

    await retryDead(test.db, clock.now());
    await bulk.idle();

    expect(given).toMatchObject({ dead: 1, notices: [{ failure: 'unavailable' }] });
    expect(slack.sends).toHaveLength(9);
    expect(slack.sends.at(-1)?.sending.isRetry).toBe(false);
    expect(await statesOf(test.db)).toEqual({ sent: 1 });
  });

  it('looks before it sends again what an ended process may have sent', async () => {
    await planFor(slackAccount(1));
    await test.db.update(notices).set({ leaseUntil: clock.now() });

    await start().idle();

    expect(slack.sends).toMatchObject([{ sending: { isRetry: true } }]);
  });

  it('remembers that it may have been sent when it is put off', async () => {
    await planFor(slackAccount(1));
    await test.db.update(notices).set({ leaseUntil: clock.now() });
    slack.next.push(async () => ({ kind: 'later', afterMs: 5000 }));
    const bulk = start();

    clock.advance(1);
    await bulk.idle();
    const [put] = await test.db.select().from(notices).where(eq(notices.matter, 'news'));
    clock.advance(HOUR);
    await bulk.idle();

    expect(put).toMatchObject({ state: 'waiting', attempts: 0 });
    expect(slack.sends.map(({ sending }) => sending.isRetry)).toEqual([true, true]);
  });

  it('draws again later what could not be drawn', async () => {
    await planFor(slackAccount(1), teamsAccount(1));
    let draws = 0;
    const bulk = start({
      async cardFor({ matter }) {
        if (++draws === 1) throw new StewardError('unavailable', 'away', { advice: 'Later.' });
        return { kind: 'card', card: { tone: 'neutral', title: matter, parts: [], buttons: [] } };
      },
    });

    await bulk.idle();
    const first = await statesOf(test.db);
    clock.advance(HOUR);
    await bulk.idle();

    expect(first).toEqual({ sent: 1, waiting: 1 });
    expect(await statesOf(test.db)).toEqual({ sent: 2 });
  });
});
