import { expect, onTestFinished } from 'vitest';
import type { CardReply, Reply, Respond, Turn } from '#assistant/turn.ts';
import type { Card } from '#foundation/cards/card.ts';
import type { Log } from '#foundation/kernel/log.ts';
import type { Db } from '#foundation/store/database.ts';
import { sampleCards } from '../../../support/sample-cards.ts';
import type { TeamsCall } from '../../../support/teams/double/front.ts';
import type { ShownMessage } from '../../../support/teams/double/shown.ts';
import { teamsApp } from '../../../support/teams/teams-app.ts';
import {
  startTestTeams,
  type TestTeams,
  type TestTeamsOptions,
  type Who,
} from '../../../support/teams/test-teams.ts';

/** A word of which everything that is typed in these tests has one, so that the log can be searched for it. */
export const typedWord = 'marzipan';

/** Everything that our patience is cut to, so that a second try comes at once. */
export const impatient = { sweep: 50, secondTry: 40, storeAgain: 40 } as const;

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Teams with somebody's respond, and what was heard, shown and logged since it was opened. */
export interface Scene extends TestTeams {
  readonly turns: readonly Turn[];
  readonly lines: readonly LogLine[];
  /** In somebody's own conversation, or in the conversation of this id with all its threads. */
  shown(where?: Who | { readonly id: string }): readonly ShownMessage[];
  /** Calls that post a message, but for those that only say that one is coming. */
  posts(): readonly TeamsCall[];
}

export interface SceneOptions extends Partial<Omit<TestTeamsOptions, 'respond' | 'db'>> {
  readonly db: Db;
  /** What is said to a turn; a card that says yes by default. */
  readonly say?: (turn: Turn) => Promise<readonly Reply[]> | readonly Reply[];
  readonly respond?: Respond;
  /** What Teams would refuse is part of the case. */
  readonly mayComplain?: boolean;
}

export async function openScene(options: SceneOptions): Promise<Scene> {
  const { say = () => [saying(sampleCards.yes)], respond, mayComplain = false, ...parts } = options;
  const turns: Turn[] = [];
  const { log, lines } = collectingLog();
  const teams = await startTestTeams({
    waits: impatient,
    log,
    ...parts,
    respond: async (turn, working) => {
      turns.push(turn);
      return respond === undefined ? say(turn) : respond(turn, working);
    },
  });
  const { double } = teams;
  const before = double.calls.length;
  const shownBefore = new Set(double.messages());
  onTestFinished(() => {
    expect(secretsIn(lines)).toEqual([]);
    if (!mayComplain) expect(double.complaints).toEqual([]);
  });
  return {
    ...teams,
    turns,
    lines,
    shown(where = 'developer') {
      const id = typeof where === 'string' ? double.personal(where) : where.id;
      return double
        .messages()
        .filter((message) => message.conversation.split(';')[0] === id)
        .filter((message) => !shownBefore.has(message));
    },
    posts: () => double.calls.slice(before).filter(isPost),
  };
}

function isPost({ method, path, body }: TeamsCall): boolean {
  const isTyping =
    typeof body === 'object' && body !== null && 'type' in body && body.type === 'typing';
  return method === 'POST' && path.includes('/activities') && !isTyping;
}

export function collectingLog(): { readonly log: Log; readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = [];
  const at = (level: LogLine['level']) => (fields: LogLine['fields'], message: string) =>
    void lines.push({ level, message, fields });
  const log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  return { log, lines };
}

/** Lines that hold what nobody may read in a log: typed words, tokens, passwords, names, e-mails, addresses of files. */
export function secretsIn(lines: readonly LogLine[]): readonly string[] {
  const secret = [typedWord, teamsApp.password, 'Bearer', 'eyJ', 'double-', 'tempauth', '/upload/'];
  const names = ['Dana', 'Lee Legal', 'Omar', 'Gwen', 'Sam Stranger', '@example', '@agency'];
  return lines
    .map((line) => JSON.stringify(line))
    .filter((line) => [...secret, ...names].some((word) => line.includes(word)));
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
