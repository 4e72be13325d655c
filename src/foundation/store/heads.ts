import { createReadStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Head } from '#foundation/store/chain.ts';

/** Adds a line to the second place, on the disk when this returns. */
export async function appendHead(file: string, head: Head, at: Date): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'a+', 0o600);
  try {
    const line = JSON.stringify({ at: at.toISOString(), ...headOnly(head) });
    // A line cut short by a power failure must not swallow the next one.
    await handle.appendFile((await endsInLine(handle)) ? `${line}\n` : `\n${line}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export interface WrittenHeads {
  /** The hashes written for each seal number; more than one is a contradiction. */
  readonly hashes: ReadonlyMap<number, ReadonlySet<string>>;
  readonly unreadableLines: number;
}

/** All heads ever written; empty when the file is not there. */
export async function readHeads(file: string): Promise<WrittenHeads> {
  const hashes = new Map<number, Set<string>>();
  let unreadableLines = 0;
  try {
    for await (const line of createInterface({ input: createReadStream(file, 'utf8') })) {
      if (line === '') continue;
      const head = readLine(line);
      if (head === undefined) unreadableLines++;
      else hashes.set(head.sealNumber, (hashes.get(head.sealNumber) ?? new Set()).add(head.hash));
    }
  } catch (error) {
    if (!isAbsent(error)) throw error;
  }
  return { hashes, unreadableLines };
}

const WrittenHead = z.object({ sealNumber: z.int().positive(), hash: z.string() });

function readLine(line: string): Head | undefined {
  try {
    return WrittenHead.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

function headOnly({ sealNumber, hash }: Head): Head {
  return { sealNumber, hash };
}

async function endsInLine(handle: Awaited<ReturnType<typeof open>>): Promise<boolean> {
  const { size } = await handle.stat();
  if (size === 0) return true;
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer.toString() === '\n';
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
