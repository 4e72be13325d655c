import semver from 'semver';
import { z } from 'zod';
import type { Clock } from '#foundation/kernel/clock.ts';
import type { Log } from '#foundation/kernel/log.ts';
import {
  factsOf,
  latestOf,
  licenseChanges,
  type Packument,
  publishedAt,
  VersionDocument,
  versionsNear,
  versionsOf,
} from '#knowledge/packages/npm/documents.ts';
import { npmNameProblem, pathOf } from '#knowledge/packages/npm/name.ts';
import { createPackuments, type PackumentAnswer } from '#knowledge/packages/npm/packuments.ts';
import {
  createRegistryClient,
  type NpmSurroundings,
} from '#knowledge/packages/npm/registry-client.ts';
import {
  createSteadyRegistry,
  type SteadyRegistry,
} from '#knowledge/packages/npm/steady-registry.ts';
import { packageName } from '#knowledge/packages/purl.ts';
import {
  type PackageSource,
  type Unavailable,
  unavailable,
  type VersionAnswer,
} from '#knowledge/packages/source.ts';

/** Version documents are a few kilobytes; a readme in one may make it more. */
const MAX_VERSION_BYTES = 2 * 1024 * 1024;
const MAX_SEARCH_BYTES = 1024 * 1024;

/**
 * The npm registry, or whatever registries the npm client on this machine is set up for.
 * A name that cannot be a package's is never sent.
 */
export function npmRegistry(options: {
  readonly npm: NpmSurroundings;
  readonly clock: Clock;
  readonly log: Log;
}): PackageSource {
  const registry = createSteadyRegistry(
    createRegistryClient(options.npm),
    options.clock,
    options.log,
  );
  const packuments = createPackuments(registry);

  return {
    name: 'npm registry',
    covers: (purl) => purl.type === 'npm',

    async findVersion(purl, wanted) {
      const name = packageName(purl);
      if (npmNameProblem(name) !== undefined) return { kind: 'no-such-package' };
      const end = performance.now() + wanted.timeoutMs;
      const asked = readAsked(purl.version, wanted.requirement);
      if (asked.kind !== 'range') {
        const answer = await findOne(registry, name, asked.version, wanted.timeoutMs);
        if (answer.kind !== 'missing') return answer;
      }
      // Some registries have no document for a tag, and "missing" does not say what is missing.
      const all = await within(packuments.read(name), end - performance.now());
      return all.kind === 'found' ? choose(all.packument, asked) : withoutVersions(all);
    },

    async readHistory(purl) {
      const name = packageName(purl);
      if (npmNameProblem(name) !== undefined) return { kind: 'no-such-package' };
      const all = await packuments.read(name);
      if (all.kind !== 'found') return withoutVersions(all);
      const { packument } = all;
      const latest = latestOf(packument);
      return {
        kind: 'found',
        changes: licenseChanges(packument),
        ...(latest === undefined ? {} : { latest }),
        publishedAt: (version) => publishedAt(packument, version),
      };
    },

    async searchNames(name, timeoutMs) {
      if (npmNameProblem(name) !== undefined) return [];
      const path = `-/v1/search?size=5&text=${encodeURIComponent(name)}`;
      const found = await registry.get(name, path, { timeoutMs, maxBytes: MAX_SEARCH_BYTES });
      const read = SearchResult.safeParse(found.kind === 'json' ? found.body : undefined);
      const names = read.success ? read.data.objects.map(({ package: found }) => found.name) : [];
      return names.filter((one) => npmNameProblem(one) === undefined).slice(0, 5);
    },
  };
}

const SearchResult = z.looseObject({
  objects: z.array(z.looseObject({ package: z.looseObject({ name: z.string() }) })),
});

type Asked =
  | { readonly kind: 'exact'; readonly version: string }
  | { readonly kind: 'tag'; readonly version: string }
  | { readonly kind: 'range'; readonly range: string };

/** A purl's version may be a range too: `pkg:npm/express@4`. */
function readAsked(version: string | undefined, requirement: string | undefined): Asked {
  const typed = version ?? requirement ?? 'latest';
  const exact = semver.valid(typed);
  if (exact !== null) return { kind: 'exact', version: exact };
  const range = semver.validRange(typed);
  return range === null ? { kind: 'tag', version: typed } : { kind: 'range', range };
}

async function findOne(
  registry: SteadyRegistry,
  name: string,
  version: string,
  timeoutMs: number,
): Promise<VersionAnswer | { readonly kind: 'missing' }> {
  const path = `${pathOf(name)}/${encodeURIComponent(version)}`;
  const fetched = await registry.get(name, path, { timeoutMs, maxBytes: MAX_VERSION_BYTES });
  if (fetched.kind !== 'json') return fetched;
  const document = VersionDocument.safeParse(fetched.body);
  const isExact = semver.valid(version) !== null;
  // Facts of another package or version would be worse than none.
  const fits =
    document.success &&
    document.data.name === name &&
    (!isExact || document.data.version === version);
  return fits ? { kind: 'found', version: factsOf(document.data) } : unavailable('nonsense');
}

function choose(packument: Packument, asked: Asked): VersionAnswer {
  const versions = versionsOf(packument);
  if (versions.length === 0) return { kind: 'no-such-package' };
  const latest = latestOf(packument);
  const version = versionFor(packument, versions, latest, asked);
  const document = VersionDocument.safeParse(
    version === undefined ? undefined : packument.versions[version],
  );
  if (document.success && document.data.name === packument.name) {
    return { kind: 'found', version: factsOf(document.data) };
  }
  return {
    kind: 'no-such-version',
    ...(latest === undefined ? {} : { latest }),
    near: versionsNear(versions, asked.kind === 'exact' ? asked.version : undefined),
  };
}

/** As the npm client chooses: the latest if it satisfies the range, else the highest that does. */
function versionFor(
  packument: Packument,
  versions: readonly string[],
  latest: string | undefined,
  asked: Asked,
): string | undefined {
  if (asked.kind === 'exact') return asked.version;
  if (asked.kind === 'tag') {
    const tagged = packument['dist-tags'][asked.version];
    return typeof tagged === 'string' ? tagged : undefined;
  }
  if (latest !== undefined && semver.satisfies(latest, asked.range)) return latest;
  return semver.maxSatisfying(versions, asked.range) ?? undefined;
}

function withoutVersions(
  answer: Exclude<PackumentAnswer, { readonly kind: 'found' }>,
): { readonly kind: 'no-such-package' } | { readonly kind: 'may-not-see' } | Unavailable {
  return answer.kind === 'missing' ? { kind: 'no-such-package' } : answer;
}

/** The answer if it comes in time; it goes on for others who wait for it. */
async function within(
  answer: Promise<PackumentAnswer>,
  timeoutMs: number,
): Promise<PackumentAnswer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Unavailable>((resolve) => {
    timer = setTimeout(() => resolve(unavailable('timeout')), Math.max(0, timeoutMs));
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
