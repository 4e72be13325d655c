import type { Dirent, Stats } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { StewardError } from '#foundation/kernel/errors.ts';
import type { HandbookFault } from '#knowledge/handbook/section.ts';

/** A file of the handbook as it stood when the folder was looked at. */
export interface FoundFile {
  /** Path inside the folder, with slashes. */
  readonly file: string;
  readonly place: string;
  /** Another one once it was changed. */
  readonly state: string;
  readonly bytes: number;
}

export interface FoundFiles {
  readonly files: readonly FoundFile[];
  readonly faults: readonly HandbookFault[];
}

/** Nobody reads a handbook of more, or finds anything that lies deeper. */
const FILES_MOST = 2000;
const DEPTH_MOST = 20;
const FOLDERS_MOST = 2000;

/**
 * The Markdown files of a folder in the order of their names. Hidden ones are left out; links are followed as far as they
 * stay in the folder. Throws `misconfigured` when there is no such folder.
 */
export async function listFolder(folder: string): Promise<FoundFiles> {
  const root = await realpath(folder).catch((cause: unknown) => {
    throw noFolder(folder, cause);
  });
  const files: FoundFile[] = [];
  const faults: HandbookFault[] = [];
  const seen = new Set<string>([root]);
  let left = 0;

  async function look(at: string, inside: string, depth: number): Promise<void> {
    for (const entry of await entriesOf(at)) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const file = inside === '' ? entry.name : `${inside}/${entry.name}`;
      const place = path.join(at, entry.name);
      const found = await follow(place, file, entry);
      if (!found) continue;
      if (found.stats.isDirectory()) {
        if (depth === DEPTH_MOST || seen.size > FOLDERS_MOST) {
          faults.push({
            file,
            problem: 'It lies too deep, or among too many folders, and is left out.',
          });
        } else if (!seen.has(found.real)) {
          seen.add(found.real);
          await look(found.real, file, depth + 1);
        }
      } else if (found.stats.isFile() && /\.(?:md|markdown)$/i.test(entry.name)) {
        if (files.length === FILES_MOST) left += 1;
        else files.push({ file, place: found.real, ...stateOf(found.stats) });
      }
    }
  }

  async function follow(place: string, file: string, entry: Dirent) {
    if (!entry.isSymbolicLink()) {
      // It may be gone by now.
      const stats = await lstat(place).catch(() => undefined);
      return stats && { real: place, stats };
    }
    const real = await realpath(place).catch(() => undefined);
    const stats = real && (await stat(real).catch(() => undefined));
    if (real === undefined || !stats) {
      faults.push({ file, problem: 'It is a link that leads nowhere.' });
      return undefined;
    }
    if (real !== root && !real.startsWith(root + path.sep)) {
      faults.push({
        file,
        problem: 'It is a link out of the handbook folder, and is not followed.',
      });
      return undefined;
    }
    return { real, stats };
  }

  await look(root, '', 0);
  if (left > 0) {
    const problem = `There are ${left} more files than the ${FILES_MOST} that are read; they are left out.`;
    faults.push({ file: '', problem });
  }
  return { files, faults };
}

export function stateOf(stats: Stats): Pick<FoundFile, 'state' | 'bytes'> {
  const { size, mtimeMs, ctimeMs, ino } = stats;
  // By the latter it is seen that we may read it now.
  return { bytes: size, state: `${size}/${mtimeMs}/${ctimeMs}/${ino}` };
}

async function entriesOf(at: string): Promise<readonly Dirent[]> {
  // A folder that is gone, or that we may not read, has nothing for us.
  const entries = await readdir(at, { withFileTypes: true }).catch(() => []);
  return entries.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

function noFolder(folder: string, cause: unknown): StewardError {
  return new StewardError('misconfigured', 'there is no handbook folder', {
    advice: `There is no handbook in ${folder}. Make that folder and write Markdown files into it.`,
    cause,
  });
}
