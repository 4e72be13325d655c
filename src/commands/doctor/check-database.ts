import path from 'node:path';
import type { Config } from '#config.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import type { Finding } from '#foundation/kernel/finding.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import type { Db } from '#foundation/store/database.ts';
import { type Look, lookAtDatabase } from '#foundation/store/look/look-at-database.ts';

/** How the database stands, and what `see` saw in it when that could be looked at. */
export async function checkDatabase<T>(
  config: Pick<Config, 'databaseUrl' | 'dataFolder'>,
  see: (db: Db) => Promise<T>,
): Promise<{ readonly findings: readonly Finding[]; readonly seen: T | undefined }> {
  const { databaseUrl: url, dataFolder } = config;
  try {
    const look = await lookAtDatabase(
      url === undefined ? { kind: 'embedded', folder: dataFolder } : { kind: 'postgres', url },
      see,
    );
    const name =
      url === undefined ? `The embedded database in ${path.resolve(dataFolder)}` : 'The database';
    const seen = look.kind === 'ready' ? look.seen : undefined;
    return { findings: [findingOf(look, name)], seen };
  } catch (error) {
    if (!(error instanceof StewardError) || error.code === 'bug') throw error;
    return { findings: [troubleFinding(error, url !== undefined)], seen: undefined };
  }
}

/** What is said in a chat when the database is away helps nobody who has to mend it. */
function troubleFinding({ code, advice }: StewardError, hasServer: boolean): Finding {
  if (code !== 'unavailable') {
    return { state: 'fail', what: 'The database cannot be used.', mend: advice };
  }
  return {
    state: 'fail',
    what: 'The database does not answer.',
    mend: hasServer
      ? 'Check host and port in DATABASE_URL, and that PostgreSQL runs there and has connections left.'
      : 'Try again; if it stays so, put back a copy of the data folder, or set STEWARD_DATA to a new one.',
  };
}

function findingOf(look: Look<unknown>, name: string): Finding {
  switch (look.kind) {
    case 'not-made':
      return { state: 'ok', what: `${name} is made at the first start.` };
    case 'held':
      return {
        state: 'ok',
        what: `${name} is in use by a running Steward, and so not looked into.`,
      };
    case 'ready':
      return {
        state: 'ok',
        what: `${name} answers, with PostgreSQL ${look.version} and all tables.`,
      };
    case 'tables':
      return tablesFinding(look.tables, `${name} answers, with PostgreSQL ${look.version}`);
    default:
      return unreachable(look);
  }
}

function tablesFinding(tables: 'absent' | 'behind' | 'newer', begin: string): Finding {
  switch (tables) {
    case 'absent':
      return { state: 'ok', what: `${begin}; its tables are made at the first start.` };
    case 'behind':
      return {
        state: 'ok',
        what: `${begin}; its tables are brought up to date at the next start.`,
      };
    case 'newer':
      return {
        state: 'fail',
        what: `${begin}, and was written by a newer Steward.`,
        mend: 'Start that version, or restore a backup made with this one.',
      };
    default:
      return unreachable(tables);
  }
}
