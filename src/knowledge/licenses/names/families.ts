import aliases from '#knowledge/licenses/names/aliases.json' with { type: 'json' };
import { nameKey, readWords, shortVersion, type Word } from '#knowledge/licenses/names/words.ts';
import { describeLicense, isKnownLicenseId, licenseIds } from '#knowledge/licenses/spdx.ts';

/** Licenses that share a name and differ in version, such as MPL. */
export interface Family {
  /** The part of the id before the version. */
  readonly stem: string;
  /** Version as `shortVersion` writes it → id, without `-only` or `-or-later`. */
  readonly versions: ReadonlyMap<string, string>;
  /** Whether ids say `-only` or `-or-later`. */
  readonly gnu: boolean;
  /** Whether the name without a version can mean one license only. */
  readonly single: boolean;
}

/** The family that goes by this key (see `nameKey`), without a version. */
export function findFamily(key: string): Family | undefined {
  return familiesByKey.get(key);
}

/** All ids of a family, newest version first. */
export function familyCandidates(family: Family): readonly string[] {
  const ids = [...family.versions.values()].reverse();
  return family.gnu ? ids.flatMap((id) => [`${id}-only`, `${id}-or-later`]) : ids;
}

/** The words of each license's name in the SPDX list, or of its id where the list has no name. */
export const listedNames: ReadonlyMap<string, readonly Word[]> = new Map(
  licenseIds.map((id) => [id, readWords(describeLicense(id)?.name ?? id)] as const),
);

const VERSIONED = /^(.+)-(\d[\d.]*[a-z]?)(-only)?$/;

const NC = ['nc', 'noncommercial'];
const ND = ['nd', 'noderivatives', 'noderivs', 'noderivative'];
const SA = ['sa', 'sharealike'];
const CREATIVE_COMMONS = [
  { stem: 'CC-BY', parts: [] },
  { stem: 'CC-BY-NC', parts: [NC] },
  { stem: 'CC-BY-ND', parts: [ND] },
  { stem: 'CC-BY-SA', parts: [SA] },
  { stem: 'CC-BY-NC-SA', parts: [NC, SA] },
  { stem: 'CC-BY-NC-ND', parts: [NC, ND] },
];
const CC_BEGINNINGS = [
  'cc by',
  'cc attribution',
  'creative commons by',
  'creative commons attribution',
  'creative commons cc by',
];

const families = new Map(
  [...versionsByStem()].map(([stem, versions]) => [stem, describeFamily(stem, versions)] as const),
);
const familiesByKey = nameFamilies();

function versionsByStem(): Map<string, Map<string, string>> {
  const stems = new Map<string, Map<string, string>>();
  for (const id of licenseIds) {
    const [, stem, version] = VERSIONED.exec(id) ?? [];
    // Where the stem is a license itself (MIT and MIT-0, W3C and W3C-20150513) the number is no version of it.
    if (stem === undefined || version === undefined || isKnownLicenseId(stem)) continue;
    const versions = stems.get(stem) ?? new Map<string, string>();
    versions.set(shortVersion(version), `${stem}-${version}`);
    stems.set(stem, versions);
  }
  return stems;
}

function describeFamily(stem: string, versions: ReadonlyMap<string, string>): Family {
  const members = [...versions.values()];
  const gnu = members.some((id) => isKnownLicenseId(`${id}-only`));
  const variantOf = (id: string): boolean =>
    members.some((member) => id === member || id.startsWith(`${member}-`));
  const single =
    members.length === 1 && licenseIds.every((id) => !id.startsWith(`${stem}-`) || variantOf(id));
  return { stem, versions, gnu, single };
}

function nameFamilies(): ReadonlyMap<string, Family> {
  const named = new Map<string, Family>();
  for (const [stem, family] of families) {
    for (const [version, id] of family.versions) {
      const key = unversionedKey(family.gnu ? `${id}-only` : id, version);
      if (key !== undefined) named.set(key, family);
    }
    named.set(keyOf(stem), family);
  }
  for (const [stem, spellings] of Object.entries<readonly string[]>(aliases.families)) {
    const family = families.get(stem);
    for (const spelling of family ? spellings : []) if (family) named.set(keyOf(spelling), family);
  }
  for (const [spelling, stem] of creativeCommonsNames()) {
    const family = families.get(stem);
    if (family) named.set(keyOf(spelling), family);
  }
  return named;
}

/** The key of the list's name with its version taken out; undefined when the name has no version in it. */
function unversionedKey(id: string, version: string): string | undefined {
  const words = (listedNames.get(id) ?? []).filter((word) => word.text !== 'only');
  const rest = words.filter(
    (word) => word.kind !== 'number' || shortVersion(word.text) !== version,
  );
  return rest.length === words.length ? undefined : nameKey(rest);
}

/** People write the letters or their words, and the parts in either order. */
function creativeCommonsNames(): readonly (readonly [spelling: string, stem: string])[] {
  return CREATIVE_COMMONS.flatMap(({ stem, parts }) =>
    orderings(parts).flatMap((ending) =>
      CC_BEGINNINGS.map((beginning) => [`${beginning} ${ending}`, stem] as const),
    ),
  );
}

function orderings(parts: readonly (readonly string[])[]): readonly string[] {
  const [first, second] = parts;
  if (first === undefined) return [''];
  if (second === undefined) return first;
  return first.flatMap((a) => second.flatMap((b) => [`${a} ${b}`, `${b} ${a}`]));
}

function keyOf(text: string): string {
  return nameKey(readWords(text));
}
