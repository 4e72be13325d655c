import path from 'node:path';
import { webLimits } from '#channels/web/limits.ts';
import { callRunning } from '#commands/control/call-running.ts';
import type { Config } from '#config.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import { type Look, lookAtDatabase } from '#foundation/store/look/look-at-database.ts';
import { type Comparing, findTouched } from '#office/requests/touched/find-touched.ts';
import { type Touched, TouchedPage } from '#office/requests/touched/touched.ts';

export type Looked =
  | {
      readonly kind: 'looked';
      readonly looked: number;
      readonly unjudged: number;
      readonly count: number;
      /** The first so many of `count`. */
      readonly touched: readonly Touched[];
    }
  | { readonly kind: 'not-looked'; readonly why: string };

/** Which requests of the configured database a change touches; nothing is changed there. A Steward that runs on it looks itself. */
export async function lookAtRequests(
  { databaseUrl: url, dataFolder }: Pick<Config, 'databaseUrl' | 'dataFolder'>,
  comparing: Comparing,
  most: number,
): Promise<Looked> {
  const target =
    url === undefined
      ? ({ kind: 'embedded', folder: dataFolder } as const)
      : ({ kind: 'postgres', url } as const);
  return orWhyNot('the database does not answer.', async () => {
    const look = await lookAtDatabase(target, (db) =>
      collect((after) => findTouched(db, comparing, { after }), most),
    );
    if (look.kind === 'ready') return look.seen;
    if (look.kind === 'held') return askRunning(dataFolder, comparing, most);
    return { kind: 'not-looked', why: whyNot(look, dataFolder) };
  });
}

/** The comparison itself needs no database. `away` says what does not answer. */
async function orWhyNot(away: string, look: () => Promise<Looked>): Promise<Looked> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof StewardError) || error.code === 'bug') throw error;
    return { kind: 'not-looked', why: error.code === 'unavailable' ? away : error.advice };
  }
}

const HELD = 'a running Steward holds the database. Stop it, and compare again.';

async function askRunning(
  dataFolder: string,
  { old, now }: Comparing,
  most: number,
): Promise<Looked> {
  // What it would not take is not sent.
  if (JSON.stringify({ old, now }).length > webLimits.body / 2) {
    return { kind: 'not-looked', why: HELD };
  }
  return orWhyNot(HELD, () =>
    collect(async (after) => {
      const body = { old, now, after };
      const called = await callRunning(dataFolder, '/control/policy/touched', body);
      if (called.kind === 'answered') return TouchedPage.parse(called.body);
      throw new StewardError('unavailable', 'nobody answers for the database', { advice: HELD });
    }, most),
  );
}

/** Page by page, of which only the first so many that are touched are kept. */
async function collect(
  pageAfter: (after: number) => Promise<TouchedPage>,
  most: number,
): Promise<Looked> {
  const touched: Touched[] = [];
  const sum = { looked: 0, unjudged: 0, count: 0 };
  let after: number | undefined = 0;
  while (after !== undefined) {
    const page: TouchedPage = await pageAfter(after);
    sum.looked += page.looked;
    sum.unjudged += page.unjudged;
    sum.count += page.touched.length;
    touched.push(...page.touched.slice(0, most - touched.length));
    after = page.next;
  }
  return { kind: 'looked', ...sum, touched };
}

function whyNot(
  look: Exclude<Look<unknown>, { kind: 'ready' | 'held' }>,
  dataFolder: string,
): string {
  switch (look.kind) {
    case 'not-made':
      return `there is no database in ${path.resolve(dataFolder)} yet. Set STEWARD_DATA if it lies elsewhere.`;
    case 'tables':
      return look.tables === 'newer'
        ? 'the database was written by a newer Steward.'
        : 'the tables of the database are not up to date. Start Steward once.';
    default:
      return unreachable(look);
  }
}
