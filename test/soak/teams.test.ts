import postgres from 'postgres';
import { expect, it, onTestFinished } from 'vitest';
import { load, spread } from '../support/load/figures.ts';
import { createOwnDatabase } from '../support/load/own-database.ts';
import { watchPosts } from '../support/load/posts.ts';
import { startTwoStewards } from '../support/load/two-stewards.ts';
import { createActivities, placeOf } from '../support/teams/load/activities.ts';
import { placeInTeams, startStewardInTeams, startStubProcess } from '../support/teams/load/apps.ts';
import { insist, steadyDelivery } from '../support/teams/load/steady-delivery.ts';

/** SOAK_EVENTS makes it shorter: 600 take a minute. */
const ACTIVITIES = Number(process.env.SOAK_EVENTS ?? 10_000);
const PEOPLE = 400;
/** Twenty a second on average, and twenty under way when one of the two dies. */
const BURST = 20;
const BURST_EVERY_MS = 1_000;
const KILL_EVERY_MS = 10_000;
/** After a burst has begun: while it is stored, answered and noted as answered. */
const KILL_WITHIN_MS = 150;
/** A lease of half a minute ends, and what was left is answered; several times over. */
const PATIENCE_MS = 180_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

it('answers every activity while one of two processes is killed every ten seconds', async () => {
  const database = await createOwnDatabase();
  onTestFinished(database.remove);
  const stub = await startStubProcess();
  onTestFinished(() => stub.end());
  const posts = await watchPosts(stub.url, placeInTeams);
  onTestFinished(posts.close);
  const stewards = await startTwoStewards(() => startStewardInTeams(stub.url, database.url));
  onTestFinished(stewards.close);
  const serviceUrl = `${stub.url}/`;
  const steady = steadyDelivery(stewards.nextUrl, serviceUrl);
  onTestFinished(steady.close);
  const { deliver, counts } = insist(steady.deliver);
  const activities = createActivities(serviceUrl);
  const asked: Asked[] = [];
  const killed: Promise<void>[] = [];
  const began = performance.now();

  /** In a conversation of its own, so that its answers can be counted; every tenth in a thread of a channel. */
  function activityOf(number: number) {
    const person = number % PEOPLE;
    if (number % 10 === 0) return activities.inChannel(person, 'may we use MIT code in our app?');
    const conversation = { id: `a:1soak-${number}` };
    return activities.message(person, 'can I ship GPL-3.0 code in our iOS app?', { conversation });
  }

  async function ask(number: number): Promise<void> {
    const activity = activityOf(number);
    const sentAt = performance.now();
    const { ms, status } = await deliver(activity);
    asked.push({ place: placeOf(activity), ms, isTaken: status === 200, sentAt });
  }

  const sending: Promise<void>[] = [];
  for (let number = 0, kill = KILL_EVERY_MS; number < ACTIVITIES; ) {
    const burstAt = performance.now();
    for (let one = 0; one < BURST && number < ACTIVITIES; one += 1) sending.push(ask(number++));
    if (burstAt - began >= kill) {
      kill += KILL_EVERY_MS;
      await pause(Math.random() * KILL_WITHIN_MS);
      killed.push(stewards.killOne());
    }
    await pause(Math.max(0, BURST_EVERY_MS - (performance.now() - burstAt)));
  }
  await Promise.all([...sending, ...killed]);
  const sentMs = performance.now() - began;

  const left = postgres(database.url, { max: 1 });
  onTestFinished(() => left.end());
  const countLeft = async (): Promise<number> => {
    const [row] = await left`select count(*)::int as count from received where done_at is null`;
    return Number(row?.count);
  };
  const unanswered = (): readonly Asked[] => asked.filter(({ place }) => posts.count(place) === 0);
  const until = performance.now() + PATIENCE_MS;
  while (performance.now() < until && ((await countLeft()) > 0 || unanswered().length > 0)) {
    await pause(500);
  }

  const lost = unanswered();
  const twice = asked.map(({ place }) => posts.count(place) - 1).filter((more) => more > 0);
  const doubled = twice.reduce((sum, more) => sum + more, 0);
  const kills = stewards.kills();
  const seconds = (performance.now() - began) / 1000;
  const waits = asked.map(({ place, sentAt }) => (posts.firstAt(place) ?? sentAt) - sentAt);
  process.stdout.write(
    [
      `${asked.length} activities, ${kills} kills: ${lost.length} without an answer, ${doubled} answers too many`,
      `sent in ${(sentMs / 1000).toFixed(0)} s (${((ACTIVITIES / sentMs) * 1000).toFixed(1)} a second), all done after ${seconds.toFixed(0)} s; ${counts.again} delivered again, ${counts.never} never taken`,
      `acknowledged after ${spread(asked.map(({ ms }) => ms))}, ${stewards.fromMemory()} from memory; answered after ${spread(waits)}; ${load()}`,
      '',
    ].join('\n'),
  );
  for (const { place, ms, isTaken } of lost.slice(0, 20)) {
    process.stdout.write(
      `lost: ${place}, ${isTaken ? `acknowledged after ${ms.toFixed(0)} ms` : 'never taken'}\n`,
    );
  }
  expect(await countLeft()).toBe(0);
  expect(lost.map(({ place }) => place)).toEqual([]);
  expect(doubled).toBeLessThanOrEqual(kills);
});

interface Asked {
  /** Where the answer comes, and no other. */
  readonly place: string;
  /** Until it was acknowledged, of the try that was. */
  readonly ms: number;
  readonly isTaken: boolean;
  readonly sentAt: number;
}
