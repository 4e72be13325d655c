import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pathText, readYaml } from '#foundation/kernel/read-yaml.ts';
import { Office } from '#foundation/people/office.ts';
import {
  type LoadedPolicy,
  loadPolicy,
  mistakesIn,
  readOfficeFile,
} from '#knowledge/policy/file/load-policy.ts';

/** The shipped office, which works untouched. */
export const starterFolder = fileURLToPath(new URL('../../../starter', import.meta.url));

/** Where an office keeps its handbook, whether there is one or not; without an office the shipped one. */
export function handbookFolder(folder: string | undefined): string {
  return path.join(folder ?? starterFolder, 'handbook');
}

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
  const office = reading.value;
  const loaded = await loadPolicy(policyFile);
  const groups = Object.keys({ ...loaded.policy.reviewers, ...office.groups });
  const unknown = Object.keys(office.roles.reviewers).filter((group) => !groups.includes(group));
  if (unknown.length === 0) return { office, ...loaded };
  const mistakes = unknown.map((group) => {
    const place = ['roles', 'reviewers', group];
    const expected = `one of the reviewer groups of the policy or of this file: ${groups.join(', ')} (not "${group}")`;
    return { file: officeFile, line: reading.lineOf(place), path: pathText(place), expected };
  });
  throw mistakesIn('The office file', mistakes);
}
