import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compose } from '#compose.ts';
import { readConfig } from '#config.ts';
import { startBulk } from '#foundation/delivery/bulk/bulk.ts';
import { systemClock } from '#foundation/kernel/clock.ts';
import { newId } from '#foundation/kernel/ids.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { noRoles } from '#foundation/people/roles.ts';
import { type Database, openDatabase } from '#foundation/store/database.ts';
import { notices, people } from '#foundation/store/schema.ts';
import { loadOffice } from '#knowledge/policy/file/load-office.ts';
import { type Hub, startHub } from '../support/bulk/hub.ts';
import { createPlatform, slackRules, teamsRules } from '../support/bulk/platform.ts';
import { arrivedAt, planNews, startSenders, untilArrived } from '../support/bulk/send-and-kill.ts';
import { type PlatformCalls, simulatedChannel } from '../support/bulk/simulated-channel.ts';
import { drawNews } from '../support/bulk/simulation.ts';
import type { Holder } from '../support/kill.ts';
import { at, load, spread } from '../support/load/figures.ts';
import { createOwnDatabase } from '../support/load/own-database.ts';

const PROCESSES = 4;
const WARM_UP = 1000;
const FEW = 1000;
const MANY = 100_000;

const QUESTIONS = 300;
const ROUNDS = 3;
/** About as long as a call to Slack or Teams takes. Milliseconds. */
const CALL_MS = 150;

let url: string;
let remove: () => Promise<void>;
let database: Database;

beforeAll(async () => {
  ({ url, remove } = await createOwnDatabase());
  database = await openDatabase({ kind: 'postgres', url }, silentLog);
});
afterAll(async () => {
  await database.close();
  await remove();
});

function say(what: string): void {
  process.stdout.write(`${what}; ${load()}\n`);
}

it('uses the rates of Slack and Teams together, from four processes', {
  timeout: 1_800_000,
}, async () => {
  const hub = await startHub();
  const senders = await startSenders(hub, url, PROCESSES);

  await send(hub, senders, WARM_UP);
  const few = await send(hub, senders, FEW);
  const many = await send(hub, senders, MANY);
  for (const sender of senders) await sender.kill();
  await hub.close();

  for (const one of [few, many]) {
    say(
      `${one.count} people in ${one.simulatedS.toFixed(0)} s of their time and ${one.realS.toFixed(0)} s of ours: ` +
        `${(one.slackUse * 100).toFixed(1)} % of Slack's rate and ${(one.teamsUse * 100).toFixed(1)} % of Teams', ` +
        `${one.violations} over a limit; for each ${one.cpuMs.toFixed(2)} ms of processor time and ` +
        `${one.databaseMs.toFixed(2)} ms in the database`,
    );
  }
  say(
    `for each of many, of what each of few took: ${(many.cpuMs / few.cpuMs).toFixed(2)} of the processor, ` +
      `${(many.databaseMs / few.databaseMs).toFixed(2)} of the database`,
  );
  expect(few.violations + many.violations).toBe(0);
  expect(few.doubled + many.doubled).toBe(0);
  expect(Math.min(many.slackUse, many.teamsUse)).toBeGreaterThanOrEqual(0.95);
});

/** Plans something for so many while time stands still, and lets it go out. */
async function send(hub: Hub, senders: readonly Holder[], count: number) {
  const standing = hub.hold();
  await planNews(database, count, { matter: newId(), at: hub.now() });
  await database.db.execute(sql`vacuum analyze notices`);
  const arrivedBefore = arrivedAt(hub);
  const before = {
    cpu: await cpuOf(senders),
    database: await databaseMs(),
    real: performance.now(),
  };
  const { slack, teams } = hub.platforms;
  const [slackBefore, teamsBefore] = [slack.figures(), teams.figures()];
  standing();
  await hub.nextArrival();
  const began = hub.now();
  await untilArrived(hub, arrivedBefore + count);
  const holding = hub.hold();
  await expect
    .poll(() => database.db.$count(notices, sql`${notices.state} <> 'sent'`), { timeout: 60_000 })
    .toBe(0);
  const real = performance.now() - before.real;
  const after = { cpu: await cpuOf(senders), database: await databaseMs() };
  holding();
  const [slackAfter, teamsAfter] = [slack.figures(), teams.figures()];
  const useOf = (from: typeof slackBefore, to: typeof slackBefore, perSecond: number) =>
    ((to.arrived - from.arrived) * 1000) / (to.last - began) / perSecond;
  return {
    count,
    simulatedS: (Math.max(slackAfter.last, teamsAfter.last) - began) / 1000,
    realS: real / 1000,
    slackUse: useOf(slackBefore, slackAfter, 5),
    teamsUse: useOf(teamsBefore, teamsAfter, 30),
    violations: slackAfter.violations + teamsAfter.violations,
    doubled: slackAfter.doubled + teamsAfter.doubled,
    cpuMs: (after.cpu - before.cpu) / count,
    databaseMs: (after.database - before.database) / count,
  };
}

async function cpuOf(senders: readonly Holder[]): Promise<number> {
  const all = await Promise.all(
    senders.map(async (sender) => {
      const said = sender.lines.length;
      sender.ask();
      await sender.said(said + 1);
      return Number(sender.lines[said]);
    }),
  );
  return all.reduce((sum, one) => sum + one, 0);
}

/** Spent on statements since the database was made. The server tells it with a delay. */
async function databaseMs(): Promise<number> {
  await sleep(2000);
  const [row] = await database.db
    .select({
      spent: sql<number>`(select active_time from pg_stat_database where datname = current_database())`,
    })
    .from(sql`(select 1) as one`);
  return Number(row?.spent);
}

it('keeps nobody waiting for an answer meanwhile', { timeout: 600_000 }, async () => {
  const { respondOn } = await compose(readConfig({}), {
    loaded: await loadOffice(undefined),
    database,
    log: silentLog,
  });
  const respond = respondOn('slack');
  const personId = newId();
  await database.db
    .insert(people)
    .values({ id: personId, displayName: 'Ada', createdAt: systemClock.now() });
  let asked = 0;
  async function ask(): Promise<number> {
    const began = performance.now();
    const [reply] = await respond({
      personId,
      thread: `bench-${++asked}`,
      content: { kind: 'text', text: 'can I ship GPL-3.0 code in our iOS app?' },
    });
    expect(reply?.kind === 'card' ? reply.card.title : '').toMatch(/^No/);
    return performance.now() - began;
  }
  // Both at about the pace of a busy office, so that only what runs beside it differs.
  async function askMany(): Promise<number[]> {
    const spent: number[] = [];
    for (let question = 0; question < QUESTIONS; question++) {
      spent.push(await ask());
      await sleep(20);
    }
    return spent;
  }
  await askMany();

  const quiet: number[] = [];
  const busy: number[] = [];
  let arrived = 0;
  for (let round = 0; round < ROUNDS; round++) {
    quiet.push(...(await askMany()));
    const matter = newId();
    await planNews(database, 2000, { matter, at: Date.now() });
    const sending = sendForReal();
    busy.push(...(await askMany()));
    await sending.stop();
    arrived += sending.arrived();
    await database.db.delete(notices);
  }

  say(`answers while nothing goes to many: ${spread(quiet)}`);
  say(`answers while ${arrived} messages go to many: ${spread(busy)}`);
  say(`p99 ${(at(busy, 0.99) / at(quiet, 0.99)).toFixed(2)} times as long`);
  expect(arrived).toBeGreaterThan(100);
});

/** In this process, as time really passes. */
function sendForReal() {
  const platforms = { slack: createPlatform(slackRules), teams: createPlatform(teamsRules) };
  const callsOf = (name: 'slack' | 'teams'): PlatformCalls => ({
    async receive(conversation, key) {
      const received = platforms[name].receive(conversation, key, performance.now());
      await sleep(CALL_MS);
      return received;
    },
    has: async (key) => platforms[name].has(key),
  });
  const { db } = database;
  const on = { db, clock: systemClock };
  const channels = [
    simulatedChannel({ ...on, platform: 'slack', perSecond: 5, calls: callsOf('slack') }),
    simulatedChannel({ ...on, platform: 'teams', perSecond: 30, calls: callsOf('teams') }),
  ];
  const bulk = startBulk({
    database,
    clock: systemClock,
    log: silentLog,
    roles: noRoles,
    channels: () => channels,
    cardFor: drawNews,
  });
  return {
    stop: () => bulk.stop(),
    arrived: () => platforms.slack.figures().arrived + platforms.teams.figures().arrived,
  };
}
