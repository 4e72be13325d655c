import { open } from 'node:fs/promises';
import { textIn } from '#foundation/kernel/read-text.ts';
import { type FoundFile, stateOf } from '#knowledge/handbook/reading/list-folder.ts';

/** Bytes of a file; nobody finds anything in a longer page. */
const BYTES_MOST = 1_000_000;

export type FileRead =
  | { readonly kind: 'text'; readonly text: string }
  /** What is wrong with it and what to do. */
  | { readonly kind: 'fault'; readonly problem: string }
  | { readonly kind: 'gone' };

/** What a file says, if it stayed the same while it was read; it is read once more when it did not. */
export async function readFileOf(found: FoundFile, isAgain = false): Promise<FileRead> {
  if (found.bytes > BYTES_MOST) {
    const problem = `It is larger than ${BYTES_MOST / 1_000_000} MB. Split it into several files.`;
    return { kind: 'fault', problem };
  }
  const read = await bytesOf(found.place);
  if (read === 'gone') return { kind: 'gone' };
  if (read === 'refused') return { kind: 'fault', problem: 'Steward may not read it.' };
  const { bytes, before, after } = read;
  if (before !== after || bytes.length > BYTES_MOST) {
    if (isAgain) return { kind: 'fault', problem: 'It was changed while it was read.' };
    return readFileOf(found, true);
  }
  const text = textIn(bytes);
  return text === undefined
    ? { kind: 'fault', problem: 'It is not text in UTF-8. Save it in that encoding.' }
    : { kind: 'text', text };
}

async function bytesOf(place: string) {
  try {
    await using handle = await open(place, 'r');
    const { state: before, bytes } = stateOf(await handle.stat());
    // One byte more than there is: it may grow while it is read.
    const buffer = Buffer.alloc(Math.min(bytes, BYTES_MOST) + 1);
    let size = 0;
    for (;;) {
      const { bytesRead } = await handle.read(buffer, size, buffer.length - size, null);
      size += bytesRead;
      if (bytesRead === 0 || size === buffer.length) break;
    }
    const after = stateOf(await handle.stat()).state;
    return { bytes: buffer.subarray(0, size), before, after };
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    return code === 'ENOENT' ? 'gone' : 'refused';
  }
}
