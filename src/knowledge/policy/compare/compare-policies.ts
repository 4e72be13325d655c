import type { Change } from '#knowledge/policy/compare/change.ts';
import { compareLicenses } from '#knowledge/policy/compare/compare-licenses.ts';
import { compareSettings } from '#knowledge/policy/compare/compare-settings.ts';
import { inOrder } from '#knowledge/policy/compare/order.ts';
import type { Policy } from '#knowledge/policy/file/policy-file.ts';

/**
 * What is another under `now` than under `old`, what concerns most people first. What counts is how both judge, not how they are
 * written: version, names and texts of rules are no change.
 */
export function comparePolicies(old: Policy, now: Policy): readonly Change[] {
  return [...inOrder(compareLicenses(old, now)), ...compareSettings(old, now)];
}
