import { verdictNames } from '#assistant/views/requests/words.ts';
import type { Db } from '#foundation/store/database.ts';
import type { Policy } from '#knowledge/policy/file/policy-file.ts';
import type { Comparing } from '#office/requests/touched/find-touched.ts';
import type { Touched } from '#office/requests/touched/touched.ts';

/** What a change of the policy means. */
export interface PolicyChange {
  /** Of the policy before and the one that is. */
  readonly from: string;
  readonly to: string;
  /** What changed, in Markdown, as it can be told to everybody. */
  readonly words: string;
  /** Open requests and approvals of which the policy says something else now. */
  readonly touched: number;
  /** Some of them, in a line each. */
  readonly examples: readonly string[];
}

/** Characters of what is told. */
const WORDS_MOST = 2200;
const EXAMPLES_MOST = 5;

/** What changed from the policy before to this one, and what that touches; undefined where there was none before. */
export async function policyChange(
  db: Db,
  { policy, forms, on }: Omit<Comparing, 'old' | 'now'> & { readonly policy: Policy },
): Promise<PolicyChange | undefined> {
  const [{ previousPolicy }, { comparePolicies }, { describeChanges }, { touchedPages }] =
    await Promise.all([
      import('#knowledge/policy/file/kept-policies.ts'),
      import('#knowledge/policy/compare/compare-policies.ts'),
      import('#knowledge/policy/compare/words/describe-changes.ts'),
      import('#office/requests/touched/find-touched.ts'),
    ]);
  const before = await previousPolicy(db);
  if (!before) return undefined;
  const words = describeChanges(comparePolicies(before.policy, policy), {
    most: WORDS_MOST,
    reviewers: policy.reviewers,
  });
  let touched = 0;
  const examples: string[] = [];
  for await (const page of touchedPages(db, { old: before.policy, now: policy, forms, on })) {
    touched += page.touched.length;
    const room = EXAMPLES_MOST - examples.length;
    for (const { number, title, before: was, after } of page.touched.slice(0, room)) {
      examples.push(`REQ-${number} · ${title}: ${inWords(was)} → ${inWords(after)}`);
    }
  }
  return { from: before.policy.version, to: policy.version, words, touched, examples };
}

/** Nothing where the use was not asked for, and would decide. */
function inWords({ verdict }: Touched['before']): string {
  return verdict === undefined ? 'depends on the use' : verdictNames[verdict].toLowerCase();
}
