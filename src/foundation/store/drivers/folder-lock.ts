import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { StewardError } from '#foundation/kernel/errors.ts';

export interface FolderLock {
  release(): void;
}

/**
 * Holds the folder for this process: two embedded databases on one folder lose data without a word.
 * The lock is the operating system's, which Node reaches only through SQLite (the file stays empty): it ends with
 * the process however that ends, and another container on the same volume sees it, where a file with
 * a process id would be read wrongly. Throws `conflict` when another process holds the folder.
 */
export function lockFolder(folder: string): FolderLock {
  const ownerFile = join(folder, 'owner.json');
  const lock = new DatabaseSync(join(folder, 'owner.lock'));
  try {
    lock.exec('PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    if (!isBusy(cause)) throw cause;
    throw heldByAnother(ownerFile);
  }
  writeFileSync(ownerFile, `${JSON.stringify({ processId: process.pid })}\n`);
  return {
    release() {
      rmSync(ownerFile, { force: true });
      lock.close();
    },
  };
}

const SQLITE_BUSY = 5;

function isBusy(cause: unknown): boolean {
  return cause instanceof Error && 'errcode' in cause && cause.errcode === SQLITE_BUSY;
}

function heldByAnother(ownerFile: string): StewardError {
  const processId = readOwner(ownerFile);
  const who = processId === undefined ? 'Another process' : `Process ${processId}`;
  return new StewardError('conflict', `the data folder is held by ${who.toLowerCase()}`, {
    advice: `${who} is using this data folder already. Stop it first, or set STEWARD_DATA to another folder.`,
  });
}

// Beside the lock, because whoever holds the lock is the only one who can read it.
const Owner = z.object({ processId: z.number().int().positive() });

/** The process id for the message; nothing depends on it, so an unreadable file is no failure. */
function readOwner(ownerFile: string): number | undefined {
  try {
    return Owner.parse(JSON.parse(readFileSync(ownerFile, 'utf8'))).processId;
  } catch {
    return undefined;
  }
}
