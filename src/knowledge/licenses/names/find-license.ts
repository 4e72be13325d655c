import Fuse from 'fuse.js';
import type { Expression } from '#knowledge/licenses/expression.ts';
import aliases from '#knowledge/licenses/names/aliases.json' with { type: 'json' };
import { readClaim } from '#knowledge/licenses/names/claims.ts';
import { familyCandidates, findFamily } from '#knowledge/licenses/names/families.ts';
import { readSpoken } from '#knowledge/licenses/names/known-names.ts';
import { trimNoise } from '#knowledge/licenses/names/phrases.ts';
import { readStatement } from '#knowledge/licenses/names/statements.ts';
import {
  isFiller,
  nameKey,
  readWords,
  shortVersion,
  type Word,
} from '#knowledge/licenses/names/words.ts';
import { parseExpression } from '#knowledge/licenses/parse-expression.ts';
import { describeLicense, licenseIds } from '#knowledge/licenses/spdx.ts';

export type LicenseMatch =
  | { readonly kind: 'found'; readonly expression: Expression }
  /** Several licenses go by this name; ask which. */
  | { readonly kind: 'family'; readonly family: string; readonly candidates: readonly string[] }
  /** Nothing goes by this name; these are spelt much like it. A question to ask, never an answer. */
  | { readonly kind: 'near'; readonly candidates: readonly string[] }
  | { readonly kind: 'none' };

// Longer than any name or expression that a person types by hand.
const MAX_TYPED = 500;

/** The license that a person calls by this name or expression, and nothing else around it. */
export function findLicense(typed: string): LicenseMatch {
  if (typed.length > MAX_TYPED) return { kind: 'none' };
  const words = readWords(typed);
  const spoken = readSpoken(trimNoise(words));
  const strict = parseExpression(typed.trim());
  if (strict.kind === 'expression') return { kind: 'found', expression: strict.expression };
  const claim = spoken ?? readClaim(typed, words);
  switch (claim.kind) {
    case 'license':
      return { kind: 'found', expression: claim.expression };
    case 'family':
      return { kind: 'family', family: claim.family, candidates: claim.candidates };
    case 'malformed':
      return { kind: 'none' };
    case 'unknown':
      return readStatement(typed.trim(), words) ? { kind: 'none' } : findNear(words);
  }
}

// Fuse's scale runs from 0 (equal) to 1; above this "curl" begins to look like "Ruby".
const THRESHOLD = 0.28;
const MAX_NEAR_WORDS = 10;
const MAX_CANDIDATES = 3;

function findNear(words: readonly Word[]): LicenseMatch {
  const typed = spell(words);
  if (words.length > MAX_NEAR_WORDS || typed.length < 3) return { kind: 'none' };
  const numbers = numbersOf(words);
  const spellings = allSpellings().filter(
    (spelling) =>
      isOfLikeLength(spelling.text, typed) && (numbers === '' || numbers === spelling.numbers),
  );
  const fuse = new Fuse(spellings, {
    keys: ['text'],
    threshold: THRESHOLD,
    ignoreLocation: true,
    includeScore: true,
  });
  // Fuse looks for what was typed inside a spelling, so it takes "GPL-3.0" and "LGPL-3.0" for equals.
  const hits = fuse.search(typed).map(({ item, score = 1 }) => ({
    id: item.id,
    distance: score + Math.abs(item.text.length - typed.length) / 20,
  }));
  const ids = hits.toSorted((a, b) => a.distance - b.distance).map((hit) => hit.id);
  const candidates = [...new Set(ids)].slice(0, MAX_CANDIDATES);
  return candidates.length > 0 ? { kind: 'near', candidates } : { kind: 'none' };
}

interface Spelling {
  readonly text: string;
  readonly numbers: string;
  readonly id: string;
}

// Made anew for each misspelt name: that is rare, and a kept index would cost every start.
function allSpellings(): readonly Spelling[] {
  const named = Object.entries<readonly string[]>(aliases.names).flatMap(([id, names]) =>
    names.map((name) => [id, name] as const),
  );
  const listed = licenseIds.flatMap((id) => [
    [id, id] as const,
    [id, describeLicense(id)?.name ?? id] as const,
  ]);
  const families = Object.values<readonly string[]>(aliases.families).flatMap((names) =>
    names.flatMap((name) => {
      const family = findFamily(nameKey(readWords(name)));
      return family
        ? familyCandidates(family)
            .slice(0, MAX_CANDIDATES)
            .map((id) => [id, name] as const)
        : [];
    }),
  );
  return [...named, ...families, ...listed].map(([id, name]) => {
    const words = readWords(name);
    return { id, text: spell(words), numbers: numbersOf(words) };
  });
}

function spell(words: readonly Word[]): string {
  return words
    .filter((word) => !isFiller(word) && word.kind !== 'sign')
    .map((word) => (word.kind === 'number' ? shortVersion(word.text) : word.text))
    .join(' ');
}

function numbersOf(words: readonly Word[]): string {
  return words.flatMap((word) => (word.kind === 'number' ? shortVersion(word.text) : [])).join(' ');
}

function isOfLikeLength(text: string, typed: string): boolean {
  return Math.abs(text.length - typed.length) <= Math.max(2, typed.length * 0.25);
}
