import type { LicenseTerm } from '#knowledge/licenses/expression.ts';
import { licenseFacts, licenseIdsWithFacts } from '#knowledge/licenses/facts.ts';
import { licenseIds } from '#knowledge/licenses/spdx.ts';
import type { Licenses, Standing } from '#knowledge/policy/compare/change.ts';
import type { Conditions, Policy } from '#knowledge/policy/file/policy-file.ts';
import { placed } from '#knowledge/policy/rules/judge-term.ts';
import { matchesPattern } from '#knowledge/policy/rules/matches.ts';
import { isGnu } from '#knowledge/policy/rules/obligations.ts';

/** Licenses that no rule of the policies tells apart: what is true of one in some use is true of all. */
export interface LicenseGroup {
  /** One that stands for all; a word where there is no license. */
  readonly subject: LicenseTerm | Exclude<Standing, 'custom'>;
  readonly licenses: Licenses;
  /** The same licenses without the license exception, as a place in the list of groups. */
  readonly plain?: number;
}

/** Every license that there is, with and without the license exceptions that the policies know, and what is none. */
export function groupLicenses(policies: readonly Policy[]): readonly LicenseGroup[] {
  const conditions = policies.flatMap(conditionsOf);
  const named = new Set(
    conditions.flatMap(({ license, notLicense }) => [...(license ?? []), ...(notLicense ?? [])]),
  );
  const flags = new Set(conditions.flatMap(({ flag }) => flag ?? []));
  const traits = (id: string): string => traitsOf(id, [...named], flags);

  const ids = [...new Set([...licenseIds, ...licenseIdsWithFacts(), ...ownNames(named)])].sort();
  const plain = [...Map.groupBy(ids, traits).values()];
  // With an exception, only what some rule or the table of duties looks at can differ from the license alone.
  const looks = (id: string): boolean =>
    isGnu(id) ||
    conditions.some(
      ({ licenseException, license }) =>
        licenseException !== undefined &&
        (license === undefined || license.some((pattern) => matchesPattern(pattern, id))),
    );
  return [
    ...plain.map((group) => groupOf(group, [])),
    ...exceptionGroups(policies).flatMap((exceptions) =>
      plain.flatMap((group, at) => {
        const byDuties = Map.groupBy(group.filter(looks), dutiesOf).values();
        return [...byDuties].map((ids) => ({ ...groupOf(ids, exceptions), plain: at }));
      }),
    ),
    ...standingGroups,
  ];
}

const OWN = 'LicenseRef-';

// It alone is no name that anybody can give: only rules for all names of a kind fit it.
const standingGroups: readonly LicenseGroup[] = [
  ...(['nobody-knows', 'no-permission', 'unreadable'] as const).map((standing) => ({
    subject: standing,
    licenses: { ids: [], exceptions: [], standings: [standing] },
  })),
  {
    subject: { kind: 'license', id: OWN },
    licenses: { ids: [], exceptions: [], standings: ['custom'] },
  },
];

/** Names that are on no list and that rules speak of; the beginning of one stands for all that begin so. */
function ownNames(patterns: ReadonlySet<string>): readonly string[] {
  return [...patterns].flatMap((pattern) => {
    if (!pattern.endsWith('*')) return [pattern];
    const beginning = pattern.slice(0, -1);
    return beginning.startsWith(OWN) && beginning !== OWN ? [beginning] : [];
  });
}

function groupOf(ids: readonly string[], exceptions: readonly string[]): LicenseGroup {
  const [id = ''] = ids;
  const [exception] = exceptions;
  return {
    subject: { kind: 'license', id, ...(exception === undefined ? {} : { exception }) },
    licenses: { ids, exceptions, standings: [] },
  };
}

/** All that a rule can see of a license. */
function traitsOf(id: string, patterns: readonly string[], flags: ReadonlySet<string>): string {
  const { facts, standing } = placed({ kind: 'license', id });
  return JSON.stringify([
    standing,
    patterns.map((pattern) => (matchesPattern(pattern, id) ? 1 : 0)).join(''),
    facts && [
      facts.category,
      facts.flags.filter((flag) => flags.has(flag)).sort(),
      facts.networkTriggerWhen,
      facts.networkDuty,
    ],
  ]);
}

/** Of a license alone they are the same under every policy; a license exception may lift some. */
function dutiesOf(id: string): string {
  return JSON.stringify([licenseFacts(id)?.duties, isGnu(id)]);
}

/** License exceptions by the classes that they are in; those in none relax nothing and are left out. */
function exceptionGroups(policies: readonly Policy[]): readonly (readonly string[])[] {
  const classes = policies.flatMap(({ licenseExceptions }, at) =>
    Object.entries(licenseExceptions).map(([name, ids]) => ({ name: `${at} ${name}`, ids })),
  );
  const all = [...new Set(classes.flatMap(({ ids }) => ids))].sort();
  const membership = (id: string): string =>
    JSON.stringify(classes.filter(({ ids }) => ids.includes(id)).map(({ name }) => name));
  return [...Map.groupBy(all, membership).values()];
}

function conditionsOf({ decides, atLeast, rows }: Policy): readonly Conditions[] {
  return [...decides, ...atLeast, ...rows.flatMap(({ clauses }) => clauses)].map(
    ({ when }) => when,
  );
}
