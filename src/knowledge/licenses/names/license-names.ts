import { type Expression, printExpression } from '#knowledge/licenses/expression.ts';
import { findException } from '#knowledge/licenses/names/exceptions.ts';
import { type Family, familyCandidates, findFamily } from '#knowledge/licenses/names/families.ts';
import { findKnownName, readSpoken } from '#knowledge/licenses/names/known-names.ts';
import { agree, candidatesOf, type NameReading, same } from '#knowledge/licenses/names/reading.ts';
import {
  isFiller,
  nameKey,
  prefixKeys,
  shortVersion,
  type Word,
} from '#knowledge/licenses/names/words.ts';

/** Longer than any name of a license; what is longer is prose. */
const MAX_NAME_WORDS = 24;

/** Reads one license name; undefined unless every word of it is understood. */
export function readName(words: readonly Word[]): NameReading | undefined {
  if (words.length > MAX_NAME_WORDS) return undefined;
  return readPlain(words) ?? readWithAbbreviation(words) ?? readStyle(words) ?? readTwice(words);
}

/** As `readName`, without the forms that only stand alone: a style, or a name said twice. */
export function readNameInSentence(words: readonly Word[]): NameReading | undefined {
  return readSpoken(words) ?? readPlain(words) ?? readWithAbbreviation(words);
}

/** Reads a version that stands alone and takes its name from the license before it, as in "GPLv2 or v3". */
export function readVersionOf(family: Family, words: readonly Word[]): NameReading | undefined {
  return words.some((word) => word.kind === 'number') ? readVersion(family, words) : undefined;
}

function readPlain(words: readonly Word[]): NameReading | undefined {
  if (nameKey(words) === '') return undefined;
  return findKnownName(words) ?? readVersioned(versionLast(withoutDate(words)));
}

function readVersioned(words: readonly Word[]): NameReading | undefined {
  const keys = prefixKeys(words);
  for (let end = words.length; end > 0; end--) {
    const family = findFamily(keys[end - 1] ?? '');
    const reading = family && readVersion(family, words.slice(end));
    if (reading) return reading;
  }
  return undefined;
}

function readVersion(family: Family, words: readonly Word[]): NameReading | undefined {
  let version: string | undefined;
  let later = false;
  let only = false;
  let exception: readonly Word[] | undefined;
  for (const [at, word] of words.entries()) {
    if (isFiller(word) || word.text === 'software') continue;
    if (word.text === 'with' || word.text === 'w') {
      exception = words.slice(at + 1);
      break;
    }
    if (word.kind === 'number') {
      if (version !== undefined) return undefined;
      version = shortVersion(word.text);
    } else if (word.text === '+' && !later && isAttached(words[at - 1], word)) later = true;
    else if (word.text === 'only') only = true;
    else if (!(family.stem.startsWith('CC') && PORTS.has(word.text))) return undefined;
  }
  if (later && only) return undefined;
  return finishVersion(family, { version, later, exception });
}

/** In "mpl2 + agpl3" the plus belongs to neither. */
function isAttached(before: Word | undefined, plus: Word): boolean {
  return before === undefined || before.end === plus.start || plus.end > plus.start + 1;
}

interface Written {
  readonly version: string | undefined;
  readonly later: boolean;
  readonly exception: readonly Word[] | undefined;
}

function finishVersion(family: Family, written: Written): NameReading | undefined {
  const { version, later } = written;
  if (version === undefined) return unversioned(family, written);
  const id = family.versions.get(version);
  if (id === undefined) return lettered(family, version);
  const exception = written.exception && findException(written.exception, version);
  if (written.exception && exception === undefined) return undefined;
  const suffix = family.gnu ? (later ? '-or-later' : '-only') : '';
  const expression: Expression = {
    kind: 'license',
    id: id + suffix,
    ...(later && !family.gnu ? { orLater: true } : {}),
    ...(exception === undefined ? {} : { exception }),
  };
  return { kind: 'license', expression, lineage: family };
}

function unversioned(family: Family, written: Written): NameReading | undefined {
  if (!family.single) return asFamily(family, familyCandidates(family));
  const [id] = family.versions.values();
  if (id === undefined || written.later || written.exception) return undefined;
  return { kind: 'license', expression: { kind: 'license', id }, lineage: family };
}

/** "LPPL 1.3" may be 1.3a or 1.3c. */
function lettered(family: Family, version: string): NameReading | undefined {
  const ids = [...family.versions].filter(
    ([other]) => /^[a-z]$/.test(other.slice(version.length)) && other.startsWith(version),
  );
  return ids.length > 0
    ? asFamily(
        family,
        ids.map(([, id]) => id),
      )
    : undefined;
}

function asFamily(family: Family, candidates: readonly string[]): NameReading {
  return { kind: 'family', family: family.stem, candidates, lineage: family };
}

/** "ISC License (ISCL)": what stands in parentheses must say the same, or be the vaguer of the two. */
function readWithAbbreviation(words: readonly Word[]): NameReading | undefined {
  const open = words.findIndex((word) => word.text === '(');
  const close = words.findIndex((word) => word.text === ')');
  if (open < 0 || close < open + 2) return undefined;
  const inside = readPlain(words.slice(open + 1, close));
  const outside = readPlain([...words.slice(0, open), ...words.slice(close + 1)]);
  return inside && outside && agree(outside, withExceptionOf(outside, inside));
}

/** "GPL version 2 (GPL2) with the Classpath exception": the short name is of the license alone. */
function withExceptionOf(outside: NameReading, inside: NameReading): NameReading {
  if (outside.kind === 'family' || inside.kind === 'family') return inside;
  const { expression } = outside;
  if (expression.kind !== 'license' || expression.exception === undefined) return inside;
  const { exception, ...bare } = expression;
  return same({ kind: 'license', expression: bare }, inside) ? outside : inside;
}

/** "BSD-style", "MIT-like": near a license, and so not that license. */
function readStyle(words: readonly Word[]): NameReading | undefined {
  const style = words.findLastIndex((word) => STYLES.has(word.text));
  if (style < 1 || !words.slice(style + 1).every(isFiller)) return undefined;
  const model = readPlain(words.slice(0, style));
  if (model === undefined) return undefined;
  const name = model.kind === 'family' ? model.family : printExpression(model.expression);
  return { kind: 'family', family: `${name}-style`, candidates: candidatesOf(model) };
}

/** "MIT - The MIT License": the same license said in two ways. */
function readTwice(words: readonly Word[]): NameReading | undefined {
  for (let cut = 1; cut < words.length; cut++) {
    const before = words.slice(0, cut);
    const after = words.slice(cut);
    if (textOf(before) === textOf(after)) continue;
    const first = readPlain(before);
    const second = first && readPlain(after);
    if (first?.kind === 'license' && second && same(first, second)) return first;
  }
  return undefined;
}

/** "version 2 of the GPL" → "the GPL version 2". */
function versionLast(words: readonly Word[]): readonly Word[] {
  const of = words.findIndex((word) => word.text === 'of');
  const leads =
    of > 0 &&
    words
      .slice(0, of)
      .every((word) => word.kind === 'number' || word.text === '+' || isFiller(word));
  return leads ? [...words.slice(of + 1), ...words.slice(0, of)] : words;
}

/** "Version 2.0, January 2004", "Version 3, 29 June 2007": the day a text was published tells nothing new. */
function withoutDate(words: readonly Word[]): readonly Word[] {
  const month = words.findIndex((word) => MONTHS.has(word.text));
  if (month < 1 || !/^(19|20)\d\d$/.test(words[month + 1]?.text ?? '')) return words;
  const from =
    /^\d\d?$/.test(words[month - 1]?.text ?? '') && month > 2 && words[month - 2]?.kind !== 'word'
      ? month - 1
      : month;
  return [...words.slice(0, from), ...words.slice(month + 2)];
}

function textOf(words: readonly Word[]): string {
  return words.map((word) => word.text).join(' ');
}

const STYLES = new Set([
  'style',
  'styled',
  'like',
  'ish',
  'type',
  'variant',
  'derived',
  'based',
  'alike',
  'similar',
]);
const MONTHS = new Set(
  'january february march april may june july august september october november december'.split(
    ' ',
  ),
);
const PORTS = new Set(['international', 'unported', 'generic', 'universal', 'intl', 'public']);
