import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { Reply, TurnContent } from '#assistant/turn.ts';
import { answerInTerminal } from '#channels/terminal/answer.ts';
import { callRunning } from '#commands/control/call-running.ts';
import type { Config } from '#config.ts';
import { systemClock } from '#foundation/kernel/clock.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import { newId } from '#foundation/kernel/ids.ts';
import { createLog, type Log } from '#foundation/kernel/log.ts';
import { type Database, openDatabase } from '#foundation/store/database.ts';

/** `ask "QUESTION"`: one answer. Speaks to the running Steward, else opens the database if there is one. */
export async function ask(question: string, json: boolean, config: Config): Promise<number> {
  const replies = await repliesTo({ kind: 'text', text: question }, config);
  const somebody = process.stdin.isTTY === true && process.stdout.isTTY === true && !json;
  if (!somebody || !replies.some(({ kind }) => kind === 'form')) return print(replies, json);

  const { answerForms } = await import('#channels/terminal/answer-forms.ts');
  const { openLines } = await import('#channels/terminal/lines.ts');
  const lines = openLines(process.stdin, process.stdout);
  try {
    const send = (sent: Said) => repliesTo(sent, config);
    const last = await answerForms(replies, { lines, send, show: (said) => print(said, json) });
    return last === undefined ? 2 : print(last, json);
  } finally {
    lines.close();
  }
}

function print(replies: readonly Reply[], json: boolean): number {
  const colour = process.stdout.isTTY === true && process.stdout.hasColors();
  const { output, exitCode } = answerInTerminal(replies, { json, colour });
  console.log(output);
  return exitCode;
}

/** What a terminal hears: words, and forms that were filled in. */
type Said = Extract<TurnContent, { kind: 'text' | 'form' }>;

/** Nothing stays open from one turn to the next: a form may take its time, and Steward may be started meanwhile. */
async function repliesTo(content: Said, config: Config): Promise<readonly Reply[]> {
  const user = userInfo().username;
  const called = await callRunning(config.dataFolder, '/control/ask', {
    user,
    ...(content.kind === 'text' ? { text: content.text } : { form: content }),
  });
  if (called.kind === 'answered') return Replies.parse(called.body);

  // The card says what could not be had; log lines beside it are for who asks for them.
  const log = createLog(config.logLevel === 'info' ? 'error' : config.logLevel);
  const database = await existingDatabase(config, log);
  try {
    // Only now: beside a running Steward none of the assistant need be loaded here.
    const [{ compose }, { loadOffice }] = await Promise.all([
      import('#compose.ts'),
      import('#knowledge/policy/file/load-office.ts'),
    ]);
    const loaded = await loadOffice(config.officeFolder);
    const { respondOn, packages } = await compose(config, { loaded, database, log });
    const personId = database ? await personOn(database, user) : newId();
    const replies = await respondOn('terminal')({ personId, thread: 'terminal', content });
    await packages.idle();
    return replies;
  } finally {
    await database?.close();
  }
}

async function personOn({ db }: Database, user: string): Promise<string> {
  const { personFor } = await import('#foundation/people/accounts.ts');
  return personFor(db, { platform: 'terminal', externalId: user }, systemClock);
}

/** Nothing is made for a single question: without a database it is answered without memory. */
async function existingDatabase(config: Config, log: Log): Promise<Database | undefined> {
  if (config.databaseUrl !== undefined) {
    return openDatabase({ kind: 'postgres', url: config.databaseUrl }, log);
  }
  if (!existsSync(path.join(config.dataFolder, 'database'))) return undefined;
  return openDatabase({ kind: 'embedded', folder: config.dataFolder }, log).catch(
    (cause: unknown) => {
      // Held by another process that gave no answer: the question needs no memory to be answered.
      if (cause instanceof StewardError && cause.code === 'conflict') return undefined;
      throw cause;
    },
  );
}

// Our own process answered with our own types; only the frame is checked.
const Replies = z.custom<readonly Reply[]>(
  (value) =>
    Array.isArray(value) &&
    value.every((reply) => typeof reply === 'object' && reply !== null && 'kind' in reply),
);
