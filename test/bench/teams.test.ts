import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AppProcess } from '../support/load/app-process.ts';
import { askSteadily, type Question } from '../support/load/asking.ts';
import { at, load, spread } from '../support/load/figures.ts';
import { type HangingProxy, startHangingProxy } from '../support/load/hanging-proxy.ts';
import { createOwnDatabase } from '../support/load/own-database.ts';
import { type Posts, watchPosts } from '../support/load/posts.ts';
import type { Answered } from '../support/load/steady-posts.ts';
import { createActivities } from '../support/teams/load/activities.ts';
import {
  placeInTeams,
  startEchoBot,
  startStewardInTeams,
  startStubProcess,
} from '../support/teams/load/apps.ts';
import { questionsTo } from '../support/teams/load/asking.ts';
import { asked, createInvokes, type Invokes } from '../support/teams/load/invokes.ts';
import { steadyDelivery } from '../support/teams/load/steady-delivery.ts';

const WARM_UP = 2_000;
const ROUNDS = 2;
const ACTIVITIES = 2_000;
const AT_A_TIME = 4;

const AT_ONCE = 50;
/** Of each kind, which take two seconds at a time: the database must be back before what waits for it is given up. */
const INVOKES = AT_ONCE * 3;
/** Numbers of the first of those who press for a form, and of those who have one open. */
const OPENING = 1_000;
const WITH_FORM = 2_000;
/** After so long Teams says that something went wrong. */
const ANSWER_MS = 3_000;

interface App {
  readonly process: AppProcess;
  readonly questionOf: (number: number) => Question;
  readonly invokes: Invokes;
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
  echo = await open(startEchoBot);
  steward = await open((stubUrl) => startStewardInTeams(stubUrl, databaseUrl));
  for (const { questionOf, posts } of [echo, steward]) {
    await askSteadily(questionOf, posts, { count: WARM_UP, atATime: AT_A_TIME });
  }
}, 180_000);

afterAll(async () => {
  for (const close of opened.toReversed()) await close();
});

/** Each with a stub of its own, so that answers are not taken for the other's. */
async function open(start: (stubUrl: string) => Promise<AppProcess>): Promise<App> {
  const stub = await startStubProcess();
  opened.push(() => stub.end());
  const posts = await watchPosts(stub.url, placeInTeams);
  opened.push(posts.close);
  const process = await start(stub.url);
  opened.push(() => process.end());
  const serviceUrl = `${stub.url}/`;
  const { deliver, close } = steadyDelivery(() => process.url, serviceUrl);
  opened.push(close);
  const activities = createActivities(serviceUrl);
  return {
    process,
    posts,
    questionOf: questionsTo(deliver, activities),
    invokes: createInvokes(deliver, activities),
  };
}

function say(words: string): void {
  process.stdout.write(`${words}; ${load()}\n`);
}

it('answers a license question with no more than three times the processor time of a bare bot', async () => {
  const spent = { steward: 0, echo: 0 };
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const name of ['steward', 'echo'] as const) {
      const { process: app, questionOf, posts } = { steward, echo }[name];
      const before = app.cpuMs();
      const waits = await askSteadily(questionOf, posts, { count: ACTIVITIES, atATime: AT_A_TIME });
      const used = app.cpuMs() - before;
      spent[name] += used;
      say(
        `${name}, round ${round}: ${(used / ACTIVITIES).toFixed(2)} ms of processor time for an activity, answered after ${spread(waits)}, ${app.memoryMb().toFixed(0)} MB`,
      );
    }
  }

  const each = (name: 'steward' | 'echo'): string => (spent[name] / ACTIVITIES / ROUNDS).toFixed(2);
  const ratio = spent.steward / spent.echo;
  say(
    `processor time for an activity: Steward ${each('steward')} ms, bare bot ${each('echo')} ms, ${ratio.toFixed(2)} times as much`,
  );
  expect(ratio).toBeLessThanOrEqual(3);
});

it('answers 50 invokes at once within three seconds while the database hangs, and loses none of them', async () => {
  sayWaits('bare bot', await invokeInRounds(echo));
  const begun = steward.posts.total();
  sayWaits('Steward', await invokeInRounds(steward));
  await answered(begun + INVOKES * 2);
  const forms = await all(INVOKES, (number) => steward.invokes.openForm(WITH_FORM + number));
  const before = steward.posts.total();

  proxy.hang();
  const hanging = await invokeInRounds(steward, forms);
  const answeredMeanwhile = steward.posts.total() - before;
  proxy.goOn();
  sayWaits('Steward while the database hangs', hanging);

  const { pressed, opened: offered, sent } = hanging;
  expect(answeredMeanwhile).toBe(0);
  expect(at([...pressed, ...offered, ...sent].map(msOf), 1)).toBeLessThanOrEqual(ANSWER_MS);
  // What could not be saved is shown again, as it was typed.
  expect(sent.filter(({ text }) => !text.includes(asked))).toEqual([]);
  const began = performance.now();
  await answered(before + INVOKES * 2);
  say(
    `all ${INVOKES} presses answered, and as many forms offered, ${(performance.now() - began).toFixed(0)} ms after the database went on`,
  );
  await all(INVOKES, (number) => steward.invokes.sendForm(WITH_FORM + number, sent[number]));
  await answered(before + INVOKES * 3);
});

interface Answers {
  readonly pressed: readonly Answered[];
  readonly opened: readonly Answered[];
  readonly sent: readonly Answered[];
}

/** Each kind at once, one after the other. Sends the forms that were opened just before, or the given ones. */
async function invokeInRounds({ invokes }: App, forms?: readonly Answered[]): Promise<Answers> {
  const answers = { pressed: [] as Answered[], opened: [] as Answered[], sent: [] as Answered[] };
  for (let from = 0; from < INVOKES; from += AT_ONCE) {
    const pressed = await all(AT_ONCE, (number) => invokes.press(from + number));
    const opened = await all(AT_ONCE, (number) => invokes.openForm(OPENING + from + number));
    const sent = await all(AT_ONCE, (number) =>
      forms === undefined
        ? invokes.sendForm(OPENING + from + number, opened[number])
        : invokes.sendForm(WITH_FORM + from + number, forms[from + number]),
    );
    answers.pressed.push(...pressed);
    answers.opened.push(...opened);
    answers.sent.push(...sent);
  }
  return answers;
}

async function all(
  count: number,
  send: (number: number) => Promise<Answered>,
): Promise<readonly Answered[]> {
  const answers = await Promise.all(Array.from({ length: count }, (_, number) => send(number)));
  expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  return answers;
}

/** Until so many answers have come in all; one more would be one too many. */
async function answered(total: number): Promise<void> {
  await expect.poll(() => steward.posts.total(), { timeout: 60_000, interval: 20 }).toBe(total);
}

function msOf({ ms }: Answered): number {
  return ms;
}

function sayWaits(who: string, { pressed, opened, sent }: Answers): void {
  say(`${AT_ONCE} presses at once, ${who}: answered after ${spread(pressed.map(msOf))}`);
  say(`${AT_ONCE} forms asked for at once, ${who}: answered after ${spread(opened.map(msOf))}`);
  say(`${AT_ONCE} forms sent at once, ${who}: answered after ${spread(sent.map(msOf))}`);
}
