import type { Duty } from '#knowledge/licenses/duties.ts';
import type { LicenseTerm } from '#knowledge/licenses/expression.ts';
import { printExpression } from '#knowledge/licenses/expression.ts';
import { licenseFacts } from '#knowledge/licenses/facts.ts';
import type { Clause, Policy, Row } from '#knowledge/policy/file/policy-file.ts';
import type { Reason, Verdict } from '#knowledge/policy/judgement.ts';
import { compareVerdicts, worstOf } from '#knowledge/policy/judgement.ts';
import { fitsUse, type JudgedTerm, matches } from '#knowledge/policy/rules/matches.ts';
import { obligationsOf } from '#knowledge/policy/rules/obligations.ts';
import type { Use } from '#knowledge/policy/use.ts';

/** What the policy says of one license in one use. */
export interface TermJudgement {
  readonly subject: string;
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  readonly obligations: readonly Duty[];
  readonly notices: readonly string[];
  readonly reviewers: readonly string[];
}

export function judgeTerm(term: LicenseTerm, use: Use, policy: Policy): TermJudgement {
  return judge(placed(term), printExpression(term), use, policy);
}

/** Judges what is no license: nobody knows, nobody gave permission, or not readable. */
export function judgeStanding(
  standing: 'nobody-knows' | 'no-permission' | 'unreadable',
  subject: string,
  use: Use,
  policy: Policy,
): TermJudgement {
  return judge({ standing }, subject, use, policy);
}

/** A license with what is known of it. A category that says nothing counts as not placed. */
export function placed(term: LicenseTerm): JudgedTerm {
  const facts = licenseFacts(term.id);
  if (facts && facts.category !== 'unknown') return { term, facts, standing: 'placed' };
  const custom = term.id.includes('LicenseRef-');
  return { term, standing: custom ? 'custom' : 'unplaced' };
}

function judge(judged: JudgedTerm, subject: string, use: Use, policy: Policy): TermJudgement {
  const fired = rulesFor(judged, use, policy);
  const verdict = worstOf(fired.map((clause) => clause.verdict));
  // Every rule that alone would give this verdict is a reason; milder ones change nothing.
  const counting = fired.filter((clause) => compareVerdicts(clause.verdict, verdict) === 0);
  const reviewers = counting.flatMap((clause) => clause.reviewers ?? policy.defaultReviewers);
  return {
    subject,
    verdict,
    reasons: counting.map(reasonOf),
    obligations: verdict === 'denied' ? [] : obligationsOf(judged, use, policy),
    notices: policy.notices
      .filter((notice) => matches(notice.when, judged, use, policy))
      .map((notice) => notice.text),
    reviewers: verdict === 'needs-review' ? [...new Set(reviewers)] : [],
  };
}

/** The clauses that decide: one that stands alone, else every floor and the clauses of the row that names the license. */
function rulesFor(judged: JudgedTerm, use: Use, policy: Policy): readonly Clause[] {
  const fires = (clause: Clause): boolean => matches(clause.when, judged, use, policy);
  const alone = policy.decides.find(fires);
  if (alone) return [alone];
  const floors = policy.atLeast.filter(fires);
  const named = namingRow(policy, use, fires);
  const unnamed: Clause = { ...policy.unnamed, when: {}, verdict: 'needs-review' };
  const fired = [...floors, ...(named.length > 0 ? named : floors.length > 0 ? [] : [unnamed])];
  const verdict = worstOf(fired.map((clause) => clause.verdict));
  // An unknown license is never allowed by a rule about classes; only one that names it by id may.
  const trusted =
    judged.standing === 'placed' || fired.some((clause) => namesExactly(clause, judged));
  return verdict === 'allowed' && !trusted ? [...fired, unnamed] : fired;
}

function namingRow(
  policy: Policy,
  use: Use,
  fires: (clause: Clause) => boolean,
): readonly Clause[] {
  for (const row of policy.rows) {
    if (!fitsUse(row.for, use)) continue;
    const named = clausesOf(row, policy).filter(fires);
    if (named.length > 0) return named;
  }
  return [];
}

function clausesOf(row: Row, policy: Policy): readonly Clause[] {
  const borrowed = policy.rows.filter((other) => row.like?.includes(other.row) === true);
  return [...row.clauses, ...borrowed.flatMap((other) => other.clauses)];
}

function namesExactly(clause: Clause, judged: JudgedTerm): boolean {
  return clause.when.license?.some((id) => id === judged.term?.id) === true;
}

export function reasonOf(rule: {
  readonly id: string;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly section?: string | undefined;
}): Reason {
  return {
    rule: rule.id,
    verdict: rule.verdict,
    text: rule.reason,
    ...(rule.section === undefined ? {} : { section: rule.section }),
  };
}
