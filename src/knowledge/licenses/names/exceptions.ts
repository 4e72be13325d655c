import aliases from '#knowledge/licenses/names/aliases.json' with { type: 'json' };
import { nameKey, readWords, shortVersion, type Word } from '#knowledge/licenses/names/words.ts';
import { exceptionIds } from '#knowledge/licenses/spdx.ts';

/** The license exception that these words name, beside a license of this version; undefined when not sure. */
export function findException(words: readonly Word[], version: string): string | undefined {
  const key = nameKey(words.filter((word) => !NOISE.has(word.text)));
  return exceptionsByKey.get(key) ?? byVersion[key]?.[shortVersion(version)];
}

const NOISE = new Set(['exception', 'exceptions', 'gnu', 'a', 'an', 'gpl', 'special', 'runtime']);

// The same words mean another exception beside GPL version 2 than beside version 3.
const byVersion: Readonly<Record<string, Readonly<Record<string, string>>>> =
  aliases.exceptionsByVersion;

const exceptionsByKey = nameExceptions();

function nameExceptions(): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  for (const id of exceptionIds) named.set(keyOf(id), id);
  for (const [id, spellings] of Object.entries<readonly string[]>(aliases.exceptions)) {
    for (const spelling of spellings) named.set(keyOf(spelling), id);
  }
  return named;
}

function keyOf(text: string): string {
  return nameKey(readWords(text).filter((word) => !NOISE.has(word.text)));
}
