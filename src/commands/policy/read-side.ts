import { stat } from 'node:fs/promises';
import path from 'node:path';
import { StewardError } from '#foundation/kernel/errors.ts';
import { readHandbook } from '#knowledge/handbook/reading/read-folder.ts';
import type { Handbook } from '#knowledge/handbook/section.ts';
import { handbookFolder, profileFile, profiles } from '#knowledge/policy/file/load-office.ts';
import { type LoadedPolicy, loadPolicy } from '#knowledge/policy/file/load-policy.ts';

/** One of two that are compared: a shipped policy, a policy file, or an office folder. */
export interface Side extends LoadedPolicy {
  /** Of an office folder; without sections where it has none. */
  readonly handbook?: Pick<Handbook, 'sections'>;
}

/** @throws StewardError `not-found`, or `misconfigured` with every mistake by file and line */
export async function readSide(named: string): Promise<Side> {
  const profile = profiles.find((name) => name === named);
  if (profile) return loadPolicy(profileFile(profile));
  const kind = await kindOf(named);
  if (kind === 'file') return loadPolicy(named);
  if (kind === undefined) {
    throw new StewardError('not-found', `there is no ${named}`, {
      advice: `There is no file or folder ${named}. Name a policy file, an office folder, or ${profiles.join(' or ')}.`,
    });
  }
  const folder = handbookFolder(named);
  const isThere = (await kindOf(folder)) === 'folder';
  const handbook = isThere ? await readHandbook(folder) : { sections: [] };
  return { ...(await loadPolicy(path.join(named, 'policy.yaml'))), handbook };
}

async function kindOf(named: string): Promise<'file' | 'folder' | undefined> {
  const stats = await stat(named).catch(() => undefined);
  return stats && (stats.isDirectory() ? 'folder' : 'file');
}
