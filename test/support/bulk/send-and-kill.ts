import { setTimeout as sleep } from 'node:timers/promises';
import { silentLog } from '#foundation/kernel/log.ts';
import type { AccountName } from '#foundation/people/accounts.ts';
import { type Database, type DatabaseTarget, openDatabase } from '#foundation/store/database.ts';
import { type Holder, startSender } from '../kill.ts';
import { type Hub, startHub } from './hub.ts';
import { addPeople, plan, statesOf } from './people.ts';
import type { PlatformFigures } from './platform.ts';
import { SIMULATED_START } from './simulation.ts';

export interface Killed {
  readonly people: number;
  readonly kills: number;
  readonly states: Readonly<Record<string, number>>;
  readonly slack: PlatformFigures;
  readonly teams: PlatformFigures;
}

export interface KillOptions {
  /** One process only where it is a folder. */
  readonly target: DatabaseTarget;
  readonly processes: number;
  readonly people: number;
  readonly kills: number;
}

/** A seventh of them in Slack, so that both platforms are done at about the same time. */
export async function planNews(
  database: Database,
  people: number,
  { matter = 'news', at = SIMULATED_START } = {},
): Promise<void> {
  const held = Array.from(
    { length: people },
    (_, user): AccountName =>
      user % 7 === 0
        ? { platform: 'slack', externalId: `T1/${matter}-${user}` }
        : { platform: 'teams', externalId: `t/${matter}-${user}` },
  );
  const when = new Date(at);
  const ids = await addPeople(database.db, held, when);
  const planned = held.map((account, one) => ({ personId: ids[one] ?? '', account }));
  await plan(database.db, matter, planned, when);
}

/** Sends to many from some processes, and ends one of them again and again in the middle of it. */
export async function sendAndKill(options: KillOptions): Promise<Killed> {
  const { target, processes, people, kills } = options;
  const where = target.kind === 'postgres' ? target.url : target.folder;
  const before = await openDatabase(target, silentLog);
  await planNews(before, people);
  await before.close();
  const hub = await startHub();
  const senders = await startSenders(hub, where, processes);
  for (let killed = 0; killed < kills; killed++) {
    const step = Math.ceil(Math.random() * ((people / kills) * 1.2));
    await untilArrived(hub, Math.min(people, arrivedAt(hub) + step));
    // At any moment of what follows the arrival.
    await sleep(Math.random() * 4);
    // Time stands still meanwhile, or all would be sent before the next one is killed.
    const goOn = hub.hold();
    const [victim] = senders.splice(Math.floor(Math.random() * senders.length), 1);
    await victim?.kill();
    senders.push(...(await startSenders(hub, where, 1)));
    goOn();
  }
  await untilArrived(hub, people);
  await untilLeasesAreOver(hub);
  for (const sender of senders) await sender.kill();
  const after = await openDatabase(target, silentLog);
  const states = await statesOf(after.db);
  await after.close();
  await hub.close();
  const [slack, teams] = [hub.platforms.slack.figures(), hub.platforms.teams.figures()];
  return { people, kills, states, slack, teams };
}

export async function startSenders(hub: Hub, where: string, count: number): Promise<Holder[]> {
  const senders = Array.from({ length: count }, () => startSender(where, hub.port));
  await Promise.all(senders.map((sender) => sender.said(1)));
  return senders;
}

export async function untilArrived(hub: Hub, count: number): Promise<void> {
  while (arrivedAt(hub) < count) await hub.nextArrival();
}

export function arrivedAt({ platforms }: Hub): number {
  return platforms.slack.figures().arrived + platforms.teams.figures().arrived;
}

/** So that also what a killed process had sent and not written down is looked after. */
export async function untilLeasesAreOver(hub: Hub): Promise<void> {
  const until = hub.now() + 5 * 60_000;
  while (hub.now() < until) await sleep(20);
}
