import { eq, sql } from 'drizzle-orm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { deliveryTrouble } from '#foundation/delivery/trouble.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import type { AccountName } from '#foundation/people/accounts.ts';
import { accounts, notices } from '#foundation/store/schema.ts';
import { rateBuckets } from '#foundation/store/tables/rate-buckets.ts';
import { addPeople, type Planned, plan, statesOf } from '../../../support/bulk/people.ts';
import { SIMULATED_START, simulate, type Worker } from '../../../support/bulk/simulation.ts';
import { onServer, serverUrl, testDatabase } from '../../../support/database.ts';

const HOUR = 60 * 60_000;
const start = new Date(SIMULATED_START);
const away = () => new StewardError('unavailable', 'away', { advice: 'Later.' });

const inSlack = (user: number): AccountName => ({ platform: 'slack', externalId: `T1/U${user}` });
const inTeams = (user: number): AccountName => ({ platform: 'teams', externalId: `t/${user}` });

describe('what goes to many, in simulated time', () => {
  const test = testDatabase();

  async function planFor(slack: number, teams: number): Promise<readonly Planned[]> {
    const held = [
      ...Array.from({ length: slack }, (_, user) => inSlack(user)),
      ...Array.from({ length: teams }, (_, user) => inTeams(user)),
    ];
    const ids = await addPeople(test.db, held, start);
    const planned = held.map((account, at) => ({ personId: ids[at] ?? '', account }));
    await plan(test.db, 'news', planned, start);
    return planned;
  }

  /** Two workers, as of two processes, until nothing waits any more. */
  async function run(
    simulation: ReturnType<typeof simulate>,
    during?: (workers: readonly Worker[]) => Promise<void>,
  ): Promise<void> {
    const workers = [simulation.work(test.database), simulation.work(test.database)];
    onTestFinished(async () => {
      simulation.stop();
      await Promise.all(workers.map((worker) => worker.stop()));
    });
    await during?.(workers);
    await expect
      .poll(() => test.db.$count(notices, eq(notices.state, 'waiting')), { timeout: 80_000 })
      .toBe(0);
  }

  it('keeps to the rates of both platforms, and uses them', async () => {
    await planFor(100, 600);
    const simulation = simulate();

    await run(simulation);

    const [slack, teams] = [simulation.platforms.slack, simulation.platforms.teams].map((one) =>
      one.figures(),
    );
    expect(slack).toMatchObject({ arrived: 100, doubled: 0, violations: 0 });
    expect(teams).toMatchObject({ arrived: 600, doubled: 0, violations: 0 });
    expect((100 - 1) / ((slack?.last ?? 0) - (slack?.first ?? 0))).toBeGreaterThan(0.95 * 0.005);
    expect((600 - 1) / ((teams?.last ?? 0) - (teams?.first ?? 0))).toBeGreaterThan(0.95 * 0.03);
  }, 100_000);

  it('goes on in Teams while Slack is away for an hour, and reaches everybody there afterwards', async () => {
    await planFor(40, 200);
    const simulation = simulate({
      onCall(platform, passed) {
        if (platform === 'slack' && passed < HOUR) throw away();
      },
    });

    await run(simulation);

    expect(await statesOf(test.db)).toEqual({ sent: 240 });
    const { slack, teams } = simulation.platforms;
    expect(teams.figures()).toMatchObject({ arrived: 200, violations: 0 });
    expect(teams.figures().last - SIMULATED_START).toBeLessThan(10_000);
    expect(slack.figures()).toMatchObject({ arrived: 40, doubled: 0, violations: 0 });
  }, 100_000);

  it('reaches everybody though a third of the calls fail', async () => {
    await planFor(0, 150);
    let calls = 0;
    const simulation = simulate({
      onCall() {
        if (++calls % 3 === 0) throw away();
      },
    });

    await run(simulation);

    expect(await statesOf(test.db)).toEqual({ sent: 150 });
    const { arrived, doubled, violations } = simulation.platforms.teams.figures();
    expect({ arrived, doubled, violations }).toEqual({ arrived: 150, doubled: 0, violations: 0 });
  }, 100_000);

  it('sends again what may have arrived, but not where it is seen to stand', async () => {
    await planFor(30, 0);
    const lost = new Set<string>();
    const simulation = simulate();
    const { slack } = simulation.platforms;
    const { receive } = slack;
    // It arrives, and the answer is lost.
    slack.receive = (conversation, key, now) => {
      const received = receive(conversation, key, now);
      if (lost.has(key)) return received;
      lost.add(key);
      throw away();
    };

    await run(simulation);

    expect(await statesOf(test.db)).toEqual({ sent: 30 });
    expect(slack.figures()).toMatchObject({ arrived: 30, doubled: 0 });
  }, 100_000);

  it('waits as long as a platform asks, in that lane only', async () => {
    await planFor(60, 300);
    let isAsked = false;
    const simulation = simulate();
    const { slack, teams } = simulation.platforms;
    const { receive } = slack;
    const during: number[] = [];
    slack.receive = (conversation, key, now) => {
      const passed = now - SIMULATED_START;
      if (passed > 3000 && passed < 63_000) during.push(passed);
      if (passed <= 3000 || isAsked) return receive(conversation, key, now);
      isAsked = true;
      return { kind: 'later', afterMs: 60_000 };
    };

    await run(simulation);

    expect(await statesOf(test.db)).toEqual({ sent: 360 });
    // The one that was told, and at most one that was leaving at that moment.
    expect(during.length).toBeLessThanOrEqual(2);
    expect(slack.figures().violations).toBe(0);
    expect(teams.figures().last - SIMULATED_START).toBeLessThan(15_000);
  }, 100_000);

  it.each([
    ['forward', HOUR],
    ['back', -HOUR],
  ])(
    'is not confused by a clock that is set %s',
    async (_, by) => {
      await planFor(50, 200);
      let workers: readonly Worker[] = [];
      let isSet = false;
      const simulation = simulate({
        onCall(_platform, passed) {
          if (passed < 3000 || isSet) return;
          isSet = true;
          for (const worker of workers) worker.setClock(by);
        },
      });

      await run(simulation, async (both) => {
        workers = both;
      });

      expect(isSet).toBe(true);
      expect(await statesOf(test.db)).toEqual({ sent: 250 });
      const { slack, teams } = simulation.platforms;
      for (const [one, arrived] of [
        [slack, 50],
        [teams, 200],
      ] as const) {
        expect(one.figures()).toMatchObject({ arrived, doubled: 0, violations: 0 });
      }
    },
    90_000,
  );

  it.skipIf(serverUrl === undefined)(
    'goes on when the database was restarted under it',
    async () => {
      await planFor(60, 0);
      const [named] = await test.db
        .select({ name: sql<string>`current_database()` })
        .from(sql`(select 1) as one`);
      let restarted: Promise<void> | undefined;
      const simulation = simulate({
        onCall(_platform, passed) {
          if (passed < 3000 || restarted) return;
          restarted = onServer(serverUrl ?? '', (client) =>
            client.unsafe(
              `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${named?.name}'`,
            ),
          );
        },
      });

      await run(simulation);
      await restarted;

      expect(restarted).toBeDefined();
      expect(await statesOf(test.db)).toEqual({ sent: 60 });
      expect(simulation.platforms.slack.figures()).toMatchObject({
        arrived: 60,
        doubled: 0,
        violations: 0,
      });
    },
    100_000,
  );

  it('marks those who are gone, and reaches all others', async () => {
    await planFor(0, 400);
    const simulation = simulate({ isGone: (id) => Number(id.slice(2)) % 20 === 0 });

    await run(simulation);

    expect(await statesOf(test.db)).toEqual({ sent: 380, unreachable: 20 });
    expect(await deliveryTrouble(test.db)).toMatchObject({ unreachable: 20, dead: 0 });
  }, 100_000);

  it('reaches somebody who is on both platforms once, where they were last', async () => {
    const planned = await planFor(40, 0);
    const usedAt = new Date(start.getTime() + 1000);
    await test.db.insert(accounts).values(
      planned.map(({ personId }, user) => ({
        personId,
        ...inTeams(user),
        createdAt: start,
        usedAt: user % 2 === 0 ? usedAt : null,
      })),
    );
    const simulation = simulate();

    await run(simulation);

    expect(simulation.platforms.slack.figures().arrived).toBe(20);
    expect(simulation.platforms.teams.figures().arrived).toBe(20);
    expect(await test.db.$count(notices, eq(notices.lane, 'teams:t'))).toBe(20);
  }, 100_000);

  it('keeps two messages to one person apart as a conversation wants it', async () => {
    const planned = await planFor(10, 10);
    await plan(test.db, 'more news', planned, start);
    await plan(test.db, 'still more', planned, start);
    const simulation = simulate();

    await run(simulation);

    expect(await statesOf(test.db)).toEqual({ sent: 60 });
    expect(simulation.platforms.slack.figures()).toMatchObject({ arrived: 30, violations: 0 });
    expect(simulation.platforms.teams.figures()).toMatchObject({ arrived: 30, violations: 0 });
  }, 100_000);

  it('forgets conversations in which nothing was said for a while', async () => {
    await planFor(150, 0);
    const simulation = simulate();

    await run(simulation);

    expect(await test.db.$count(rateBuckets)).toBeLessThan(100);
  }, 100_000);

  it('stops when it is paused, and goes on when it is let go', async () => {
    await planFor(100, 0);
    let pausing: Promise<unknown> | undefined;
    const simulation = simulate({
      onCall(_platform, passed) {
        if (passed < 5000 || pausing) return;
        pausing = test.db
          .update(notices)
          .set({ state: 'held' })
          .where(eq(notices.state, 'waiting'))
          .then((done) => done);
      },
    });
    await run(simulation);
    await pausing;
    const paused = await statesOf(test.db);

    await test.db.update(notices).set({ state: 'waiting' }).where(eq(notices.state, 'held'));
    await expect
      .poll(() => test.db.$count(notices, sql`${notices.state} <> 'sent'`), { timeout: 80_000 })
      .toBe(0);

    expect(paused.held).toBeGreaterThan(50);
    expect(simulation.platforms.slack.figures()).toMatchObject({ arrived: 100, doubled: 0 });
  }, 100_000);
});
