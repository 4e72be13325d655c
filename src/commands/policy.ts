import path from 'node:path';
import type { Config } from '#config.ts';
import { loadOffice } from '#knowledge/policy/file/load-office.ts';

/** `policy check [DIR]`: says whether an office folder's files are right, naming every mistake otherwise. */
export async function checkPolicy(folder: string | undefined, config: Config): Promise<string> {
  const where = folder ?? config.officeFolder;
  const { policy, office } = await loadOffice(where);
  const rules =
    policy.decides.length +
    policy.atLeast.length +
    policy.packages.length +
    policy.rows.reduce((sum, row) => sum + row.clauses.length, 0);
  const place = where === undefined ? 'the shipped starter' : path.resolve(where);
  return [
    `${place} is right: ${office.name}.`,
    `Policy ${policy.version} (${policy.profile}), in force since ${policy.effective}: ${rules} rules in ${policy.rows.length} rows.`,
  ].join('\n');
}
