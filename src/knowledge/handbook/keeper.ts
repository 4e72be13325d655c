import type { Clock } from '#foundation/kernel/clock.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import type { Log } from '#foundation/kernel/log.ts';
import { type FolderRead, readFolder } from '#knowledge/handbook/reading/read-folder.ts';
import { readPage } from '#knowledge/handbook/reading/read-page.ts';
import type { Handbook } from '#knowledge/handbook/section.ts';

export interface KeeperOptions<Index> {
  readonly folder: string;
  /** Pages that are kept elsewhere. */
  readonly more?: () => Promise<readonly { readonly file: string; readonly text: string }[]>;
  /** What is made of a handbook to search in it. */
  readonly index: (handbook: Handbook) => Index;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Kept<Index> {
  readonly handbook: Handbook;
  readonly index: Index;
}

export interface HandbookKeeper<Index> {
  /** The handbook as it is, or was a few seconds ago; the last good one while a newer one cannot be read. */
  current(): Promise<Kept<Index>>;
}

/** How often the folder is looked at, at most. */
const LOOK_EVERY_MS = 2_000;
/** Files that the log names. */
const LOGGED_MOST = 20;

/** Keeps a handbook up to date with its files, without a restart. A folder that is not there is an empty handbook. */
export function createHandbookKeeper<Index>(options: KeeperOptions<Index>): HandbookKeeper<Index> {
  const { folder, more = async () => [], index, clock, log } = options;
  let folderRead: FolderRead = { handbook: { sections: [], faults: [] }, known: new Map() };
  let others: Awaited<ReturnType<typeof more>> = [];
  let kept: (Kept<Index> & { readonly state: string }) | undefined;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<Kept<Index>> | undefined;

  async function look(): Promise<Kept<Index>> {
    [folderRead, others] = await Promise.all([readFolderNow(), moreNow()]);
    const handbook = joined(folderRead.handbook, others);
    // What stands in it, not when: a file that was only touched makes no new index.
    const state = JSON.stringify([
      [...folderRead.known].map(([file, one]) => [file, one.state]),
      others,
      handbook.faults,
    ]);
    if (kept?.state === state) return kept;
    kept = { handbook, index: index(handbook), state };
    say(handbook);
    return kept;
  }

  async function readFolderNow(): Promise<FolderRead> {
    try {
      return await readFolder(folder, folderRead.known);
    } catch (cause) {
      if (!(cause instanceof StewardError)) throw cause;
      const { sections } = folderRead.handbook;
      const problem =
        sections.length === 0
          ? 'There is no handbook folder.'
          : 'The handbook folder is gone. What it said before still holds.';
      return { ...folderRead, handbook: { sections, faults: [{ file: '', problem }] } };
    }
  }

  async function moreNow() {
    try {
      return await more();
    } catch (cause) {
      log.warn({ code: codeOf(cause) }, 'pages of the handbook could not be read');
      return others;
    }
  }

  function say({ sections, faults }: Handbook): void {
    const files = new Set(sections.map(({ page }) => page.file)).size;
    log.info({ files, sections: sections.length }, 'the handbook was read');
    if (faults.length === 0) return;
    const named = faults.slice(0, LOGGED_MOST).map(({ file, line }) => ({ file, line }));
    log.warn({ count: faults.length, files: named }, 'not all of the handbook can be read');
  }

  return {
    async current() {
      const now = clock.now().getTime();
      if (kept && Math.abs(now - lookedAt) < LOOK_EVERY_MS) return kept;
      lookedAt = now;
      looking ??= look().finally(() => {
        looking = undefined;
      });
      if (!kept) return looking;
      // Nobody waits for what is being read: the next question has it.
      looking.catch((cause: unknown) => {
        log.error({ code: codeOf(cause) }, 'the handbook could not be read again');
      });
      return kept;
    },
  };
}

function joined(
  { sections, faults }: Handbook,
  others: readonly { readonly file: string; readonly text: string }[],
): Handbook {
  const read = others.map(({ file, text }) => readPage(file, text));
  return {
    sections: [...sections, ...read.flatMap((page) => page.sections)],
    faults: [...faults, ...read.flatMap((page) => page.faults)],
  };
}

function codeOf(cause: unknown): string {
  return cause instanceof StewardError ? cause.code : 'bug';
}
