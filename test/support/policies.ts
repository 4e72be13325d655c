import { normalizeLicense } from '#knowledge/licenses/normalize.ts';
import { assumeUse } from '#knowledge/policy/assume-use.ts';
import { evaluate } from '#knowledge/policy/evaluate.ts';
import { profileFile } from '#knowledge/policy/file/load-office.ts';
import { loadPolicy } from '#knowledge/policy/file/load-policy.ts';
import type { Policy } from '#knowledge/policy/file/policy-file.ts';
import type { Judgement } from '#knowledge/policy/judgement.ts';
import { subjectOf } from '#knowledge/policy/license-subject.ts';
import type { PartialUse, UseKind } from '#knowledge/policy/use.ts';

export const strict: Policy = (await loadPolicy(profileFile('strict'))).policy;
export const balanced: Policy = (await loadPolicy(profileFile('balanced'))).policy;

export const someDay = new Date('2026-03-02T09:00:00Z');

/** Judges a license as typed, with what is said of its use and the usual for the rest. */
export function judge(
  policy: Policy,
  license: string,
  use: UseKind,
  more: PartialUse = {},
): Judgement {
  const subject = subjectOf(normalizeLicense(license));
  return evaluate({ subject, use: assumeUse({ ...more, use }).use }, policy, someDay);
}
