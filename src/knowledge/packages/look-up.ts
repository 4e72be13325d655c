import type { Clock } from '#foundation/kernel/clock.ts';
import type { Log } from '#foundation/kernel/log.ts';
import type { CachedFacts, PackageFacts, PackageResult } from '#knowledge/packages/facts.ts';
import { nearNames } from '#knowledge/packages/near-names.ts';
import type { PackageCache } from '#knowledge/packages/package-cache.ts';
import { publishedLicense } from '#knowledge/packages/published-license.ts';
import { type Purl, packageName, printPurl } from '#knowledge/packages/purl.ts';
import {
  type HistoryAnswer,
  type PackageSource,
  type UnavailableReason,
  unavailable,
  type VersionAnswer,
} from '#knowledge/packages/source.ts';

export interface PackageLookUp {
  /**
   * Facts of the version in the purl, else of what `requirement` (a range or a tag) asks for, else of the latest.
   * Answers within about two seconds and never throws; what comes later fills the cache. With `mustBeFresh` what is known
   * for longer than a day is only the answer where the source does not answer.
   */
  lookUp(purl: Purl, requirement?: string, mustBeFresh?: boolean): Promise<PackageResult>;
  /** Resolves when nothing goes on in the background any more; for an orderly end, and for tests. */
  idle(): Promise<void>;
}

/** How long a person waits for a look-up. */
const INTERACTIVE_MS = 2_000;
const FRESH_MS = 24 * 60 * 60_000;
/** Facts whose history is missing are asked for again after this long. */
const INCOMPLETE_MS = 60_000;

export function createPackageLookUp(options: {
  readonly sources: readonly PackageSource[];
  readonly cache: PackageCache;
  readonly clock: Clock;
  readonly log: Log;
}): PackageLookUp {
  const { sources, clock, log } = options;
  const cache = carefree(options.cache, log);
  const underWay = new Map<string, Promise<PackageResult>>();
  const background = new Set<Promise<unknown>>();

  function inBackground(work: Promise<unknown>): void {
    const done = work
      .catch((error: unknown) => {
        const name = error instanceof Error ? error.name : 'unknown';
        log.error({ code: 'bug', error: name }, 'a look-up in the background failed');
      })
      .finally(() => background.delete(done));
    background.add(done);
  }

  /** One question at a time for each key; whoever asks the same meanwhile gets the same answer. */
  function askOnce(source: PackageSource, asked: Asked): Promise<PackageResult> {
    const already = underWay.get(asked.key);
    if (already !== undefined) return already;
    const answer = ask(source, asked).finally(() => underWay.delete(asked.key));
    underWay.set(asked.key, answer);
    return answer;
  }

  async function ask(source: PackageSource, asked: Asked): Promise<PackageResult> {
    const end = performance.now() + INTERACTIVE_MS;
    const history = source.readHistory(asked.purl);
    // It may outlive the answer, also one that has no use for it.
    inBackground(history);
    const answer = await source.findVersion(asked.purl, {
      ...(asked.requirement === undefined ? {} : { requirement: asked.requirement }),
      timeoutMs: INTERACTIVE_MS,
    });
    if (answer.kind === 'no-such-package') return missing(source, asked.purl, end);
    if (answer.kind !== 'found') return answer;

    const inTime = await within(history, end - performance.now());
    const facts = cachedFacts(answer, inTime, source, clock);
    await cache.write(asked.key, facts);
    if (inTime.kind === 'unavailable' && inTime.reason === 'timeout') {
      inBackground(completeLater(answer, history, source, asked));
    }
    const reason = inTime.kind === 'unavailable' ? inTime.reason : 'nonsense';
    return { kind: 'found', facts: factsFrom(facts, asked, false, reason) };
  }

  async function completeLater(
    answer: FoundVersion,
    history: Promise<HistoryAnswer>,
    source: PackageSource,
    asked: Asked,
  ): Promise<void> {
    const late = await history;
    if (late.kind === 'found')
      await cache.write(asked.key, cachedFacts(answer, late, source, clock));
  }

  async function missing(source: PackageSource, purl: Purl, end: number): Promise<PackageResult> {
    const name = packageName(purl);
    const [held, found] = await Promise.all([
      cache.names(purl.type),
      source.searchNames(name, Math.max(200, end - performance.now())),
    ]);
    return { kind: 'no-such-package', near: nearNames(name, [...held, ...found]) };
  }

  return {
    async lookUp(purl, requirement, mustBeFresh = false) {
      const source = sources.find((one) => one.covers(purl));
      if (source === undefined) return unavailable('no-source');
      const asked = askedFor(purl, requirement);
      const held = await cache.read(asked.key);
      if (held === undefined) return askOnce(source, asked);
      const age = clock.now().getTime() - Date.parse(held.fetchedAt);
      const stale = age > FRESH_MS;
      if (stale && mustBeFresh) {
        const answer = await askOnce(source, asked);
        if (answer.kind === 'found') return answer;
      } else if (stale || (held.history.kind === 'not-checked' && age > INCOMPLETE_MS)) {
        inBackground(askOnce(source, asked));
      }
      return { kind: 'found', facts: factsFrom(held, asked, stale, 'timeout') };
    },

    async idle() {
      while (background.size + underWay.size > 0) {
        await Promise.allSettled([...background, ...underWay.values()]);
      }
    },
  };
}

type FoundVersion = Extract<VersionAnswer, { readonly kind: 'found' }>;

interface Asked {
  readonly key: string;
  readonly purl: Purl;
  readonly requirement?: string;
}

/** Qualifiers and subpath do not change what a registry says. */
function askedFor(purl: Purl, requirement: string | undefined): Asked {
  const { qualifiers: _qualifiers, subpath: _subpath, ...plain } = purl;
  const asksForMore = requirement !== undefined && plain.version === undefined;
  return {
    key: asksForMore ? `${printPurl(plain)} ${requirement}` : printPurl(plain),
    purl: plain,
    ...(asksForMore ? { requirement } : {}),
  };
}

function cachedFacts(
  answer: FoundVersion,
  history: HistoryAnswer,
  source: PackageSource,
  clock: Clock,
): CachedFacts {
  const { version } = answer;
  const known = history.kind === 'found' ? history : undefined;
  const publishedAt = known?.publishedAt(version.version);
  return {
    ...version,
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(known?.latest === undefined ? {} : { latest: known.latest }),
    history:
      known === undefined
        ? { kind: 'not-checked' }
        : { kind: 'known', changes: [...known.changes] },
    source: source.name,
    fetchedAt: clock.now().toISOString(),
  };
}

function factsFrom(
  held: CachedFacts,
  asked: Asked,
  stale: boolean,
  notChecked: UnavailableReason,
): PackageFacts {
  const { published, history, ...rest } = held;
  const requested = asked.requirement ?? asked.purl.version;
  return {
    ...rest,
    purl: { ...asked.purl, version: held.version },
    ...(requested === undefined || requested === held.version
      ? {}
      : { requestedVersion: requested }),
    license: publishedLicense({ license: published }),
    history:
      history.kind === 'not-checked'
        ? { kind: 'not-checked', reason: notChecked }
        : {
            kind: 'known',
            changes: history.changes.map(({ since, until, published: license }) => ({
              since,
              until,
              license: publishedLicense({ license }),
            })),
          },
    stale,
  };
}

/** A cache that is gone makes answers slower, not wrong. */
function carefree(cache: PackageCache, log: Log): PackageCache {
  async function orElse<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await work();
    } catch {
      // Not the error: a database's message quotes the row.
      log.warn({ code: 'unavailable' }, 'the cache of package facts does not work');
      return otherwise;
    }
  }
  return {
    read: (key) => orElse(() => cache.read(key), undefined),
    write: (key, facts) => orElse(() => cache.write(key, facts), undefined),
    names: (type) => orElse(() => cache.names(type), []),
  };
}

async function within(answer: Promise<HistoryAnswer>, timeoutMs: number): Promise<HistoryAnswer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<HistoryAnswer>((resolve) => {
    timer = setTimeout(() => resolve(unavailable('timeout')), Math.max(0, timeoutMs));
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
