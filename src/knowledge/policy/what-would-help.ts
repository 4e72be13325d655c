import { evaluate, type Question } from '#knowledge/policy/evaluate.ts';
import type { Policy } from '#knowledge/policy/file/policy-file.ts';
import { compareVerdicts, type Verdict } from '#knowledge/policy/judgement.ts';
import type { LicenseSubject } from '#knowledge/policy/license-subject.ts';
import type { Use } from '#knowledge/policy/use.ts';

/** A change that would give a better verdict. */
export interface Help {
  readonly change: Change;
  readonly verdict: Verdict;
}

export type Change =
  | { readonly kind: 'use'; readonly to: Partial<Use> }
  | { readonly kind: 'version'; readonly version: string };

/** Another version of the same package, with its license. */
export interface OtherVersion {
  readonly version: string;
  readonly subject: LicenseSubject;
}

// How a team would build it differently: one change, or two where one is not enough.
const singles: readonly Partial<Use>[] = [
  { modified: false },
  { linkage: 'dynamic' },
  { linkage: 'separate-process' },
  { role: 'backing' },
  { lockedBoot: 'no' },
];
const pairs: readonly Partial<Use>[] = [
  { modified: false, linkage: 'dynamic' },
  { modified: false, linkage: 'separate-process' },
];
// Using it elsewhere is the larger change, and one such is enough to say.
const elsewhere: readonly Partial<Use>[] = [
  { use: 'internal' },
  { use: 'internal', modified: false, linkage: 'separate-process' },
  { use: 'dev-tool' },
];

/** The smallest changes that would make the answer better, nearest first, at most three; none when it is a yes. */
export function whatWouldHelp(
  question: Question,
  policy: Policy,
  on: Date,
  otherVersions: readonly OtherVersion[] = [],
): readonly Help[] {
  const now = evaluate(question, policy, on).verdict;
  if (now === 'allowed') return [];
  const verdictOf = (change: Partial<Question>): Verdict =>
    evaluate({ ...question, ...change }, policy, on).verdict;
  const tryUse = (to: Partial<Use>): readonly Help[] => {
    const use = { ...question.use, ...to };
    if (!isSensible(question.use, to)) return [];
    return [{ change: { kind: 'use', to }, verdict: verdictOf({ use }) }];
  };
  const versions = otherVersions.map(
    ({ version, subject }): Help => ({
      change: { kind: 'version', version },
      verdict: verdictOf({
        subject,
        ...(question.component ? { component: { ...question.component, version } } : {}),
      }),
    }),
  );
  const better = (help: Help): boolean => compareVerdicts(help.verdict, now) < 0;
  const best = (helps: readonly Help[]): readonly Help[] =>
    helps.filter(better).toSorted((a, b) => compareVerdicts(a.verdict, b.verdict));
  const single = singles.flatMap(tryUse).filter(better);
  const enough = single.some((help) => help.verdict === 'allowed');
  const built = best(enough ? single : [...single, ...pairs.flatMap(tryUse)]);
  // A yes before a review; among equals another version, then how it is built, then where it is used.
  return best([
    ...best(versions).slice(0, 1),
    ...built.slice(0, 2),
    ...best(elsewhere.flatMap(tryUse)).slice(0, 1),
  ]).slice(0, 3);
}

/** A change must change something, and must be one that a team could make for this use. */
function isSensible(use: Use, to: Partial<Use>): boolean {
  const changes = Object.entries(to).some(([key, value]) => use[key as keyof Use] !== value); // keys of a Partial<Use>
  const bundled = use.use === 'web-client' || use.use === 'mobile-app';
  if (bundled && to.use === undefined && to.linkage === 'separate-process') return false;
  if (use.use === 'web-client' && to.use === undefined && to.linkage === 'dynamic') return false;
  if (to.lockedBoot !== undefined && use.use !== 'embedded-device') return false;
  if (to.role !== undefined && use.use !== 'saas') return false;
  return changes;
}
