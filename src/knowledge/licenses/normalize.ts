import { z } from 'zod';
import { type Expression, printExpression } from '#knowledge/licenses/expression.ts';
import { readLegacyEntries } from '#knowledge/licenses/legacy-entries.ts';
import { type ClaimReading, readClaim } from '#knowledge/licenses/names/claims.ts';
import { readStatement } from '#knowledge/licenses/names/statements.ts';
import { readWords, type Word } from '#knowledge/licenses/names/words.ts';
import {
  MAX_EXPRESSION_DEPTH,
  MAX_EXPRESSION_LENGTH,
  parseExpression,
} from '#knowledge/licenses/parse-expression.ts';

/** How sure a published license field is; only `ok` and `corrected` give an expression. */
export const LicenseClass = z.enum([
  'ok',
  'corrected',
  'ambiguous',
  'see-file',
  'proprietary',
  'url',
  'unknown',
  'missing',
  'error',
]);
export type LicenseClass = z.infer<typeof LicenseClass>;

/** What a published license field says. It is a claim of the publisher, not a fact. */
export interface LicenseFinding {
  readonly class: LicenseClass;
  /** What was published, as text, cut to a length that fits a card. */
  readonly published: string;
  readonly expression?: Expression;
  /** The expression as canonical text. */
  readonly normalized?: string;
  /** What it names when that is not one license: BSD, GPL, "several licenses". */
  readonly family?: string;
  /** The licenses it may mean, as ids. */
  readonly candidates?: readonly string[];
  /** The file that is said to hold the license. */
  readonly file?: string;
  readonly reason: string;
}

/**
 * Reads a published license field of any shape: text, an old-style object or list, or nothing.
 * Never guesses and never throws: a name counts only when all of it is understood.
 */
export function normalizeLicense(published: unknown): LicenseFinding {
  const entries = readLegacyEntries(published);
  if (entries === undefined) {
    const reason = 'the field is neither text nor a license entry';
    return { class: 'error', published: typeof published, reason };
  }
  const shown = cut(entries.map((entry) => entry ?? '').join(', '));
  if (typeof published === 'string') return { ...readText(published), published: shown };
  return { ...readEntries(entries), published: shown };
}

type Reading = Omit<LicenseFinding, 'published'>;

const MAX_SHOWN = 300;

function readText(text: string): Reading {
  if (text.length > MAX_EXPRESSION_LENGTH)
    return unknown('it is too long to be the name of a license');
  const strict = parseExpression(text);
  if (strict.kind === 'expression') {
    return strict.asWritten
      ? certain('ok', strict.expression, 'valid as written')
      : certain('corrected', strict.expression, 'the casing was corrected');
  }
  const words = readWords(text);
  if (depthOf(words) > MAX_EXPRESSION_DEPTH) return { class: 'error', reason: strict.reason };
  const statement = readStatement(text.trim(), words);
  if (statement) return statement;
  return readClaimOf(text, words, strict.reason, strict.unknownName === undefined);
}

function readClaimOf(
  text: string,
  words: readonly Word[],
  reason: string,
  onlyKnown: boolean,
): Reading {
  const claim =
    depthOf(words) >= 0
      ? readClaim(text, words)
      : brokenUnlessProse(
          readClaim(
            text,
            words.filter((word) => !'()'.includes(word.text)),
          ),
          reason,
        );
  switch (claim.kind) {
    case 'license':
      return certain(
        'corrected',
        claim.expression,
        'one clear meaning, though not written as an SPDX expression',
      );
    case 'family':
      return {
        class: 'ambiguous',
        family: claim.family,
        candidates: claim.candidates,
        reason: `it names ${claim.family}, which is not one license`,
      };
    case 'malformed':
      return { class: 'error', reason: claim.reason };
    case 'unknown':
      return onlyKnown ? { class: 'error', reason } : unknown('it is not a license that we know');
  }
}

/** An unbalanced parenthesis breaks an expression; in prose that names no license it is just a sign. */
function brokenUnlessProse(claim: ClaimReading, reason: string): ClaimReading {
  const prose = claim.kind === 'unknown' && !claim.namesLicense;
  return prose ? claim : { kind: 'malformed', reason };
}

function readEntries(entries: readonly (string | undefined)[]): Reading {
  const readings = entries.map((entry) => (entry === undefined ? missing() : readText(entry)));
  const [first, ...others] = readings;
  if (first === undefined) return missing();
  const alike = others.every(
    (other) =>
      other.class !== 'missing' &&
      other.normalized !== undefined &&
      other.normalized === first.normalized,
  );
  if (others.length === 0 || alike) return asCorrected(first);
  return {
    class: 'ambiguous',
    family: 'several licenses',
    candidates: readings.flatMap((reading) => reading.normalized ?? reading.candidates ?? []),
    reason: 'several licenses are listed and it is not said whether one may choose',
  };
}

/** An old-style entry is not valid as written, however clear its name is. */
function asCorrected(reading: Reading): Reading {
  if (reading.class !== 'ok') return reading;
  return { ...reading, class: 'corrected', reason: 'taken out of an old-style entry' };
}

function certain(kind: 'ok' | 'corrected', expression: Expression, reason: string): Reading {
  return { class: kind, expression, normalized: printExpression(expression), reason };
}

function missing(): Reading {
  return { class: 'missing', reason: 'nothing is published' };
}

function unknown(reason: string): Reading {
  return { class: 'unknown', reason };
}

/** How deep parentheses are nested; -1 when they do not match. */
function depthOf(words: readonly Word[]): number {
  let depth = 0;
  let deepest = 0;
  for (const word of words) {
    if (word.text === '(') depth++;
    if (word.text === ')') depth--;
    if (depth < 0) return -1;
    deepest = Math.max(deepest, depth);
  }
  return depth === 0 ? deepest : -1;
}

function cut(text: string): string {
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text;
}
