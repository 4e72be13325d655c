import { z } from 'zod';
import type { Duty } from '#knowledge/licenses/duties.ts';

/** The policy's answer. */
export const Verdict = z.enum(['allowed', 'needs-review', 'denied']);
export type Verdict = z.infer<typeof Verdict>;

const severity = { allowed: 0, 'needs-review': 1, denied: 2 } as const satisfies Record<
  Verdict,
  number
>;

/** Negative when `a` is better than `b`, zero when they are equal. */
export function compareVerdicts(a: Verdict, b: Verdict): number {
  return severity[a] - severity[b];
}

export function worstOf(verdicts: readonly Verdict[]): Verdict {
  return verdicts.reduce<Verdict>(
    (worst, next) => (compareVerdicts(next, worst) > 0 ? next : worst),
    'allowed',
  );
}

/** A verdict with all that explains it. */
export interface Judgement {
  readonly verdict: Verdict;
  /** The rules that fired and count, without repetition. */
  readonly reasons: readonly Reason[];
  /** How the verdict came about, as a tree that mirrors the expression. */
  readonly trace: Trace;
  /** The licenses that one goes by: all of them, less the branches of an `OR` that were not chosen. */
  readonly licenses: readonly string[];
  /** What must and must not be done for this use; empty when denied. */
  readonly obligations: readonly Duty[];
  /** Texts of the policy that go with the answer and change nothing. */
  readonly notices: readonly string[];
  /** Names of the reviewer groups that a review goes to. */
  readonly reviewers: readonly string[];
  readonly policyVersion: string;
}

export interface Reason {
  /** Id of the rule in the policy file. */
  readonly rule: string;
  readonly verdict: Verdict;
  /** Why, in the policy's words. */
  readonly text: string;
  /** The handbook section that the rule stands on. */
  readonly section?: string;
}

export interface Trace {
  /** What was judged here: a license term, an expression, or a word such as `NONE`. */
  readonly subject: string;
  readonly verdict: Verdict;
  readonly step:
    | { readonly kind: 'term'; readonly reasons: readonly Reason[] }
    | { readonly kind: 'and'; readonly parts: readonly Trace[]; readonly conflict?: Reason }
    | {
        readonly kind: 'or';
        readonly parts: readonly Trace[];
        readonly chosen: string;
        readonly because: ChoiceReason;
      }
    /** A rule about the package itself decided, or set a floor under the license's verdict. */
    | { readonly kind: 'package'; readonly reasons: readonly Reason[]; readonly license?: Trace };
}

/** Why one branch of an `OR` was taken. */
export type ChoiceReason = 'only-best' | 'patent-grant' | 'fewest-duties' | 'equal';
