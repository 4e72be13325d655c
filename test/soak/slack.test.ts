import postgres from 'postgres';
import { expect, it, onTestFinished } from 'vitest';
import { load, spread } from '../support/load/figures.ts';
import { createOwnDatabase } from '../support/load/own-database.ts';
import { watchPosts } from '../support/load/posts.ts';
import { startTwoStewards } from '../support/load/two-stewards.ts';
import { placeInSlack, startStewardInSlack, startStubProcess } from '../support/slack/load/apps.ts';
import { insist, steadyDelivery } from '../support/slack/load/steady-delivery.ts';
import { createSender } from '../support/slack/sender.ts';

/** SOAK_EVENTS makes it shorter: 600 take a minute. */
const EVENTS = Number(process.env.SOAK_EVENTS ?? 10_000);
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

it('answers every event while one of two processes is killed every ten seconds', async () => {
  const database = await createOwnDatabase();
  onTestFinished(database.remove);
  const stub = await startStubProcess();
  onTestFinished(() => stub.end());
  const posts = await watchPosts(stub.url, placeInSlack);
  onTestFinished(posts.close);
  const stewards = await startTwoStewards(() =>
    startStewardInSlack(`${stub.url}/api/`, database.url),
  );
  onTestFinished(stewards.close);
  const steady = steadyDelivery(stewards.nextUrl);
  onTestFinished(steady.close);
  const delivery = insist(steady);
  const sender = createSender({ delivery });
  const asked: Asked[] = [];
  const killed: Promise<void>[] = [];
  const began = performance.now();

  /** In a conversation of its own, so that its answers can be counted; every tenth in a channel. */
  async function ask(number: number): Promise<void> {
    const user = `U0SOAK${String(number % PEOPLE).padStart(4, '0')}`;
    const sentAt = performance.now();
    if (number % 10 === 0) {
      const text = '<@U0STEWARD01> may we use MIT code in our product?';
      const mention = { user, text, channel: 'C0SOAK' };
      const { sent, ms, status } = await sender.event('app-mention', mention);
      asked.push({ place: `C0SOAK/${threadOf(sent)}`, ms, isTaken: status === 200, sentAt });
      return;
    }
    const text = 'can I ship GPL-3.0 code in our iOS app?';
    const channel = `D0SOAK${number}`;
    const { ms, status } = await sender.event('message-im', { user, text, channel });
    asked.push({ place: channel, ms, isTaken: status === 200, sentAt });
  }

  const sending: Promise<void>[] = [];
  for (let number = 0, kill = KILL_EVERY_MS; number < EVENTS; ) {
    const burstAt = performance.now();
    for (let one = 0; one < BURST && number < EVENTS; one += 1) sending.push(ask(number++));
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
  const { again, never } = delivery.counts;
  const seconds = (performance.now() - began) / 1000;
  const waits = asked.map(({ place, sentAt }) => (posts.firstAt(place) ?? sentAt) - sentAt);
  process.stdout.write(
    [
      `${asked.length} events, ${kills} kills: ${lost.length} without an answer, ${doubled} answers too many`,
      `sent in ${(sentMs / 1000).toFixed(0)} s (${((EVENTS / sentMs) * 1000).toFixed(1)} a second), all done after ${seconds.toFixed(0)} s; ${again} delivered again, ${never} never taken`,
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

function threadOf({ event }: Readonly<Record<string, unknown>>): string {
  return typeof event === 'object' && event !== null && 'ts' in event ? String(event.ts) : '';
}
