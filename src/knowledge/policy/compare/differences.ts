import type { LicenseTerm } from '#knowledge/licenses/expression.ts';
import type {
  ObligationsChange,
  ReviewersChange,
  VerdictChange,
} from '#knowledge/policy/compare/change.ts';
import type { LicenseGroup } from '#knowledge/policy/compare/group-licenses.ts';
import type { Policy } from '#knowledge/policy/file/policy-file.ts';
import {
  judgeStanding,
  judgeTerm,
  type TermJudgement,
} from '#knowledge/policy/rules/judge-term.ts';
import type { Use } from '#knowledge/policy/use.ts';

/** How two judgements of the same differ; texts alone are no difference. */
export type Difference =
  | Omit<VerdictChange, 'fromReasons' | 'toReasons'>
  | ReviewersChange
  | ObligationsChange;

export interface Differences {
  readonly all: readonly Difference[];
  readonly before: TermJudgement;
  readonly after: TermJudgement;
}

export function differencesIn(
  { subject }: LicenseGroup,
  use: Use,
  [old, now]: readonly [Policy, Policy],
): Differences {
  const before = judgeOne(subject, use, old);
  const after = judgeOne(subject, use, now);
  if (before.verdict !== after.verdict) {
    return {
      all: [
        { kind: 'verdict', from: before.verdict, to: after.verdict },
        ...dutiesIn(before, after),
      ],
      before,
      after,
    };
  }
  const from = before.reviewers.toSorted();
  const to = after.reviewers.toSorted();
  const reviewers: readonly Difference[] =
    from.join() === to.join() ? [] : [{ kind: 'reviewers', from, to }];
  return { all: [...reviewers, ...dutiesIn(before, after)], before, after };
}

/** What is denied has none, so that a denial and the end of one say it all. */
function dutiesIn(before: TermJudgement, after: TermJudgement): readonly ObligationsChange[] {
  if (before.verdict === 'denied' || after.verdict === 'denied') return [];
  const added = after.obligations.filter((duty) => !before.obligations.includes(duty));
  const removed = before.obligations.filter((duty) => !after.obligations.includes(duty));
  return added.length + removed.length === 0 ? [] : [{ kind: 'obligations', added, removed }];
}

function judgeOne(subject: LicenseGroup['subject'], use: Use, policy: Policy): TermJudgement {
  if (typeof subject === 'string') return judgeStanding(subject, subject, use, policy);
  return judgeTerm(subject satisfies LicenseTerm, use, policy);
}
