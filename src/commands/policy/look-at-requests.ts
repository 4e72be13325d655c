import path from 'node:path';
import type { Config } from '#config.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import type { Db } from '#foundation/store/database.ts';
import { type Look, lookAtDatabase } from '#foundation/store/look/look-at-database.ts';
import {
  type Comparing,
  type Touched,
  touchedPages,
} from '#office/requests/touched/find-touched.ts';

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

/** Which requests of the configured database a change touches; changes nothing there. */
export async function lookAtRequests(
  { databaseUrl: url, dataFolder }: Pick<Config, 'databaseUrl' | 'dataFolder'>,
  comparing: Comparing,
  most: number,
): Promise<Looked> {
  const target =
    url === undefined
      ? ({ kind: 'embedded', folder: dataFolder } as const)
      : ({ kind: 'postgres', url } as const);
  try {
    const look = await lookAtDatabase(target, (db) => collect(db, comparing, most));
    return look.kind === 'ready'
      ? look.seen
      : { kind: 'not-looked', why: whyNot(look, dataFolder) };
  } catch (error) {
    // The comparison itself needs no database.
    if (!(error instanceof StewardError) || error.code === 'bug') throw error;
    const why = error.code === 'unavailable' ? 'the database does not answer.' : error.advice;
    return { kind: 'not-looked', why };
  }
}

async function collect(db: Db, comparing: Comparing, most: number): Promise<Looked> {
  const touched: Touched[] = [];
  const sum = { looked: 0, unjudged: 0, count: 0 };
  for await (const page of touchedPages(db, comparing)) {
    sum.looked += page.looked;
    sum.unjudged += page.unjudged;
    sum.count += page.touched.length;
    touched.push(...page.touched.slice(0, most - touched.length));
  }
  return { kind: 'looked', ...sum, touched };
}

function whyNot(look: Exclude<Look<unknown>, { kind: 'ready' }>, dataFolder: string): string {
  switch (look.kind) {
    case 'not-made':
      return `there is no database in ${path.resolve(dataFolder)} yet. Set STEWARD_DATA if it lies elsewhere.`;
    case 'held':
      return 'a running Steward holds the database. Stop it, and compare again.';
    case 'tables':
      return look.tables === 'newer'
        ? 'the database was written by a newer Steward.'
        : 'the tables of the database are not up to date. Start Steward once.';
    default:
      return unreachable(look);
  }
}
