import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { StewardError } from '#foundation/kernel/errors.ts';
import { type Mistake, readYaml } from '#foundation/kernel/read-yaml.ts';
import { starterFolder } from '#knowledge/policy/file/load-office.ts';
import { mistakesIn, readOfficeFile } from '#knowledge/policy/file/load-policy.ts';
import { RequestForm } from '#office/requests/forms/form-file.ts';

/** More than an office could keep in view. */
const FORMS_MOST = 50;

/** Where an office keeps its forms; without an office the shipped ones. */
export function formsFolder(folder: string | undefined): string {
  return path.join(folder ?? starterFolder, 'forms');
}

/**
 * The forms of an office, by name; those of a folder without forms are the shipped ones.
 * @throws StewardError `misconfigured` with every mistake by file and line
 */
export async function loadForms(
  folder: string | undefined,
  groups: readonly string[],
): Promise<ReadonlyMap<string, RequestForm>> {
  const names = (await listed(formsFolder(folder))) ?? [];
  if (names.length === 0 && folder !== undefined) return loadForms(undefined, groups);
  if (names.length > FORMS_MOST) {
    throw new StewardError('misconfigured', 'too many forms', {
      advice: `${formsFolder(folder)} has ${names.length} forms; Steward reads at most ${FORMS_MOST}.`,
    });
  }
  const forms = new Map<string, RequestForm>();
  const mistakes: Mistake[] = [];
  for (const name of names) {
    const file = path.join(formsFolder(folder), name);
    const reading = readYaml(await readOfficeFile(file), file, RequestForm);
    if (reading.kind === 'mistakes') {
      mistakes.push(...reading.mistakes);
      continue;
    }
    const { value: form, lineOf } = reading;
    const wrong = (where: string, expected: string): void => {
      mistakes.push({ file, line: lineOf([where]), path: where, expected });
    };
    if (`${form.name}.yaml` !== name)
      wrong('name', `the name of the file, ${path.parse(name).name}`);
    if (!groups.includes(form.reviewers)) {
      wrong('reviewers', `one of the policy's reviewer groups: ${groups.join(', ')}`);
    }
    forms.set(form.name, form);
  }
  if (mistakes.length > 0) throw mistakesIn('The forms', mistakes);
  return forms;
}

async function listed(folder: string): Promise<readonly string[] | undefined> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
      .map(({ name }) => name)
      .sort();
  } catch {
    // No folder, or none that can be read: the shipped forms do.
    return undefined;
  }
}
