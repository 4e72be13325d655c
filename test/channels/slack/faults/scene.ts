import { afterAll, beforeAll, beforeEach, expect, onTestFinished } from 'vitest';
import type { CardReply, Reply, Respond, Turn } from '#assistant/turn.ts';
import type { Card } from '#foundation/cards/card.ts';
import type { IntakeWaits } from '#foundation/delivery/intake/intake.ts';
import type { Log } from '#foundation/kernel/log.ts';
import { testDatabase } from '../../../support/database.ts';
import { sampleCards } from '../../../support/sample-cards.ts';
import type { Who } from '../../../support/slack/doings.ts';
import type { ShownMessage } from '../../../support/slack/double/shown.ts';
import { slackApp } from '../../../support/slack/slack-app.ts';
import { type SlackDouble, startSlackDouble } from '../../../support/slack/slack-double.ts';
import {
  startTestSlack,
  type TestSlack,
  type TestSlackOptions,
} from '../../../support/slack/test-slack.ts';

/** A word of which everything that is typed in these tests has one, so that the log can be searched for it. */
export const typedWord = 'marzipan';

/** Everything that our patience is cut to, so that a second try comes at once. */
export const impatient: Partial<IntakeWaits> = { sweep: 50, secondTry: 40, storeAgain: 40 };

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Slack with somebody's respond, and what was heard, shown and logged since it was opened. */
export interface Scene extends TestSlack {
  readonly turns: readonly Turn[];
  readonly lines: readonly LogLine[];
  /** In the direct conversation, or in the channel of this id. */
  shown(where?: Who | { readonly channel: string }): readonly ShownMessage[];
}

export interface SceneOptions extends Partial<Omit<TestSlackOptions, 'respond'>> {
  /** What is said to a turn; a card that says yes by default. */
  readonly say?: (turn: Turn) => Promise<readonly Reply[]> | readonly Reply[];
  readonly respond?: Respond;
}

/** For a whole file: one double and one database. Call it where `describe` may stand. */
export function slackScenes() {
  const store = testDatabase();
  let double: SlackDouble | undefined;
  beforeAll(async () => {
    double = await startSlackDouble();
  });
  beforeEach(() => double?.mend());
  afterAll(() => double?.close());

  async function open(options: SceneOptions = {}): Promise<Scene> {
    const { say = () => [saying(sampleCards.yes)], respond, ...parts } = options;
    const turns: Turn[] = [];
    const { log, lines } = collectingLog();
    const own = parts.transport === 'socket' ? {} : { double: current() };
    const slack = await startTestSlack({
      db: store.db,
      waits: impatient,
      log,
      ...own,
      ...parts,
      respond: async (turn, working) => {
        turns.push(turn);
        return respond === undefined ? say(turn) : respond(turn, working);
      },
    });
    const counts = new Map<string, number>();
    for (const channel of channelsOf(slack.double)) {
      counts.set(channel, slack.double.messages(channel).length);
    }
    onTestFinished(() => expect(secretsIn(lines)).toEqual([]));
    return {
      ...slack,
      turns,
      lines,
      shown(where = 'developer') {
        const channel = typeof where === 'string' ? directOf(slack.double, where) : where.channel;
        return slack.double.messages(channel).slice(counts.get(channel) ?? 0);
      },
    };
  }

  function current(): SlackDouble {
    if (double === undefined) throw new Error('the double stands only while tests run');
    return double;
  }
  return {
    store,
    open,
    get double() {
      return current();
    },
  };
}

export function directOf(double: SlackDouble, who: Who): string {
  return double.directChannel(double.people[who].id);
}

function channelsOf(double: SlackDouble): readonly string[] {
  const { withBot, withoutBot } = double.channels;
  const direct = Object.values(double.people).map(({ id }) => double.directChannel(id));
  return [withBot, withoutBot, ...direct];
}

export function collectingLog(): { readonly log: Log; readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = [];
  const at = (level: LogLine['level']) => (fields: LogLine['fields'], message: string) =>
    void lines.push({ level, message, fields });
  const log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  return { log, lines };
}

/** Lines that hold what nobody may read in a log: typed words, tokens, secrets, e-mails, addresses to answer at. */
export function secretsIn(lines: readonly LogLine[]): readonly string[] {
  const { botToken, appToken, signingSecret, clientSecret } = slackApp;
  const secret = [typedWord, botToken, appToken, signingSecret, clientSecret, '@', '/actions/'];
  return lines
    .map((line) => JSON.stringify(line))
    .filter((line) => secret.some((word) => line.replaceAll('/@', '').includes(word)))
    .concat(lines.map((line) => JSON.stringify(line)).filter((line) => /xox[a-z]-/.test(line)));
}

export function saying(card: Card): CardReply {
  return { kind: 'card', card, outcome: { kind: 'said' } };
}

/** Waits until something is so; fails with what it is when it does not come to be. */
export async function eventually(check: () => unknown, patience = 4000): Promise<void> {
  await expect.poll(check, { timeout: patience, interval: 10 }).toBeTruthy();
}

/** Long enough for a second answer to have come, if one were to come. */
export function forAWhile(ms = 300): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
