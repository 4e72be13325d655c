import type { Evidence } from '#assistant/understand/intent/evidence.ts';
import { wellKnown } from '#knowledge/packages/well-known.ts';

/** Asks, and with words that ask what holds. */
export function asksRule(seen: Evidence): boolean {
  return seen.has('asks-rule') && seen.isQuestion;
}

/** One license or several, joined as SPDX does it. */
export function isCompound({ mentions }: Evidence): boolean {
  return mentions.some(
    ({ match, text }) =>
      match.kind === 'found' &&
      (match.expression.kind !== 'license' || /\s(?:AND|OR|WITH)\s/.test(text)),
  );
}

export function namesPackage({ packages }: Evidence): boolean {
  return packages.kind === 'clear';
}

export function guessesPackage({ packages }: Evidence): boolean {
  return packages.kind === 'word';
}

/** The word is one of a package that many use, or has a version. */
export function isKnownPackage({ packages }: Evidence): boolean {
  return packages.packages.some(
    ({ text, purl, requirement }) =>
      wellKnown(text).length > 0 || purl.version !== undefined || requirement !== undefined,
  );
}

/** The word stands behind one that puts it to use: "can I use lodash". */
export function usesPackage({ packages, text }: Evidence): boolean {
  return (
    packages.kind === 'word' &&
    packages.packages.some(({ start }) =>
      /\b(?:use|using|add|adding|import|install|adopt|bundle|ship)\s+$/i.test(
        text.slice(Math.max(0, start - 20), start),
      ),
    )
  );
}

/** Nothing is named for sure that could be used. */
export function namesNothing(seen: Evidence): boolean {
  return seen.mentions.length === 0 && !namesPackage(seen);
}

/** Words that judge: they ask whether something may be used, whatever it is. */
export function judges({ words }: Evidence): boolean {
  return words.some((word) => JUDGING.has(word));
}

const JUDGING = new Set(
  'ok okay fine good safe allowed approved banned cleared clear permitted blocked legit cool permit permits acceptable forbidden usable whitelisted blacklisted better vs license licence licensed vulns vulnerable bad wrong'.split(
    ' ',
  ),
);

/** "who approves", "do I need": not "how do I request", which asks for the way in. */
export function asksWhetherOrWho({ words }: Evidence): boolean {
  return WHETHER_OR_WHO.test(words.slice(0, 6).join(' '));
}

const WHETHER_OR_WHO =
  /^(?:who|whose|whom|when|why|how (?:long|often|fast|quickly|much|many)|do|does|did|is|are|am|must|should|may|can|could|what|which|where)\b/;
