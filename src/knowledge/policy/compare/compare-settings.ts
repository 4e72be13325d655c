import { isDeepStrictEqual } from 'node:util';
import type { PackageChange, SettingChange } from '#knowledge/policy/compare/change.ts';
import type { PackageRule, Policy } from '#knowledge/policy/file/policy-file.ts';

/** What differs beside the rules for licenses. Names and texts of rules, and the order in lists, are no difference. */
export function compareSettings(
  old: Policy,
  now: Policy,
): readonly (PackageChange | SettingChange)[] {
  return [
    ...comparePackageRules(old, now),
    ...compareOwnCode(old, now),
    ...compareBought(old, now),
    ...(old.orTieBreak === now.orTieBreak
      ? []
      : [{ kind: 'tie-break' as const, from: old.orTieBreak, to: now.orTieBreak }]),
    ...compareConflicts(old, now),
  ];
}

function comparePackageRules(old: Policy, now: Policy): readonly PackageChange[] {
  const before = old.packages.map((rule) => ({ rule, effect: packageEffect(rule, old) }));
  const after = now.packages.map((rule) => ({ rule, effect: packageEffect(rule, now) }));
  const gone = before.filter(({ effect }) => after.every((other) => other.effect !== effect));
  const come = after.filter(({ effect }) => before.every((other) => other.effect !== effect));
  const toOf = (id: string): PackageRule | undefined =>
    come.find(({ rule }) => rule.id === id)?.rule;
  const changed = gone.map(({ rule }): PackageChange => {
    const to = toOf(rule.id);
    return { kind: 'package-rule', id: rule.id, from: rule, ...(to && { to }) };
  });
  const added = come
    .filter(({ rule }) => gone.every((other) => other.rule.id !== rule.id))
    .map(({ rule }): PackageChange => ({ kind: 'package-rule', id: rule.id, to: rule }));
  return [...changed, ...added];
}

function packageEffect(
  { when, verdict, effect, reviewers }: PackageRule,
  { defaultReviewers }: Policy,
): string {
  const sorted = Object.entries(when)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, Array.isArray(value) ? value.toSorted() : value])
    .toSorted(([one], [other]) => (String(one) < String(other) ? -1 : 1));
  const who = verdict === 'needs-review' ? [...(reviewers ?? defaultReviewers)].sort() : [];
  return JSON.stringify([sorted, verdict, effect, who]);
}

function compareOwnCode(old: Policy, now: Policy): readonly SettingChange[] {
  const added = now.firstParty.filter((purl) => !old.firstParty.includes(purl)).toSorted();
  const removed = old.firstParty.filter((purl) => !now.firstParty.includes(purl)).toSorted();
  return added.length + removed.length === 0 ? [] : [{ kind: 'own-code', added, removed }];
}

/** The reference is a text. */
function compareBought(old: Policy, now: Policy): readonly SettingChange[] {
  type Bought = Policy['bought'][number];
  const isSame =
    (one: Bought) =>
    (other: Bought): boolean =>
      one.purl === other.purl && one.until === other.until;
  const added = now.bought.filter((one) => !old.bought.some(isSame(one)));
  const removed = old.bought.filter((one) => !now.bought.some(isSame(one)));
  return added.length + removed.length === 0 ? [] : [{ kind: 'bought', added, removed }];
}

function compareConflicts(old: Policy, now: Policy): readonly SettingChange[] {
  const from = old.conflict;
  const to = now.conflict;
  if (isDeepStrictEqual(conflictEffect(old), conflictEffect(now))) return [];
  return [{ kind: 'conflict', ...(from && { from }), ...(to && { to }) }];
}

function conflictEffect({ conflict, defaultReviewers }: Policy): unknown {
  if (!conflict) return undefined;
  const { use, verdict, reviewers = defaultReviewers } = conflict;
  return [use.toSorted(), verdict, verdict === 'needs-review' ? reviewers.toSorted() : []];
}
