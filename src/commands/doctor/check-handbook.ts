import path from 'node:path';
import { StewardError } from '#foundation/kernel/errors.ts';
import type { Finding } from '#foundation/kernel/finding.ts';
import type { HandbookFault } from '#knowledge/handbook/section.ts';
import { handbookFolder } from '#knowledge/policy/file/load-office.ts';

/** Faults that are named; a handbook with more of them has one cause. */
const NAMED_MOST = 10;

/** Whether the handbook can be read, with every file that cannot. */
export async function checkHandbook(officeFolder: string | undefined): Promise<Finding> {
  const folder = handbookFolder(officeFolder);
  const where = officeFolder === undefined ? 'the shipped starter' : path.resolve(folder);
  // Reads Markdown, which no other check needs.
  const { readHandbook } = await import('#knowledge/handbook/reading/read-folder.ts');
  try {
    const { sections, faults } = await readHandbook(folder);
    if (faults.length > 0) {
      const what = 'Not all of the handbook can be read.';
      return { state: 'warn', what, mend: faultsInWords(faults) };
    }
    if (sections.length === 0) {
      return { state: 'warn', what: `The handbook has no sections: ${where}.`, mend: WRITE };
    }
    const files = new Set(sections.map(({ page }) => page.file)).size;
    const what = `The handbook is right: ${where}, ${counted(files, 'file')} with ${counted(sections.length, 'section')}.`;
    return { state: 'ok', what };
  } catch (error) {
    if (!(error instanceof StewardError) || error.code === 'bug') throw error;
    return { state: 'warn', what: `There is no handbook in ${where}.`, mend: WRITE };
  }
}

const WRITE =
  'Put Markdown files into the folder handbook of your office folder, or copy the shipped ones with “npx steward init our-office”.';

function faultsInWords(faults: readonly HandbookFault[]): string {
  const named = faults.slice(0, NAMED_MOST).map(({ file, line, problem }) => {
    const place = [file, line].filter((one) => one !== undefined && one !== '').join(':');
    return place === '' ? problem : `${place}: ${problem}`;
  });
  const more = faults.length - named.length;
  return [...named, ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
