import { findConflict } from '#knowledge/licenses/conflicts.ts';
import {
  type Conjunction,
  type Expression,
  printExpression,
} from '#knowledge/licenses/expression.ts';
import { licenseFacts } from '#knowledge/licenses/facts.ts';
import type { PackageRule, Policy } from '#knowledge/policy/file/policy-file.ts';
import type {
  ChoiceReason,
  Judgement,
  Reason,
  Trace,
  Verdict,
} from '#knowledge/policy/judgement.ts';
import { compareVerdicts, worstOf } from '#knowledge/policy/judgement.ts';
import { type LicenseSubject, subjectText } from '#knowledge/policy/license-subject.ts';
import {
  judgeStanding,
  judgeTerm,
  reasonOf,
  type TermJudgement,
} from '#knowledge/policy/rules/judge-term.ts';
import { unionOf } from '#knowledge/policy/rules/obligations.ts';
import { type Component, firedPackageRules } from '#knowledge/policy/rules/package-rules.ts';
import type { Use } from '#knowledge/policy/use.ts';

export interface Question {
  readonly subject: LicenseSubject;
  readonly use: Use;
  /** The package, where the question is about one: some rules look at it. */
  readonly component?: Component;
}

/** A judgement before the policy's version is put on it. */
type Unversioned = Omit<Judgement, 'policyVersion'>;

/** The policy's answer: a pure function of the question, the policy file, the license facts and the day. */
export function evaluate(question: Question, policy: Policy, on: Date): Judgement {
  const byLicense = judgeSubject(question.subject, question.use, policy);
  const fired = question.component
    ? firedPackageRules(policy, question.component, subjectText(question.subject), on)
    : [];
  const judgement =
    fired.length > 0 ? withPackageRules(byLicense, fired, question, policy) : byLicense;
  return { ...judgement, policyVersion: policy.version };
}

function judgeSubject(subject: LicenseSubject, use: Use, policy: Policy): Unversioned {
  if (subject.kind === 'expression') return judgeExpression(subject.expression, use, policy);
  return fromTerm(judgeStanding(subject.kind, subjectText(subject), use, policy), []);
}

function judgeExpression(expression: Expression, use: Use, policy: Policy): Unversioned {
  switch (expression.kind) {
    case 'license':
      return fromTerm(judgeTerm(expression, use, policy), [printExpression(expression)]);
    case 'and':
      return judgeAnd(expression, use, policy);
    case 'or':
      return judgeOr(expression, use, policy);
  }
}

function judgeAnd(expression: Conjunction, use: Use, policy: Policy): Unversioned {
  const parts = expression.operands.map((operand) => judgeExpression(operand, use, policy));
  const licenses = [...new Set(parts.flatMap((part) => part.licenses))];
  const rule = policy.conflict;
  const clash = rule?.use.includes(use.use) === true ? findConflict(licenses) : undefined;
  const conflict: Reason | undefined =
    rule && clash
      ? reasonOf({ ...rule, reason: `${rule.reason} (${clash.join(' with ')})` })
      : undefined;
  const verdict = worstOf([
    ...parts.map((part) => part.verdict),
    ...(conflict ? [conflict.verdict] : []),
  ]);
  const counting = parts.filter((part) => part.verdict === verdict);
  const conflictCounts = conflict?.verdict === verdict;
  return {
    verdict,
    reasons: distinct([
      ...counting.flatMap((part) => part.reasons),
      ...(conflict && conflictCounts ? [conflict] : []),
    ]),
    trace: {
      subject: printExpression(expression),
      verdict,
      step: {
        kind: 'and',
        parts: parts.map((part) => part.trace),
        ...(conflict ? { conflict } : {}),
      },
    },
    licenses,
    obligations: verdict === 'denied' ? [] : unionOf(parts.map((part) => part.obligations)),
    notices: [...new Set(parts.flatMap((part) => part.notices))],
    reviewers: reviewersOf(verdict, [
      ...counting.flatMap((part) => part.reviewers),
      ...(conflictCounts ? (rule?.reviewers ?? policy.defaultReviewers) : []),
    ]),
  };
}

function judgeOr(expression: Conjunction, use: Use, policy: Policy): Unversioned {
  const parts = expression.operands.map((operand) => judgeExpression(operand, use, policy));
  const ranked = parts.toSorted((a, b) => compareBranches(a, b, policy));
  const [best, second] = ranked;
  if (!best) throw new TypeError('an OR has operands');
  const step: Trace['step'] = {
    kind: 'or',
    parts: parts.map((part) => part.trace),
    chosen: best.trace.subject,
    because: second ? whyChosen(best, second, policy) : 'only-best',
  };
  return { ...best, trace: { subject: printExpression(expression), verdict: best.verdict, step } };
}

/** Best verdict first, then the policy's tie-break, then by name so that the order of operands says nothing. */
function compareBranches(a: Unversioned, b: Unversioned, policy: Policy): number {
  return (
    compareVerdicts(a.verdict, b.verdict) ||
    (policy.orTieBreak === 'patent-grant'
      ? Number(grantsPatents(b)) - Number(grantsPatents(a))
      : 0) ||
    a.obligations.length - b.obligations.length ||
    (a.trace.subject < b.trace.subject ? -1 : 1)
  );
}

function whyChosen(best: Unversioned, second: Unversioned, policy: Policy): ChoiceReason {
  if (best.verdict !== second.verdict) return 'only-best';
  if (policy.orTieBreak === 'patent-grant' && grantsPatents(best) !== grantsPatents(second)) {
    return 'patent-grant';
  }
  return best.obligations.length < second.obligations.length ? 'fewest-duties' : 'equal';
}

function grantsPatents(part: Unversioned): boolean {
  return part.licenses.every((license) => {
    const [id = ''] = license.split(' ');
    return licenseFacts(id.replace(/\+$/, ''))?.patent === 'express';
  });
}

function fromTerm(term: TermJudgement, licenses: readonly string[]): Unversioned {
  const { subject, ...rest } = term;
  return {
    ...rest,
    licenses,
    trace: { subject, verdict: term.verdict, step: { kind: 'term', reasons: term.reasons } },
  };
}

function withPackageRules(
  byLicense: Unversioned,
  fired: readonly PackageRule[],
  question: Question,
  policy: Policy,
): Unversioned {
  const subject = question.component?.purl ?? '';
  const alone = fired.find((rule) => rule.effect === 'decides');
  const verdict = alone
    ? alone.verdict
    : worstOf([byLicense.verdict, ...fired.map((rule) => rule.verdict)]);
  const counting = alone ? [alone] : fired.filter((rule) => rule.verdict === verdict);
  const licenseCounts = !alone && byLicense.verdict === verdict;
  const reasons = counting.map(reasonOf);
  const step: Trace['step'] = {
    kind: 'package',
    reasons: (alone ? [alone] : fired).map(reasonOf),
    ...(alone ? {} : { license: byLicense.trace }),
  };
  return {
    ...byLicense,
    verdict,
    reasons: distinct([...reasons, ...(licenseCounts ? byLicense.reasons : [])]),
    trace: { subject, verdict, step },
    // Our own code and bought code go by their own terms, not by the published license.
    obligations:
      verdict === 'denied' || (alone && verdict === 'allowed') ? [] : byLicense.obligations,
    notices: alone ? [] : byLicense.notices,
    reviewers: reviewersOf(verdict, [
      ...counting.flatMap((rule) => rule.reviewers ?? policy.defaultReviewers),
      ...(licenseCounts ? byLicense.reviewers : []),
    ]),
  };
}

function reviewersOf(verdict: Verdict, groups: readonly string[]): readonly string[] {
  return verdict === 'needs-review' ? [...new Set(groups)] : [];
}

function distinct(reasons: readonly Reason[]): readonly Reason[] {
  return [...new Map(reasons.map((reason) => [`${reason.rule} ${reason.text}`, reason])).values()];
}
