import { type Expression, joinExpressions } from '#knowledge/licenses/expression.ts';
import aliases from '#knowledge/licenses/names/aliases.json' with { type: 'json' };
import { readClaim } from '#knowledge/licenses/names/claims.ts';
import type { LicenseMatch } from '#knowledge/licenses/names/find-license.ts';
import { beginsName, readSpoken } from '#knowledge/licenses/names/known-names.ts';
import { readNameInSentence } from '#knowledge/licenses/names/license-names.ts';
import type { NameReading } from '#knowledge/licenses/names/reading.ts';
import { hasUnknownOperand, readSurroundings } from '#knowledge/licenses/names/variants.ts';
import { isFiller, nameKey, readWords, type Word } from '#knowledge/licenses/names/words.ts';
import { parseExpression } from '#knowledge/licenses/parse-expression.ts';
import { findLicenseId, isKnownLicenseId } from '#knowledge/licenses/spdx.ts';

/** A license named inside a sentence, and where. */
export interface LicenseMention {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly match: Extract<LicenseMatch, { kind: 'found' | 'family' }> | Variant;
}

/** Something is added to a license, or changed in it: another license, whose terms nobody here has read. */
export interface Variant {
  readonly kind: 'variant';
  readonly of: Expression;
}

// What is longer is no question; only its beginning is read.
const MAX_SENTENCE = 4000;
const MAX_WORDS_OF_NAME = 16;

/**
 * The licenses and license expressions in what a person wrote, in order. Names that are also ordinary
 * words or products (curl, python, boost) count only when the sentence says that a license is meant.
 */
export function licenseMentions(sentence: string): readonly LicenseMention[] {
  const text = sentence.slice(0, MAX_SENTENCE);
  const words = readWords(text);
  const names: LicenseMention[] = [];
  for (let at = 0; at < words.length; ) {
    const found = readReference(text, words, at) ?? readLongest(text, words, at);
    if (found) names.push(found.mention);
    at = found?.next ?? at + 1;
  }
  const joined = joinMentions(
    text,
    words,
    names.filter((name, at) => !isPathPart(text, names, name, at)),
  );
  return joined.flatMap((name, at) => asQualified(text, name, joined[at + 1]?.start));
}

/** A variant of a license is never answered for as that license; what is denied was not named. */
function asQualified(
  text: string,
  name: LicenseMention,
  next: number | undefined,
): readonly LicenseMention[] {
  const surroundings = readSurroundings(text, name.start, name.end, next);
  if (surroundings === 'denied') return [];
  if (surroundings === 'plain' || name.match.kind !== 'found') return [name];
  return [{ ...name, match: { kind: 'variant', of: name.match.expression } }];
}

interface Found {
  readonly mention: LicenseMention;
  readonly next: number;
}

function readLongest(text: string, words: readonly Word[], from: number): Found | undefined {
  const first = words[from];
  if (first === undefined || isFiller(first) || !beginsName(first)) return undefined;
  for (let to = reachOf(text, words, from); to > from; to--) {
    const last = words[to - 1];
    if (last === undefined || (isFiller(last) && last.text !== ')')) continue;
    const span = words.slice(from, to);
    const reading = readNameInSentence(span);
    if (!reading || !isMeant(text, words, from, to, reading)) continue;
    const more = readOtherVersion(text, words, from, to);
    if (more) return more;
    const next = LICENSE_WORDS.has(words[to]?.text ?? '') ? to + 1 : to;
    return { mention: mention(text, first.start, words[next - 1]?.end ?? last.end, reading), next };
  }
  return undefined;
}

/** "gpl 2 or 3" */
function readOtherVersion(
  text: string,
  words: readonly Word[],
  from: number,
  to: number,
): Found | undefined {
  const next = words[to + 1]?.text === 'v' ? to + 3 : to + 2;
  const [first, last] = [words[from], words[next - 1]];
  if (words[to]?.text !== 'or' || last?.kind !== 'number' || !first) return undefined;
  const reading = readClaim(text, words.slice(from, next));
  return reading.kind === 'license'
    ? { mention: mention(text, first.start, last.end, reading), next }
    : undefined;
}

/** How far a name that begins here may go: not past the end of a clause. */
function reachOf(text: string, words: readonly Word[], from: number): number {
  let to = from + 1;
  for (; to < words.length && to < from + MAX_WORDS_OF_NAME; to++) {
    const word = words[to];
    const next = words[to + 1];
    if (word === undefined || word.kind === 'address' || ';?!\n|&…'.includes(word.text)) break;
    const spaced = text[word.end] === undefined || /\s/.test(text[word.end] ?? '');
    if ((word.text === '.' || word.text === ':') && spaced) break;
    if (word.text === ',' && !saysVersion(next)) break;
  }
  return to;
}

function saysVersion(word: Word | undefined): boolean {
  if (word === undefined) return false;
  return word.kind === 'number'
    ? word.text.includes('.')
    : ['version', 'v', 'ver'].includes(word.text);
}

/** Whether a license is meant here, and not a product or an ordinary word. */
function isMeant(
  text: string,
  words: readonly Word[],
  from: number,
  to: number,
  reading: NameReading,
): boolean {
  const span = words.slice(from, to);
  const written = text.slice(span[0]?.start, span.at(-1)?.end);
  const next = words[to]?.text ?? '';
  const key = nameKey(span);
  if (isPartOfLongerName(text, span)) return false;
  // "mit 0 warnings" is not MIT-0.
  if (key === 'mit0' && !written.includes('-')) return false;
  if (LICENSE_WORDS.has(next) || span.some((word) => LICENSE_WORDS.has(word.text))) return true;
  if (key === 'apache')
    return words[to]?.kind !== 'number' && (words[to]?.kind !== 'word' || FOLLOWERS.has(next));
  if (span.some((word) => BARE.has(word.text)) || PHRASES.some((phrase) => key.startsWith(phrase)))
    return true;
  // SPDX ids are the same in any case; in lower case a version tells `artistic-2.0` from a word.
  const exact =
    (isKnownLicenseId(written) && /-\d/.test(written)) ||
    (findLicenseId(written) !== undefined && /-\d+\.\d/.test(written));
  const spoken = readSpoken(span) === reading && span.length > 1;
  return exact || spoken || isLicensedUnder(words, from) || isOperand(text, span);
}

/** In `org.apache.commons`, `mit-utils` and `@scope/mit` the word is a piece of another name. */
function isPartOfLongerName(text: string, span: readonly Word[]): boolean {
  const start = span[0]?.start ?? 0;
  const end = span.at(-1)?.end ?? 0;
  const before = text.slice(Math.max(0, start - 2), start);
  const after = text.slice(end, end + 20);
  if (/[\w@][.@_:#\\-]$/.test(before) || /^[@_.:#\\][\p{L}\d]/u.test(after)) return true;
  const hyphened = /^-(\p{L}+)/u.exec(after)?.[1];
  return hyphened !== undefined && !COMPOUNDS.has(hyphened.toLowerCase());
}

/** In `@scope/mit` and `acme/gpl/tools` the word is a piece of a path; in `MIT/ISC` it is not. */
function isPathPart(
  text: string,
  names: readonly LicenseMention[],
  { start, end }: LicenseMention,
  at: number,
): boolean {
  const follows = text[start - 1] === '/' && names[at - 1]?.end !== start - 1;
  const leads = text[end] === '/' && names[at + 1]?.start !== end + 1;
  return (
    (follows && /[\w@]/.test(text[start - 2] ?? '')) || (leads && /\w/.test(text[end + 1] ?? ''))
  );
}

/** In `MIT AND Zlib` the second is a license too, although by itself it may be a library. */
function isOperand(text: string, span: readonly Word[]): boolean {
  const start = span[0]?.start ?? 0;
  const end = span.at(-1)?.end ?? 0;
  if (!isKnownLicenseId(text.slice(start, end))) return false;
  const before = text.slice(Math.max(0, start - 20), start);
  const after = text.slice(end, end + 20);
  return /(?:^|[\s)])(?:OR|AND)\s+\(*$/.test(before) || /^\)*\s+(?:OR|AND)\s/.test(after);
}

/** "licensed under [the] X" */
function isLicensedUnder(words: readonly Word[], from: number): boolean {
  const before = words.slice(Math.max(0, from - 3), from).map((word) => word.text);
  const under = before.findIndex((text) => text === 'under' || text === 'as');
  return (
    under > 0 &&
    ['licensed', 'licenced', 'released', 'distributed', 'relicensed'].includes(
      before[under - 1] ?? '',
    )
  );
}

/** `LicenseRef-…` is an id of the writer's own. */
function readReference(text: string, words: readonly Word[], from: number): Found | undefined {
  const first = words[from];
  if (first === undefined || (first.text !== 'licenseref' && first.text !== 'documentref'))
    return undefined;
  const written =
    /^[\w.:-]+/.exec(text.slice(first.start, first.start + 200))?.[0].replace(/[.:]+$/, '') ?? '';
  const parsed = parseExpression(written);
  if (parsed.kind === 'error') return undefined;
  const end = first.start + written.length;
  const next = words.findIndex((word, at) => at > from && word.start >= end);
  const reading: NameReading = { kind: 'license', expression: parsed.expression };
  return {
    mention: mention(text, first.start, end, reading),
    next: next < 0 ? words.length : next,
  };
}

/** Licenses with an operator between them are one expression; one with an operand that nobody knows is none at all. */
function joinMentions(
  text: string,
  words: readonly Word[],
  names: readonly LicenseMention[],
): readonly LicenseMention[] {
  const joined: LicenseMention[] = [];
  for (let at = 0; at < names.length; ) {
    let next = at + 1;
    while (next < names.length && isOperator(text.slice(names[next - 1]?.end, names[next]?.start)))
      next++;
    const group = names.slice(at, next);
    const [first, last] = [group[0]?.start ?? 0, group.at(-1)?.end ?? 0];
    if (!hasUnknownOperand(text, first, last)) joined.push(...asExpression(text, words, group));
    at = next;
  }
  return joined;
}

function asExpression(
  text: string,
  words: readonly Word[],
  group: readonly LicenseMention[],
): readonly LicenseMention[] {
  const [first] = group;
  const last = group.at(-1);
  if (group.length < 2 || !first || !last) return group;
  const { start, end } = balance(text, first.start, last.end);
  const reading = readClaim(
    text,
    words.filter((word) => word.start >= start && word.end <= end),
  );
  if (reading.kind === 'license') return [mention(text, start, end, reading)];
  const expression = joinAlternatives(text, group);
  return expression ? [mention(text, start, end, { kind: 'license', expression })] : group;
}

/** "mit / apache": names that only people use, with nothing but slashes between them. */
function joinAlternatives(text: string, group: readonly LicenseMention[]): Expression | undefined {
  const gaps = group.slice(1).map((next, at) => text.slice(group[at]?.end, next.start).trim());
  const found = group.flatMap(({ match }) => (match.kind === 'found' ? [match.expression] : []));
  const [first, ...rest] = found;
  if (!first || found.length < group.length || !gaps.every((gap) => gap === '/')) return undefined;
  return joinExpressions('or', [first, ...rest]);
}

function isOperator(gap: string): boolean {
  return gap.length < 30 && /^(?:OR|AND|\/|\|\|?)$/.test(gap.replaceAll(/[\s()]/g, ''));
}

/** Takes in the parentheses that the expression needs on either side. */
function balance(text: string, from: number, to: number): { start: number; end: number } {
  let start = from;
  let end = to;
  const count = (sign: string): number => text.slice(start, end).split(sign).length - 1;
  while (count(')') > count('(') && /[\s(]/.test(text[start - 1] ?? '')) start--;
  while (count('(') > count(')') && /[\s)]/.test(text[end] ?? '')) end++;
  return { start, end };
}

function mention(text: string, start: number, end: number, reading: NameReading): LicenseMention {
  const match: LicenseMention['match'] =
    reading.kind === 'license'
      ? { kind: 'found', expression: reading.expression }
      : { kind: 'family', family: reading.family, candidates: reading.candidates };
  return { start, end, text: text.slice(start, end), match };
}

const LICENSE_WORDS = new Set(
  'license licence licenses licences licensed licenced licensing'.split(' '),
);
// "GPL-compatible" speaks of the GPL; "gpl-utils" is a package.
const COMPOUNDS = new Set([
  ...LICENSE_WORDS,
  ...'compatible incompatible style like code only based covered family'.split(' '),
]);
const BARE = new Set(aliases.bare);
const FOLLOWERS = new Set(aliases.followers);
const PHRASES = aliases.barePhrases.map((phrase) => nameKey(readWords(phrase)));
