import type { LicenseChange } from '#knowledge/policy/compare/change.ts';
import { compareVerdicts } from '#knowledge/policy/judgement.ts';
import { UseKind } from '#knowledge/policy/use.ts';

/** What concerns most people first: verdicts, usual uses, what becomes stricter, the more licenses. */
export function inOrder(changes: readonly LicenseChange[]): readonly LicenseChange[] {
  return changes
    .map((change) => ({ change, rank: rankOf(change), name: JSON.stringify(change) }))
    .toSorted(
      (one, other) => compareRanks(one.rank, other.rank) || (one.name < other.name ? -1 : 1),
    )
    .map(({ change }) => change);
}

function rankOf(change: LicenseChange): readonly number[] {
  const { licenses, uses } = change;
  const kinds = ['verdict', 'obligations', 'reviewers'];
  const isAlone = licenses.exceptions.length === 0 && licenses.ids.length > 0;
  return [
    kinds.indexOf(change.kind),
    isUsual(uses) ? 0 : 1,
    isAlone ? 0 : 1,
    change.kind === 'verdict' && compareVerdicts(change.from, change.to) > 0 ? 1 : 0,
    -licenses.ids.length,
    ...UseKind.options.map((use) => (uses.use.includes(use) ? 0 : 1)),
  ];
}

/** Code that is neither changed nor anything out of the ordinary. */
function isUsual({ asset, modified, delivery }: LicenseChange['uses']): boolean {
  return asset.includes('code') && modified.includes(false) && delivery.includes('none');
}

function compareRanks(one: readonly number[], other: readonly number[]): number {
  for (const [at, rank] of one.entries()) {
    const difference = rank - (other[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
