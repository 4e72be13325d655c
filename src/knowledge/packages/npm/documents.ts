import semver from 'semver';
import { z } from 'zod';
import { publishedField, publishedLicense } from '#knowledge/packages/published-license.ts';
import type { PublishedChange, VersionFacts } from '#knowledge/packages/source.ts';

/** The document of one version, as far as we need it; everything else in it is left alone. */
export const VersionDocument = z.looseObject({
  name: z.string(),
  version: z.string(),
  license: z.unknown().optional(),
  licenses: z.unknown().optional(),
  deprecated: z.unknown().optional(),
  repository: z.unknown().optional(),
});
export type VersionDocument = z.infer<typeof VersionDocument>;

/** The document of a package with all its versions. */
export const Packument = z.looseObject({
  name: z.string(),
  versions: z.record(z.string(), z.unknown()).catch({}),
  'dist-tags': z.record(z.string(), z.unknown()).catch({}),
  time: z.record(z.string(), z.unknown()).catch({}),
});
export type Packument = z.infer<typeof Packument>;

export function factsOf(document: VersionDocument): VersionFacts {
  const deprecated = readDeprecated(document.deprecated);
  const repository = readRepository(document.repository);
  return {
    name: document.name,
    version: document.version,
    published: bounded(publishedField(document)),
    ...(deprecated === undefined ? {} : { deprecated }),
    ...(repository === undefined ? {} : { repository }),
  };
}

/** Versions that follow semver, oldest first. Prereleases only if there is nothing else. */
export function versionsOf(packument: Packument): readonly string[] {
  const all = Object.keys(packument.versions)
    .filter((version) => semver.valid(version) !== null)
    .sort(semver.compare);
  const releases = all.filter((version) => semver.prerelease(version) === null);
  return releases.length > 0 ? releases : all;
}

/** Where the license changed from one version to the next; a change of spelling alone is none. */
export function licenseChanges(packument: Packument): readonly PublishedChange[] {
  const changes: { since: string; until: string; published: unknown; meaning: string }[] = [];
  const meanings = new Map<string, string>();
  for (const version of versionsOf(packument)) {
    const published = publishedIn(packument.versions[version]);
    const meaning = meaningOf(published, meanings);
    const last = changes.at(-1);
    if (last?.meaning === meaning) last.until = version;
    else changes.push({ since: version, until: version, published, meaning });
  }
  // A package that flips from version to version has no history worth telling in full.
  return changes
    .slice(-MOST_CHANGES)
    .map(({ since, until, published }) => ({ since, until, published }));
}

const MOST_CHANGES = 50;

export function latestOf(packument: Packument): string | undefined {
  const latest = packument['dist-tags'].latest;
  return typeof latest === 'string' && semver.valid(latest) !== null ? latest : undefined;
}

export function publishedAt(packument: Packument, version: string): string | undefined {
  const time = packument.time[version];
  const date = typeof time === 'string' ? new Date(time) : undefined;
  return date === undefined || Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** A few versions around the one asked for, oldest first. */
export function versionsNear(
  versions: readonly string[],
  wanted: string | undefined,
): readonly string[] {
  const exact = wanted === undefined ? null : semver.valid(wanted);
  if (exact === null) return versions.slice(-4);
  const behind = versions.findIndex((version) => semver.compare(version, exact) > 0);
  const at = behind === -1 ? versions.length : behind;
  return versions.slice(Math.max(0, at - 2), at + 2);
}

function publishedIn(document: unknown): unknown {
  const read = z
    .looseObject({ license: z.unknown().optional(), licenses: z.unknown().optional() })
    .safeParse(document);
  return bounded(read.success ? publishedField(read.data) : undefined);
}

/** Reading a license costs more than a look into a map, and versions mostly repeat themselves. */
function meaningOf(published: unknown, meanings: Map<string, string>): string {
  const key = JSON.stringify(published) ?? '';
  const known = meanings.get(key);
  if (known !== undefined) return known;
  const finding = publishedLicense({ license: published });
  const meaning = finding.normalized ?? `${finding.class} ${finding.published}`;
  meanings.set(key, meaning);
  return meaning;
}

const LONGEST_LICENSE = 4_000;

/** Too long is no license name. The ellipsis keeps what is left from being read as one, too. */
function bounded(published: unknown): unknown {
  const text = typeof published === 'string' ? published : JSON.stringify(published);
  if (text === undefined || text.length <= LONGEST_LICENSE) return published;
  return `${text.slice(0, LONGEST_LICENSE)} …`;
}

const LONGEST_NOTE = 500;

/** A sentence of the author's, or just `true`; `false` and `""` take a deprecation back. */
function readDeprecated(deprecated: unknown): string | undefined {
  if (deprecated === true) return 'no reason given';
  if (typeof deprecated !== 'string') return undefined;
  const text = deprecated
    .slice(0, 4 * LONGEST_NOTE)
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  if (text === '') return undefined;
  return text.length > LONGEST_NOTE ? `${text.slice(0, LONGEST_NOTE)}…` : text;
}

/** An https address of the repository's page, from any of the forms that npm allows. */
function readRepository(repository: unknown): string | undefined {
  const read = z.looseObject({ url: z.string() }).safeParse(repository);
  const typed = typeof repository === 'string' ? repository : read.success ? read.data.url : '';
  if (typed === '' || typed.length > 300) return undefined;
  const shorthand = /^(?:(github|gitlab|bitbucket):)?([\w.-]+\/[\w.-]+)$/.exec(typed);
  const address =
    shorthand === null
      ? typed.replace(/^git\+/, '').replace(/^git@([\w.-]+):/, 'https://$1/')
      : `${HOSTS[shorthand[1] ?? 'github']}${shorthand[2]}`;
  const url = URL.parse(address);
  if (url === null || !/^(?:https?|git|ssh):$/.test(url.protocol) || url.hostname === '')
    return undefined;
  // Rebuilt from its parts, so that a name, a password or a query never gets on a card.
  const scheme = url.protocol === 'http:' ? 'http' : 'https';
  return `${scheme}://${url.hostname}${url.pathname.replace(/\.git$/, '')}`;
}

const HOSTS: Readonly<Record<string, string>> = {
  github: 'https://github.com/',
  gitlab: 'https://gitlab.com/',
  bitbucket: 'https://bitbucket.org/',
};
