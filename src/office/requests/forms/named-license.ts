import { unreachable } from '#foundation/kernel/unreachable.ts';
import { printExpression } from '#knowledge/licenses/expression.ts';
import { findLicense, type LicenseMatch } from '#knowledge/licenses/names/find-license.ts';
import { parseExpression } from '#knowledge/licenses/parse-expression.ts';

/** Why the words are no license expression, and what to type instead; undefined where they are, or say "unknown". */
export function licenseError(words: string): string | undefined {
  if (words.trim().toLowerCase() === 'unknown') return undefined;
  const parsed = parseExpression(words);
  if (parsed.kind === 'expression') return undefined;
  return `${advice(findLicense(words))} If you cannot tell, type unknown.`;
}

const SHOWN_MOST = 4;

function advice(match: LicenseMatch): string {
  switch (match.kind) {
    case 'found':
      return `Please type it as ${printExpression(match.expression)}.`;
    case 'family': {
      const some = match.candidates.slice(0, SHOWN_MOST);
      const more = match.candidates.length > some.length ? ', and more' : '';
      return `“${match.family}” could be several licenses: ${some.join(', ')}${more}. Please type the one that it is.`;
    }
    case 'near':
      return `Did you mean ${match.candidates.slice(0, SHOWN_MOST).join(' or ')}?`;
    case 'none':
      return 'Please type the license as SPDX writes it, such as Apache-2.0 or MIT OR GPL-2.0-only.';
    default:
      return unreachable(match);
  }
}
