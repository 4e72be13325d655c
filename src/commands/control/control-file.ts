import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

/** How a command finds the running Steward, and proves that it may read the data folder. */
export const ControlFile = z.object({ port: z.number().int(), token: z.string().min(32) });
export type ControlFile = z.infer<typeof ControlFile>;

export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Written when Steward is ready, for its owner's eyes only. */
export async function writeControlFile(dataFolder: string, control: ControlFile): Promise<void> {
  // With PostgreSQL nothing else has made the folder.
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  await writeFile(fileIn(dataFolder), JSON.stringify(control), { mode: 0o600 });
}

/** Undefined when there is none, or none that can be read: then nobody runs as far as we can tell. */
export async function readControlFile(dataFolder: string): Promise<ControlFile | undefined> {
  const text = await readFile(fileIn(dataFolder), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  return ControlFile.safeParse(parsed(text)).data;
}

export async function removeControlFile(dataFolder: string): Promise<void> {
  await rm(fileIn(dataFolder), { force: true });
}

function fileIn(dataFolder: string): string {
  return path.join(dataFolder, 'control.json');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Half written by a Steward that was killed: the same as none.
  }
}
