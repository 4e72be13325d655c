import type { LicenseTerm } from '#knowledge/licenses/expression.ts';
import type { LicenseFacts } from '#knowledge/licenses/facts.ts';
import type { Conditions, Policy, Row } from '#knowledge/policy/file/policy-file.ts';
import type { Use } from '#knowledge/policy/use.ts';

/** One license as the rules see it. */
export interface JudgedTerm {
  /** Absent when nothing could be read as a license. */
  readonly term?: LicenseTerm;
  readonly facts?: LicenseFacts;
  readonly standing:
    | 'placed'
    | 'unplaced'
    | 'custom'
    | 'nobody-knows'
    | 'no-permission'
    | 'unreadable';
}

/** Whether all conditions hold for this license in this use. */
export function matches(when: Conditions, judged: JudgedTerm, use: Use, policy: Policy): boolean {
  const id = judged.term?.id ?? '';
  return (
    fitsUse(when, use) &&
    includes(when.standing, judged.standing) &&
    (when.license === undefined || when.license.some((pattern) => matchesPattern(pattern, id))) &&
    !when.notLicense?.some((pattern) => matchesPattern(pattern, id)) &&
    (when.category === undefined ||
      when.category.some((category) => category === judged.facts?.category)) &&
    (when.flag === undefined ||
      when.flag.some((flag) => judged.facts?.flags.includes(flag) === true)) &&
    (when.networkClauseHolds === undefined ||
      when.networkClauseHolds === networkClauseHolds(judged.facts, use)) &&
    (when.licenseException === undefined ||
      policy.licenseExceptions[when.licenseException]?.includes(judged.term?.exception ?? '') ===
        true)
  );
}

/** Whether a row's heading, or the part of a rule that is about the use, fits. */
export function fitsUse(when: Row['for'], use: Use): boolean {
  return (
    includes(when.use, use.use) &&
    (when.modified === undefined || when.modified === use.modified) &&
    includes(when.linkage, use.linkage) &&
    includes(when.asset, use.asset) &&
    includes(when.delivery, use.delivery) &&
    includes(when.userProduct, use.userProduct) &&
    includes(when.role, use.role) &&
    includes(when.lockedBoot, use.lockedBoot) &&
    includes(when.appStore, use.appStore)
  );
}

/** The clause on use over a network applies and asks for source; a clause that asks for notices only does not count. */
export function networkClauseHolds(facts: LicenseFacts | undefined, use: Use): boolean {
  if (!facts?.networkTriggerWhen || facts.networkDuty === 'notices-only') return false;
  if (facts.networkTriggerWhen === 'any') return true;
  if (facts.networkTriggerWhen === 'modified') return use.modified;
  return use.role !== 'backing';
}

/** Equal, or begins with what stands before a closing `*`. */
export function matchesPattern(pattern: string, text: string): boolean {
  return pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : pattern === text;
}

function includes<T>(wanted: readonly T[] | undefined, actual: T): boolean {
  return wanted === undefined || wanted.includes(actual);
}
