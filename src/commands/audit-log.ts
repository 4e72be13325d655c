import { existsSync } from 'node:fs';
import path from 'node:path';
import { callRunning } from '#commands/control/call-running.ts';
import type { Config } from '#config.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import { createLog } from '#foundation/kernel/log.ts';
import { openDatabase } from '#foundation/store/database.ts';
import { AuditVerdict, verifyAuditLog } from '#foundation/store/verify.ts';

/** The second place where the audit log's head is written. */
export function auditHeadFile(config: Config): string {
  return path.join(config.dataFolder, 'audit-heads.jsonl');
}

/** `audit-log verify`: 0 when the chain is intact, 1 when it is not. */
export async function verifyLog(config: Config): Promise<number> {
  const verdict = await verdictOf(config);
  if (verdict.kind === 'intact') {
    console.log(intactWords(verdict));
    return 0;
  }
  console.error(`The audit log was changed at entry ${verdict.at}: ${verdict.what}.`);
  return 1;
}

/** What was proven, and what was not. */
function intactWords(verdict: Extract<AuditVerdict, { kind: 'intact' }>): string {
  const { entries, unsealed, heads, unreadableHeads } = verdict;
  return [
    `The audit log is intact: ${entries} sealed entries, held against ${heads} heads in the second place.`,
    ...(heads === 0
      ? ['No second place was found, so entries cut off at the end would not show.']
      : []),
    ...(unreadableHeads > 0
      ? [`${unreadableHeads} lines of the second place cannot be read.`]
      : []),
    ...(unsealed > 0 ? [`${unsealed} more are not sealed yet: nothing can be said of them.`] : []),
  ].join('\n');
}

async function verdictOf(config: Config): Promise<AuditVerdict> {
  const called = await callRunning(config.dataFolder, '/control/audit-log/verify', {});
  if (called.kind === 'answered') return AuditVerdict.parse(called.body);
  const log = createLog('warn');
  if (config.databaseUrl === undefined && !existsSync(path.join(config.dataFolder, 'database'))) {
    throw new StewardError('not-found', 'no database', {
      advice: `There is no database in ${path.resolve(config.dataFolder)} yet, so there is no audit log. Set STEWARD_DATA if it lies elsewhere.`,
    });
  }
  const database = await openDatabase(
    config.databaseUrl === undefined
      ? { kind: 'embedded', folder: config.dataFolder }
      : { kind: 'postgres', url: config.databaseUrl },
    log,
  );
  try {
    return await verifyAuditLog(database.db, auditHeadFile(config));
  } finally {
    await database.close();
  }
}
