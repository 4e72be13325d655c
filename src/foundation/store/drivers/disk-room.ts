import { statfsSync } from 'node:fs';
import { StewardError } from '#foundation/kernel/errors.ts';

// Four files of the write-ahead log, 16 MB each: more than one statement of ours ever writes.
const ROOM_NEEDED = 64 * 1024 * 1024;

/**
 * Throws `unavailable` while the disk is nearly full. Asked before each statement (4 µs), because PGlite 0.5 never
 * comes back from a full write-ahead log: the whole process would stand still.
 */
export function checkRoom(freeBytes: number): void {
  if (freeBytes >= ROOM_NEEDED) return;
  throw new StewardError('unavailable', `the disk has ${freeBytes} bytes left`, {
    advice:
      'The disk with the data folder of Steward is nearly full, so nothing was saved. Make room, then try again.',
  });
}

/** What this process may still write; infinite where the file system does not tell. */
export function freeBytesIn(folder: string): number {
  const { bavail, blocks, bsize } = statfsSync(folder);
  return blocks === 0 ? Number.POSITIVE_INFINITY : bavail * bsize;
}
