import type { LicenseChange, Licenses, Uses } from '#knowledge/policy/compare/change.ts';
import {
  type Difference,
  type Differences,
  differencesIn,
} from '#knowledge/policy/compare/differences.ts';
import { groupLicenses, type LicenseGroup } from '#knowledge/policy/compare/group-licenses.ts';
import {
  builtIn,
  groupUses,
  parts,
  seenInUse,
  type UseGroup,
  valuesOf,
} from '#knowledge/policy/compare/group-uses.ts';
import { type Box, mergeBoxes } from '#knowledge/policy/compare/merge-boxes.ts';
import { effectOf, narrowPolicy, rulesLeft } from '#knowledge/policy/compare/narrow-policy.ts';
import type { Policy } from '#knowledge/policy/file/policy-file.ts';

/**
 * What differs for any license in any use. Both policies judge all there is, once for each group of licenses and of uses
 * that none of their rules tells apart; what differs alike is put together afterwards.
 */
export function compareLicenses(old: Policy, now: Policy): readonly LicenseChange[] {
  const licenses = groupLicenses([old, now]);
  const uses = groupUses([old, now]);
  const judged = judgeAll(licenses, uses, [old, now]);
  const found = new Map<string, Found>();
  // Licenses that differ alike everywhere have the same boxes.
  const alike = Map.groupBy(licenses.keys(), (at) => tokensOf(judged, licenses, at).join('\n'));
  for (const [tokens, members] of alike) {
    for (const [token, boxes] of boxesByToken(tokens.split('\n'), uses)) {
      for (const { sides, cells } of boxes) {
        const key = `${sides.join(' ')} ${token}`;
        const already = found.get(key) ?? { sides, token, members: [] };
        found.set(key, already);
        for (const at of members) already.members.push({ at, cells });
      }
    }
  }
  return [...found.values()].flatMap((one) => changesFrom(one, licenses, judged));
}

interface Found {
  readonly sides: Box['sides'];
  /** The difference, as JSON. */
  readonly token: string;
  readonly members: { readonly at: number; readonly cells: readonly number[] }[];
}

/** By use and then by license; none where the rules for a use say the same. */
type Judged = readonly (readonly Differences[] | undefined)[];

function judgeAll(
  licenses: readonly LicenseGroup[],
  uses: readonly UseGroup[],
  [old, now]: readonly [Policy, Policy],
): Judged {
  const known = new Map<string, Differences>();
  return uses.map(({ use }) => {
    const narrowed = [narrowPolicy(old, use), narrowPolicy(now, use)] as const;
    if (effectOf(narrowed[0]) === effectOf(narrowed[1])) return undefined;
    const rules = narrowed.map(rulesLeft).join(' ');
    const matters = builtIn(narrowed);
    const alone = `${seenInUse(use, { ...matters, duties: false })} ${rules}`;
    const excepted = `${seenInUse(use, matters)} ${rules}`;
    return licenses.map((group, at) => {
      const key = `${at} ${group.plain === undefined ? alone : excepted}`;
      const differences = known.get(key) ?? differencesIn(group, use, narrowed);
      known.set(key, differences);
      return differences;
    });
  });
}

/** For each use what differs for the license, each as JSON, joined by tabs. */
function tokensOf(judged: Judged, licenses: readonly LicenseGroup[], at: number): string[] {
  const plain = licenses[at]?.plain;
  return judged.map((row) => {
    const tokens = (row?.[at]?.all ?? []).map((one) => JSON.stringify(one));
    if (plain === undefined || tokens.length === 0) return tokens.join('\t');
    // What holds for the license alone is said of the license alone.
    const said = new Set(row?.[plain]?.all.map((one) => JSON.stringify(one)));
    return tokens.filter((token) => !said.has(token)).join('\t');
  });
}

function boxesByToken(
  byUse: readonly string[],
  uses: readonly UseGroup[],
): readonly (readonly [string, readonly Box[]])[] {
  const boxes = new Map<string, Box[]>();
  for (const [cell, tokens] of byUse.entries()) {
    const group = uses[cell];
    if (tokens === '' || !group) continue;
    for (const token of tokens.split('\t')) {
      const list = boxes.get(token) ?? [];
      boxes.set(token, list);
      list.push({ sides: sidesOf(group.uses), cells: [cell] });
    }
  }
  return [...boxes].map(([token, list]) => [token, mergeBoxes(list)] as const);
}

function sidesOf(uses: Uses): readonly number[] {
  return parts.map((part) => {
    const all: readonly unknown[] = valuesOf[part];
    return uses[part].reduce((bits, value) => bits | (1 << all.indexOf(value)), 0);
  });
}

function usesOf(sides: readonly number[]): Uses {
  const entries = parts.map((part, side) => [
    part,
    valuesOf[part].filter((_, at) => ((sides[side] ?? 0) & (1 << at)) !== 0),
  ]);
  return Object.fromEntries(entries) as unknown as Uses; // the values are those of each part
}

/** One for the licenses alone and what is none, and one for each list of license exceptions. */
function changesFrom(
  { sides, token, members }: Found,
  licenses: readonly LicenseGroup[],
  judged: Judged,
): readonly LicenseChange[] {
  const difference = JSON.parse(token) as Difference; // it was written above
  const exceptionsOf = (at: number): string => licenses[at]?.licenses.exceptions.join(' ') ?? '';
  return [...Map.groupBy(members, ({ at }) => exceptionsOf(at)).values()].map((some) => {
    const where = { licenses: together(some.map(({ at }) => licenses[at])), uses: usesOf(sides) };
    if (difference.kind !== 'verdict') return { ...where, ...difference };
    const judgements = some.flatMap(({ at, cells }) =>
      cells.flatMap((cell) => judged[cell]?.[at] ?? []),
    );
    const reasonsIn = (side: 'before' | 'after'): readonly string[] =>
      [...new Set(judgements.flatMap((one) => one[side].reasons.map(({ text }) => text)))].sort();
    return {
      ...where,
      ...difference,
      fromReasons: reasonsIn('before'),
      toReasons: reasonsIn('after'),
    };
  });
}

function together(groups: readonly (LicenseGroup | undefined)[]): Licenses {
  const all = groups.flatMap((group) => group?.licenses ?? []);
  return {
    ids: all.flatMap(({ ids }) => ids).sort(),
    exceptions: all[0]?.exceptions ?? [],
    standings: all.flatMap(({ standings }) => standings).sort(),
  };
}
