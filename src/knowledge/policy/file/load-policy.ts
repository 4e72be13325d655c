import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { StewardError } from '#foundation/kernel/errors.ts';
import type { Mistake } from '#foundation/kernel/read-yaml.ts';
import type { Policy } from '#knowledge/policy/file/policy-file.ts';
import { readPolicy } from '#knowledge/policy/file/read-policy.ts';

export interface LoadedPolicy {
  readonly policy: Policy;
  /** Of the file's bytes, in hexadecimal: proves which text was in force. */
  readonly sha256: string;
}

const MAX_BYTES = 4_000_000;

/**
 * Reads and checks a policy file.
 * @throws StewardError `misconfigured` with every mistake by file and line, or when the file cannot be read
 */
export async function loadPolicy(file: string): Promise<LoadedPolicy> {
  const text = await readOfficeFile(file);
  const reading = readPolicy(text, file);
  if (reading.kind === 'mistakes') throw mistakesIn('The policy', reading.mistakes);
  return { policy: reading.policy, sha256: createHash('sha256').update(text).digest('hex') };
}

/** A text file of the office folder, bounded in size. */
export async function readOfficeFile(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > MAX_BYTES) throw new RangeError(`${size} bytes`);
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new StewardError('misconfigured', `cannot read ${file}`, {
      advice: `${file} cannot be read. Check STEWARD_OFFICE, or make an office folder with: npx steward init DIR`,
      cause,
    });
  }
}

export function mistakesIn(what: string, mistakes: readonly Mistake[]): StewardError {
  const lines = mistakes.map(
    ({ file, line, path, expected }) =>
      `  ${file}:${line}: ${path === '' ? '' : `${path}: `}${expected}`,
  );
  return new StewardError('misconfigured', `${what}: ${mistakes.length} mistakes`, {
    advice: `${what} has ${mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`}:\n${lines.join('\n')}`,
  });
}
