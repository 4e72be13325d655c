import {
  type LicenseCategory,
  licenseFacts,
  licenseIdsWithFacts,
} from '#knowledge/licenses/facts.ts';
import { describeLicense, licenseIds } from '#knowledge/licenses/spdx.ts';
import type { Licenses, Standing } from '#knowledge/policy/compare/change.ts';
import { joined, some } from '#knowledge/policy/compare/words/lists.ts';

/** "weak copyleft licenses except MPL-2.0", "GPL-3.0-only, GPL-3.0-or-later and 4 more". */
export function licensesInWords({ ids, exceptions, standings }: Licenses): string {
  const kinds = [...Map.groupBy(ids, kindOf)].toSorted(
    ([, one], [, other]) => other.length - one.length,
  );
  const words = [
    ...kinds.map(([kind, members]) => kindInWords(kind, members)),
    ...standings.map((standing) => standingNames[standing]),
  ];
  const which = joined(words, 'and');
  if (exceptions.length === 0) return which;
  return `${which} with a license exception (${some(exceptions, NAMED)})`;
}

/** How many are named before the rest is counted. */
const NAMED = 3;
/** As many may be missing for a kind to be named as a whole. */
const MISSING_MOST = 3;

type Kind = LicenseCategory;

function kindOf(id: string): Kind {
  return licenseFacts(id)?.category ?? 'unknown';
}

function kindInWords(kind: Kind, members: readonly string[]): string {
  const had = new Set(members);
  const all = membersOf.get(kind) ?? [];
  const missing = all.filter((id) => !had.has(id));
  const isWhole = members.length > missing.length && all.length > 1;
  if (isWhole && missing.length === 0) return `all ${kindNames[kind]} (${members.length})`;
  if (isWhole && missing.length <= MISSING_MOST) {
    return `all ${kindNames[kind]} (${members.length}) except ${joined(wellKnownFirst(missing), 'and')}`;
  }
  return some(wellKnownFirst(members), NAMED, `more ${kindNames[kind]}`);
}

/** What the list names, by category. */
const membersOf = Map.groupBy(new Set([...licenseIds, ...licenseIdsWithFacts()]), kindOf);

const kindNames: Readonly<Record<Kind, string>> = {
  'public-domain': 'public domain dedications',
  permissive: 'permissive licenses',
  'weak-copyleft': 'weak copyleft licenses',
  'strong-copyleft': 'strong copyleft licenses',
  'network-copyleft': 'network copyleft licenses',
  'source-available': 'source-available licenses',
  'non-commercial': 'non-commercial licenses',
  'no-derivatives': 'licenses that forbid changes',
  'use-restricted': 'licenses that forbid certain uses',
  proprietary: 'proprietary licenses',
  unknown: 'licenses that nobody has worked out yet',
};

const standingNames: Readonly<Record<Standing, string>> = {
  'nobody-knows': 'what nobody knows the license of',
  'no-permission': 'what nobody has given permission for',
  unreadable: 'what is published without a certain license',
  custom: 'license texts of their own (LicenseRef)',
};

function wellKnownFirst(ids: readonly string[]): readonly string[] {
  return ids.toSorted((one, other) => rankOf(one) - rankOf(other) || (one < other ? -1 : 1));
}

function rankOf(id: string): number {
  const at = wellKnown.indexOf(id);
  if (at >= 0) return at;
  return wellKnown.length + (describeLicense(id)?.osiApproved === true ? 0 : 1);
}

/** What most people have heard of. */
const wellKnown: readonly string[] = [
  'MIT',
  'Apache-2.0',
  'BSD-3-Clause',
  'BSD-2-Clause',
  'ISC',
  'GPL-3.0-only',
  'GPL-3.0-or-later',
  'GPL-2.0-only',
  'GPL-2.0-or-later',
  'LGPL-3.0-only',
  'LGPL-2.1-only',
  'LGPL-2.1-or-later',
  'MPL-2.0',
  'EPL-2.0',
  'AGPL-3.0-only',
  'AGPL-3.0-or-later',
  'CC0-1.0',
  'Unlicense',
  'CC-BY-4.0',
  'CC-BY-SA-4.0',
  'CC-BY-NC-4.0',
  'CC-BY-ND-4.0',
  'OFL-1.1',
  'BUSL-1.1',
  'SSPL-1.0',
  'Elastic-2.0',
];
