import type { LicenseMention } from '#knowledge/licenses/names/mentions.ts';
import { type PackageReading, readPackages } from '#knowledge/packages/read-packages.ts';
import { wellKnown } from '#knowledge/packages/well-known.ts';

/**
 * The package that is said to be under a license, as in "is react MIT?" and "left-pad is WTFPL, ok?": what it is
 * under can be looked up, and that is the better answer. Undefined when the sentence is about the license.
 */
export function saidToBe(
  sentence: string,
  mentions: readonly LicenseMention[],
): PackageReading | undefined {
  const before = sentence.slice(0, mentions[0]?.start ?? 0);
  const clause = before.slice(Math.max(0, before.length - LONGEST_CLAUSE));
  const led = withoutLink(clause);
  const linked = led !== undefined && led.length < clause.trimEnd().length;
  if (led === undefined || !(linked || ASKS.test(before))) return undefined;
  const reading = readPackages(led);
  const named = reading.packages.find(({ end }) => end === led.length);
  if (!named || reading.refused.length > 0) return undefined;
  // A word that we have never heard of is rather a thing that has a license: "is a driver under GPL ok?"
  const known =
    wellKnown(named.text).length > 0 || named.as !== 'package' || /[-/@\d]/.test(named.text);
  const only = reading.packages.filter(({ end }) => end === led.length);
  return known ? { ...reading, packages: only } : undefined;
}

/** "is react MIT" has nothing between the two; "merge MIT and GPL" does not either, and names no package. */
const ASKS = /^\s*(?:is|are|isn['’]?t|was|does|do)\s/i;

// Longer than "can we use <package> version <range>, which is licensed under the".
const LONGEST_CLAUSE = 200;

const LINKS = new Set(
  'is are was which that it has have uses using come comes under by covered available distributed published offered provided licensed licenced released dual the a an now still really also says with its license licence , ( - – : ;'.split(
    ' ',
  ),
);

/** What stands before the words that lead from a package to its license; undefined when there is nothing. */
function withoutLink(clause: string): string | undefined {
  let rest = clause.trimEnd();
  for (;;) {
    const [, head = '', last = ''] = /^(.*?)([^\s,(:;]+|[,(:;])$/su.exec(rest) ?? [];
    if (last === '' || !LINKS.has(last.toLowerCase())) break;
    rest = head.trimEnd();
  }
  return rest === '' ? undefined : rest;
}
