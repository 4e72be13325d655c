import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StewardError } from '#foundation/kernel/errors.ts';

/** Throws `misconfigured` when it cannot be written there. */
export async function writeManifest(file: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(file, content);
  } catch (cause) {
    throw new StewardError('misconfigured', 'the manifest cannot be written', {
      advice: `${path.resolve(file)} cannot be written. Name a file in a folder that is there.`,
      cause,
    });
  }
}

/** `invalid-input`: what was asked for gives no manifest. */
export function refused(advice: string): StewardError {
  return new StewardError('invalid-input', 'manifest: wrong options', { advice });
}
