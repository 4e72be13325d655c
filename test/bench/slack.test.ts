import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AppProcess } from '../support/load/app-process.ts';
import { askAtOnce, askSteadily, type Question } from '../support/load/asking.ts';
import { at, load, spread } from '../support/load/figures.ts';
import { type HangingProxy, startHangingProxy } from '../support/load/hanging-proxy.ts';
import { createOwnDatabase } from '../support/load/own-database.ts';
import { type Posts, watchPosts } from '../support/load/posts.ts';
import {
  placeInSlack,
  startEchoApp,
  startStewardInSlack,
  startStubProcess,
} from '../support/slack/load/apps.ts';
import { questionsTo } from '../support/slack/load/asking.ts';
import { steadyDelivery } from '../support/slack/load/steady-delivery.ts';
import { createSender } from '../support/slack/sender.ts';

const WARM_UP = 2_000;
const ROUNDS = 2;
const EVENTS = 2_000;
const AT_A_TIME = 4;

const AT_ONCE = 50;
const HANGING_ROUNDS = 10;
const PAUSE_MS = 300;

interface App {
  readonly process: AppProcess;
  readonly questionOf: (number: number) => Question;
  readonly posts: Posts;
}

let steward: App;
let echo: App;
let proxy: HangingProxy;
const opened: (() => unknown)[] = [];

beforeAll(async () => {
  const database = await createOwnDatabase();
  opened.push(database.remove);
  const beyond = new URL(database.url);
  proxy = await startHangingProxy(beyond.hostname, Number(beyond.port || 5432));
  opened.push(proxy.close);
  const databaseUrl = Object.assign(new URL(database.url), {
    host: `127.0.0.1:${proxy.port}`,
  }).href;
  echo = await open(startEchoApp);
  steward = await open((apiUrl) => startStewardInSlack(apiUrl, databaseUrl));
  for (const { questionOf, posts } of [echo, steward]) {
    await askSteadily(questionOf, posts, { count: WARM_UP, atATime: AT_A_TIME });
  }
}, 180_000);

afterAll(async () => {
  for (const close of opened.toReversed()) await close();
});

/** Each with a stub of its own, so that answers are not taken for the other's. */
async function open(start: (apiUrl: string) => Promise<AppProcess>): Promise<App> {
  const stub = await startStubProcess();
  opened.push(() => stub.end());
  const posts = await watchPosts(stub.url, placeInSlack);
  opened.push(posts.close);
  const process = await start(`${stub.url}/api/`);
  opened.push(() => process.end());
  const delivery = steadyDelivery(() => process.url);
  opened.push(delivery.close);
  return { process, posts, questionOf: questionsTo(createSender({ delivery })) };
}

function say(words: string): void {
  process.stdout.write(`${words}; ${load()}\n`);
}

it('answers a license question with no more than three times the processor time of a bare Bolt app', async () => {
  const spent = { steward: 0, echo: 0 };
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const name of ['steward', 'echo'] as const) {
      const { process: app, questionOf, posts } = { steward, echo }[name];
      const before = app.cpuMs();
      const waits = await askSteadily(questionOf, posts, { count: EVENTS, atATime: AT_A_TIME });
      const used = app.cpuMs() - before;
      spent[name] += used;
      say(
        `${name}, round ${round}: ${(used / EVENTS).toFixed(2)} ms of processor time for an event, answered after ${spread(waits)}, ${app.memoryMb().toFixed(0)} MB`,
      );
    }
  }

  const each = (name: 'steward' | 'echo'): string => (spent[name] / EVENTS / ROUNDS).toFixed(2);
  const ratio = spent.steward / spent.echo;
  say(
    `processor time for an event: Steward ${each('steward')} ms, bare Bolt ${each('echo')} ms, ${ratio.toFixed(2)} times as much`,
  );
  expect(ratio).toBeLessThanOrEqual(3);
});

it('acknowledges 50 events at once within 500 ms while the database hangs, and answers them afterwards', async () => {
  const bare = await rounds(echo);
  say(`${AT_ONCE} at once, bare Bolt: acknowledged after ${spread(bare)}`);
  const well = await rounds(steward);
  say(`${AT_ONCE} at once, Steward: acknowledged after ${spread(well)}`);

  const before = steward.posts.total();
  proxy.hang();
  const hanging = await rounds(steward, PAUSE_MS);
  const answeredMeanwhile = steward.posts.total() - before;
  proxy.goOn();
  say(
    `${AT_ONCE} at once, Steward while the database hangs: acknowledged after ${spread(hanging)}`,
  );

  expect(answeredMeanwhile).toBe(0);
  expect(at(hanging, 0.99)).toBeLessThanOrEqual(500);
  const began = performance.now();
  await expect
    .poll(() => steward.posts.total() - before, { timeout: 60_000, interval: 20 })
    .toBe(AT_ONCE * HANGING_ROUNDS);
  say(
    `all ${AT_ONCE * HANGING_ROUNDS} answered ${(performance.now() - began).toFixed(0)} ms after the database went on`,
  );
});

/** Each begins when all of the one before are answered, or after a pause. */
async function rounds({ questionOf, posts }: App, pauseMs?: number): Promise<readonly number[]> {
  const spent: number[] = [];
  for (let round = 0; round < HANGING_ROUNDS; round += 1) {
    const before = posts.total();
    spent.push(...(await askAtOnce(questionOf, AT_ONCE)));
    if (pauseMs === undefined) {
      await expect
        .poll(() => posts.total() - before, { timeout: 60_000, interval: 10 })
        .toBe(AT_ONCE);
    } else {
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
  return spent;
}
