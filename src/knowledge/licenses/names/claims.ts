import { type Expression, joinExpressions } from '#knowledge/licenses/expression.ts';
import type { Family } from '#knowledge/licenses/names/families.ts';
import { readName, readVersionOf } from '#knowledge/licenses/names/license-names.ts';
import { saysDual, trimNoise } from '#knowledge/licenses/names/phrases.ts';
import type { NameReading } from '#knowledge/licenses/names/reading.ts';
import { isFiller, type Word } from '#knowledge/licenses/names/words.ts';
import { parseExpression } from '#knowledge/licenses/parse-expression.ts';

/** What a written claim says: a license, a family or no clear choice, nothing that we understand, or a broken expression. */
export type ClaimReading =
  | NameReading
  | { readonly kind: 'unknown'; readonly namesLicense: boolean }
  | { readonly kind: 'malformed'; readonly reason: string };

/** Reads names joined by words or signs. `text` is what the words were cut from. */
export function readClaim(text: string, words: readonly Word[]): ClaimReading {
  return readParts(text, unwrap(words));
}

type Joint = 'or' | 'and' | 'unsaid';

interface Segment {
  readonly from: number;
  readonly to: number;
  /** What stands after it; undefined after the last. */
  readonly joint: Joint | undefined;
}

// A name with "and" or "or" in it never has more parts than this ("New or Revised").
const MAX_SEGMENTS_IN_NAME = 4;
// A package with more parts than this has no field that a person wrote; strict expressions are read elsewhere.
const MAX_SEGMENTS = 100;

function readParts(text: string, words: readonly Word[]): ClaimReading {
  const segments = splitAtJoints(words);
  if (segments.length > MAX_SEGMENTS) return { kind: 'unknown', namesLicense: false };
  const readings: ClaimReading[] = [];
  const joints: Joint[] = [];
  let lineage: Family | undefined;
  for (let at = 0; at < segments.length; ) {
    const named = readLongest(words, segments.slice(at, at + MAX_SEGMENTS_IN_NAME));
    const segment = segments[at];
    if (!segment) break;
    const reading =
      named?.reading ?? readSegment(text, words.slice(segment.from, segment.to), lineage);
    at += named?.count ?? 1;
    readings.push(reading);
    lineage = 'lineage' in reading ? reading.lineage : undefined;
    const joint = segments[at - 1]?.joint;
    if (joint) joints.push(joint);
  }
  const [only] = readings;
  if (words.every(isFiller) && words.length > 0) return { kind: 'unknown', namesLicense: false };
  return readings.length === 1 && only ? only : combine(readings, joints, saysDual(words));
}

/** The most segments that read as one name, when that is more than one. */
function readLongest(
  words: readonly Word[],
  segments: readonly Segment[],
): { reading: NameReading; count: number } | undefined {
  const empty = segments.findIndex((segment) => segment.from === segment.to);
  for (let count = empty < 0 ? segments.length : empty; count > 1; count--) {
    const from = segments[0]?.from;
    const reading = readName(trimNoise(words.slice(from, segments[count - 1]?.to)));
    if (reading) return { reading, count };
  }
  return undefined;
}

function readSegment(
  text: string,
  words: readonly Word[],
  lineage: Family | undefined,
): ClaimReading {
  if (words.every(isFiller))
    return { kind: 'malformed', reason: 'a license is missing beside an operator' };
  const inner = unwrap(words);
  if (inner.length < words.length) return readParts(text, inner);
  const first = words[0];
  const last = words.at(-1);
  const written = first && last ? text.slice(first.start, last.end) : '';
  const strict = parseExpression(written);
  if (strict.kind === 'expression') return { kind: 'license', expression: strict.expression };
  const reading =
    readName(words) ?? readName(trimNoise(words)) ?? (lineage && readVersionOf(lineage, words));
  return reading ?? { kind: 'unknown', namesLicense: false };
}

function combine(
  readings: readonly ClaimReading[],
  joints: readonly Joint[],
  dual: boolean,
): ClaimReading {
  const malformed = readings.find((reading) => reading.kind === 'malformed');
  const known = readings.filter(
    (reading) => reading.kind === 'license' || reading.kind === 'family',
  );
  const unknown = readings.some((reading) => reading.kind === 'unknown');
  if (malformed && !unknown) return malformed;
  if (unknown || malformed) {
    const namesLicense =
      known.length > 0 || readings.some((r) => r.kind === 'unknown' && r.namesLicense);
    return { kind: 'unknown', namesLicense };
  }
  const family = known.find((reading) => reading.kind === 'family');
  const expressions = known.flatMap((reading) =>
    reading.kind === 'license' ? [reading.expression] : [],
  );
  if (family) return family;
  const expression = join(expressions, resolveJoints(joints, dual));
  return expression ? { kind: 'license', expression } : unsaid(known);
}

/** "A, B or C" is a choice of three; commas alone say nothing. "Dual licensed under A and B" may mean either. */
function resolveJoints(joints: readonly Joint[], dual: boolean): readonly Joint[] {
  const last = joints.at(-1) ?? 'unsaid';
  const list = joints.slice(0, -1).every((joint) => joint === 'unsaid');
  const resolved = list ? joints.map(() => last) : joints;
  return dual && resolved.includes('and') ? ['unsaid'] : resolved;
}

function join(
  expressions: readonly Expression[],
  joints: readonly Joint[],
): Expression | undefined {
  if (joints.includes('unsaid')) return undefined;
  const alternatives: Expression[][] = [[]];
  for (const [at, expression] of expressions.entries()) {
    if (joints[at - 1] === 'or') alternatives.push([]);
    alternatives.at(-1)?.push(expression);
  }
  const conjunctions = alternatives.flatMap(([first, ...rest]) =>
    first ? [joinExpressions('and', [first, ...rest])] : [],
  );
  const [first, ...rest] = conjunctions;
  return first && joinExpressions('or', [first, ...rest]);
}

function unsaid(readings: readonly NameReading[]): NameReading {
  const candidates = readings.flatMap((reading) =>
    reading.kind === 'license' && reading.expression.kind === 'license'
      ? [reading.expression.id]
      : [],
  );
  return { kind: 'family', family: 'several licenses', candidates };
}

function splitAtJoints(words: readonly Word[]): readonly Segment[] {
  const segments: Segment[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < words.length; at++) {
    const text = words[at]?.text;
    if (text === '(') depth++;
    if (text === ')') depth--;
    const joint = depth === 0 ? jointAt(words, at) : undefined;
    if (!joint) continue;
    const ends = joint.next === words.length && joint.joint === 'unsaid';
    segments.push({ from, to: at, joint: ends ? undefined : joint.joint });
    // A comma at the very end joins nothing.
    if (ends) return segments;
    at = joint.next - 1;
    from = joint.next;
  }
  segments.push({ from, to: words.length, joint: undefined });
  return segments;
}

/** The joint that begins here; ", or" and "and/or" are one joint. */
function jointAt(words: readonly Word[], at: number): { joint: Joint; next: number } | undefined {
  let next = at;
  while (PAUSES.has(words[next]?.text ?? '')) next++;
  const joint = operatorAt(words, next);
  if (joint === undefined) return next === at ? undefined : { joint: 'unsaid', next };
  const andOr = joint === 'and' && words[next + 1]?.text === '/' && words[next + 2]?.text === 'or';
  return andOr ? { joint: 'unsaid', next: next + 3 } : { joint, next: next + 1 };
}

const PAUSES = new Set([',', ';', '\n']);

function operatorAt(words: readonly Word[], at: number): Joint | undefined {
  const word = words[at];
  switch (word?.text) {
    case 'or':
    case '|':
    case '||':
      return 'or';
    case '/':
      return words[at - 1]?.text === 'w' ? undefined : 'or';
    case 'and':
    case '&&':
      return 'and';
    case '&':
      return 'unsaid';
    case '+':
      return isJoiningPlus(words, at) ? 'unsaid' : undefined;
    default:
      return undefined;
  }
}

/** In "CDDL+GPL" and "MIT + ISC" the plus joins; in "GPL-2.0+" and "GPLv2+ or MIT" it means "or later". */
function isJoiningPlus(words: readonly Word[], at: number): boolean {
  const before = words[at - 1];
  const plus = words[at];
  const after = words[at + 1];
  if (!before || !plus || after?.kind !== 'word' || isFiller(after)) return false;
  const wordsOfSyntax = ['or', 'and', 'with', 'w', 'only'];
  return !wordsOfSyntax.includes(after.text) && (before.end < plus.start || before.kind === 'word');
}

/** Takes away parentheses around the whole. */
function unwrap(words: readonly Word[]): readonly Word[] {
  let inner = words;
  while (inner[0]?.text === '(' && closesAtEnd(inner)) inner = inner.slice(1, -1);
  return inner;
}

function closesAtEnd(words: readonly Word[]): boolean {
  let depth = 0;
  for (const [at, word] of words.entries()) {
    if (word.text === '(') depth++;
    if (word.text === ')') depth--;
    if (depth === 0) return at === words.length - 1;
  }
  return false;
}
