import { listFolder } from '#knowledge/handbook/reading/list-folder.ts';
import { readFileOf } from '#knowledge/handbook/reading/read-file.ts';
import { type ReadPage, readPage } from '#knowledge/handbook/reading/read-page.ts';
import type { Handbook, HandbookFault, Section } from '#knowledge/handbook/section.ts';

/** What was read of a file before, and of which state of it. */
export interface KnownFile extends ReadPage {
  readonly state: string;
}

export interface FolderRead {
  readonly handbook: Handbook;
  readonly known: ReadonlyMap<string, KnownFile>;
}

/** Of all files together; a handbook has far fewer. */
const SECTIONS_MOST = 20_000;
const BYTES_MOST = 50_000_000;

/** Reads the folder of a handbook; what cannot be read is named and the rest stays. */
export async function readHandbook(folder: string): Promise<Handbook> {
  return (await readFolder(folder, new Map())).handbook;
}

/**
 * The same, where some of it is known: a file that has not changed is not read again, and one that cannot be read any more
 * stays as it was.
 */
export async function readFolder(
  folder: string,
  before: ReadonlyMap<string, KnownFile>,
): Promise<FolderRead> {
  const { files, faults: listed } = await listFolder(folder);
  const known = new Map<string, KnownFile>();
  const faults: HandbookFault[] = [...listed];
  const sections: Section[] = [];
  let bytes = 0;
  for (const found of files) {
    const { file, state } = found;
    bytes += found.bytes;
    if (bytes > BYTES_MOST || sections.length > SECTIONS_MOST) {
      faults.push({
        file,
        problem: 'The handbook is too large; this and what follows is left out.',
      });
      break;
    }
    const had = before.get(file);
    const now = had?.state === state ? had : await readAnew(found, had);
    if (!now) continue;
    known.set(file, now);
    sections.push(...now.sections);
    faults.push(...now.faults);
  }
  return { handbook: { sections, faults }, known };
}

async function readAnew(
  found: Parameters<typeof readFileOf>[0],
  had: KnownFile | undefined,
): Promise<KnownFile | undefined> {
  const { file, state } = found;
  const read = await readFileOf(found);
  switch (read.kind) {
    case 'text':
      return { state, ...readPage(file, read.text) };
    case 'fault': {
      const stays = had ? ' What it said before still holds.' : '';
      const problem = `${read.problem}${stays}`;
      return { state, sections: had?.sections ?? [], faults: [{ file, problem }] };
    }
    case 'gone':
      return undefined;
  }
}
