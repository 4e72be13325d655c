import type { Expression, LicenseTerm } from '#knowledge/licenses/expression.ts';
import { parseExpression } from '#knowledge/licenses/parse-expression.ts';
import { compareVerdicts, type Verdict, worstOf } from '#knowledge/policy/judgement.ts';
import type { LicenseSubject } from '#knowledge/policy/license-subject.ts';

/** A policy as many tools have it: two lists of license terms. */
export interface LicenseLists {
  readonly allowed: readonly string[];
  readonly denied: readonly string[];
}

/**
 * The verdict of two lists: allowed if listed there, else denied if listed there, else needs-review.
 * An `-or-later` id also satisfies the same or a higher version; an exception in the expression never makes it
 * worse; an exception that the list demands must be there.
 */
export function evaluateLists(subject: LicenseSubject, lists: LicenseLists): Verdict {
  if (subject.kind === 'no-permission') return 'denied';
  if (subject.kind !== 'expression') return 'needs-review';
  return judge(subject.expression, termsOf(lists.allowed), termsOf(lists.denied));
}

function judge(
  expression: Expression,
  allowed: readonly LicenseTerm[],
  denied: readonly LicenseTerm[],
): Verdict {
  if (expression.kind === 'license') {
    if (allowed.some((listed) => satisfies(expression, listed))) return 'allowed';
    return denied.some((listed) => satisfies(expression, listed)) ? 'denied' : 'needs-review';
  }
  const verdicts = expression.operands.map((operand) => judge(operand, allowed, denied));
  if (expression.kind === 'and') return worstOf(verdicts);
  return verdicts.toSorted(compareVerdicts)[0] ?? 'needs-review';
}

function satisfies(term: LicenseTerm, listed: LicenseTerm): boolean {
  if (listed.exception !== undefined && listed.exception !== term.exception) return false;
  if (term.id === listed.id) return true;
  const have = versionOf(term);
  const want = versionOf(listed);
  if (have.name !== want.name) return false;
  return have.version === want.version || (have.orLater && compare(want.version, have.version) > 0);
}

/** `GPL-3.0-or-later` → name GPL, version [3, 0], or later. */
function versionOf(term: LicenseTerm): { name: string; version: string; orLater: boolean } {
  const orLater = term.orLater === true || term.id.endsWith('-or-later');
  const bare = term.id.replace(/-(?:only|or-later)$/, '');
  const cut = bare.search(/-\d[\d.]*$/);
  return cut < 0
    ? { name: bare, version: '', orLater }
    : { name: bare.slice(0, cut), version: bare.slice(cut + 1), orLater };
}

function compare(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/** Ids that cannot be read as one license are passed over: they can match nothing. */
function termsOf(list: readonly string[]): readonly LicenseTerm[] {
  return list.flatMap((text) => {
    const parsed = parseExpression(text);
    return parsed.kind === 'expression' && parsed.expression.kind === 'license'
      ? [parsed.expression]
      : [];
  });
}
