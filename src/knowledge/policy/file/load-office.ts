import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readYaml } from '#foundation/kernel/read-yaml.ts';
import { Office } from '#foundation/people/contacts.ts';
import {
  type LoadedPolicy,
  loadPolicy,
  mistakesIn,
  readOfficeFile,
} from '#knowledge/policy/file/load-policy.ts';

/** The shipped office, which works untouched. */
export const starterFolder = fileURLToPath(new URL('../../../starter', import.meta.url));

export const profiles = ['balanced', 'strict'] as const;
export type Profile = (typeof profiles)[number];

export function profileFile(profile: Profile): string {
  return path.join(starterFolder, 'policies', `${profile}.yaml`);
}

export interface LoadedOffice extends LoadedPolicy {
  readonly office: Office;
}

/**
 * An office folder, checked whole; without a folder the shipped starter with its balanced policy.
 * @throws StewardError `misconfigured` with every mistake by file and line
 */
export async function loadOffice(folder: string | undefined): Promise<LoadedOffice> {
  const officeFile = path.join(folder ?? starterFolder, 'office.yaml');
  const policyFile =
    folder === undefined ? profileFile('balanced') : path.join(folder, 'policy.yaml');
  const reading = readYaml(await readOfficeFile(officeFile), officeFile, Office);
  if (reading.kind === 'mistakes') throw mistakesIn('The office file', reading.mistakes);
  return { office: reading.value, ...(await loadPolicy(policyFile)) };
}
