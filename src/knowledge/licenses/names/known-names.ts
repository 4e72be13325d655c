import aliases from '#knowledge/licenses/names/aliases.json' with { type: 'json' };
import { listedNames } from '#knowledge/licenses/names/families.ts';
import { agree, type NameReading, same } from '#knowledge/licenses/names/reading.ts';
import { isFiller, nameKey, readWords, type Word } from '#knowledge/licenses/names/words.ts';
import { parseExpression } from '#knowledge/licenses/parse-expression.ts';
import { findLicenseId, licenseIds } from '#knowledge/licenses/spdx.ts';

/** A name as the SPDX list or our aliases have it, without reading versions or exceptions. */
export function findKnownName(words: readonly Word[]): NameReading | undefined {
  const key = nameKey(words);
  const ambiguous = ambiguousByKey.get(key);
  if (ambiguous) return ambiguous;
  if (/^bsd\d$/.test(key) && words.some(saysVersion)) return BSD;
  return namesByKey.get(key) ?? namesByKey.get(nameKey(withoutSoftware(words)));
}

/** What people call a license when they talk, which no publisher may mean so: "apache", "the mozilla one". */
export function readSpoken(words: readonly Word[]): NameReading | undefined {
  return spokenByKey.get(nameKey(words));
}

/** Whether any name of a license begins with this word. */
export function beginsName(word: Word): boolean {
  return firstWords.has(word.text);
}

/** "BSD 2.0" and "BSD v3" count versions, which BSD has none of, and not clauses. */
function saysVersion(word: Word): boolean {
  return word.kind === 'number' ? word.text.includes('.') : /^v(?:ersion)?$/.test(word.text);
}

const namesByKey = nameLicenses();
const ambiguousByKey = nameAmbiguous();
const spokenByKey = nameSpoken();
const firstWords = findFirstWords();
const BSD = ambiguousByKey.get('bsd');

function nameLicenses(): ReadonlyMap<string, NameReading> {
  const derived = new Map<string, NameReading>();
  for (const [id, name] of listedNames) {
    const reading = readingOf(id);
    for (const key of new Set([nameKey(name), nameKey(withoutSoftware(name)), keyOf(id)])) {
      const other = derived.get(key);
      derived.set(key, other && !same(other, reading) ? agree(other, reading) : reading);
    }
  }
  for (const [id, spellings] of Object.entries<readonly string[]>(aliases.names)) {
    for (const spelling of spellings) derived.set(keyOf(spelling), readingOf(id));
  }
  return derived;
}

function nameSpoken(): ReadonlyMap<string, NameReading> {
  const named = new Map<string, NameReading>();
  for (const [id, spellings] of Object.entries<readonly string[]>(aliases.spoken)) {
    for (const spelling of spellings) named.set(keyOf(spelling), readingOf(id));
  }
  return named;
}

function findFirstWords(): ReadonlySet<string> {
  const spellings = [
    ...Object.values<readonly string[]>(aliases.names).flat(),
    ...Object.values<readonly string[]>(aliases.families).flat(),
    ...Object.values<readonly string[]>(aliases.spoken).flat(),
    ...Object.values(aliases.ambiguous).flatMap(({ names }) => names),
    ...licenseIds,
  ];
  const first = spellings.map(
    (spelling) => /^(?:[a-z*]+|\d+)/.exec(spelling.toLowerCase())?.[0] ?? '',
  );
  const named = [...listedNames.values()].flatMap(
    (name) => name.find((word) => !isFiller(word))?.text ?? [],
  );
  return new Set([...first, ...named, 'creative']);
}

function nameAmbiguous(): ReadonlyMap<string, NameReading> {
  const named = new Map<string, NameReading>();
  for (const [family, { names, candidates }] of Object.entries(aliases.ambiguous)) {
    for (const spelling of names)
      named.set(keyOf(spelling), { kind: 'family', family, candidates });
  }
  return named;
}

// Aliases may stand for an expression; ids of the list are terms.
function readingOf(written: string): NameReading {
  const id = findLicenseId(written);
  const parsed = id === undefined ? parseExpression(written) : undefined;
  if (parsed?.kind === 'expression') return { kind: 'license', expression: parsed.expression };
  return { kind: 'license', expression: { kind: 'license', id: id ?? written } };
}

function withoutSoftware(words: readonly Word[]): readonly Word[] {
  return words.filter((word) => word.text !== 'software');
}

function keyOf(text: string): string {
  return nameKey(readWords(text));
}
