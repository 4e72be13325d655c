import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { movableClock } from '#foundation/kernel/clock.ts';
import { type Log, silentLog } from '#foundation/kernel/log.ts';
import { createPackageLookUp, type PackageLookUp } from '#knowledge/packages/look-up.ts';
import { npmRegistry } from '#knowledge/packages/npm/npm-registry.ts';
import { memoryCache, type PackageCache } from '#knowledge/packages/package-cache.ts';
import { npmPurl } from '#knowledge/packages/purl.ts';
import { type PackageSource, unavailable } from '#knowledge/packages/source.ts';
import { type RegistryDouble, startRegistryDouble } from '../../support/registry-double.ts';

const START = new Date('2026-03-02T09:00:00Z');
const DAY = 24 * 60 * 60_000;

let folder: string;
let registry: RegistryDouble;
let clock: ReturnType<typeof movableClock>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'look-up-'));
  registry = await startRegistryDouble();
  clock = movableClock(START);
  await writeFile(join(folder, '.npmrc'), `registry=${registry.url}\n`);
  registry.publish({
    name: 'left-pad',
    versions: { '1.0.0': { license: 'MIT' }, '1.3.0': { license: 'WTFPL', deprecated: 'gone' } },
  });
});

afterEach(async () => {
  await registry.close();
  await rm(folder, { recursive: true });
});

function lookUpWith(cache: PackageCache = memoryCache(), log: Log = silentLog): PackageLookUp {
  const env = { HOME: folder, npm_config_userconfig: join(folder, '.npmrc') };
  const npm = npmRegistry({ npm: { env, cwd: folder }, clock, log });
  return createPackageLookUp({ sources: [npm], cache, clock, log });
}

describe('a look-up', () => {
  it('tells the facts, where they are from and when', async () => {
    const packages = lookUpWith();

    const result = await packages.lookUp(npmPurl('left-pad'));

    expect(result).toMatchObject({
      kind: 'found',
      facts: {
        purl: { type: 'npm', name: 'left-pad', version: '1.3.0' },
        name: 'left-pad',
        version: '1.3.0',
        license: { class: 'ok', normalized: 'WTFPL' },
        deprecated: 'gone',
        publishedAt: '2020-01-02T00:00:00.000Z',
        latest: '1.3.0',
        history: {
          kind: 'known',
          changes: [
            { since: '1.0.0', until: '1.0.0', license: { normalized: 'MIT' } },
            { since: '1.3.0', until: '1.3.0', license: { normalized: 'WTFPL' } },
          ],
        },
        source: 'npm registry',
        fetchedAt: '2026-03-02T09:00:00.000Z',
        stale: false,
      },
    });
  });

  it('keeps what was asked for beside the version it chose', async () => {
    const packages = lookUpWith();

    const result = await packages.lookUp(npmPurl('left-pad'), '~1.0.0');

    expect(result).toMatchObject({ facts: { version: '1.0.0', requestedVersion: '~1.0.0' } });
  });

  it('of a misspelt name gives names that exist, and no facts', async () => {
    const packages = lookUpWith();

    const result = await packages.lookUp(npmPurl('recat-router'));

    expect(result).toEqual({
      kind: 'no-such-package',
      near: ['react-router', 'react-router-dom'],
    });
  });

  it('suggests what was looked up before', async () => {
    const packages = lookUpWith();
    registry.publish({ name: '@own/billing', versions: { '1.0.0': {} } });
    await packages.lookUp(npmPurl('@own/billing'));

    const result = await packages.lookUp(npmPurl('@own/biling'));

    expect(result).toEqual({ kind: 'no-such-package', near: ['@own/billing'] });
  });

  it('of an ecosystem that nobody covers is unavailable', async () => {
    const packages = lookUpWith();

    const result = await packages.lookUp({ type: 'pypi', name: 'flask' });

    expect(result).toEqual({ kind: 'unavailable', reason: 'no-source' });
  });

  it('asks once for all who ask at the same time', async () => {
    const packages = lookUpWith();

    await Promise.all([1, 2, 3].map(() => packages.lookUp(npmPurl('left-pad'))));

    expect(registry.requests).toHaveLength(2);
  });

  it('is idle only when nothing is asked any more, also where there was no answer to wait for', async () => {
    let historyAsked = false;
    const source: PackageSource = {
      name: 'a source',
      covers: () => true,
      findVersion: async () => unavailable('timeout'),
      async readHistory() {
        await new Promise((resolve) => setTimeout(resolve, 50));
        historyAsked = true;
        return unavailable('timeout');
      },
      searchNames: async () => [],
    };
    const packages = createPackageLookUp({
      sources: [source],
      cache: memoryCache(),
      clock,
      log: silentLog,
    });

    await packages.lookUp(npmPurl('left-pad'));
    await packages.idle();

    expect(historyAsked).toBe(true);
  });

  it('answers without the history when that takes too long, and knows it later', async () => {
    const packages = lookUpWith();
    registry.breakDown('left-pad/', { kind: 'slow', ms: 0 });
    registry.breakDown('left-pad', { kind: 'slow', ms: 2_300 });

    const first = await packages.lookUp(npmPurl('left-pad'));
    await packages.idle();
    const second = await packages.lookUp(npmPurl('left-pad'));

    expect(first).toMatchObject({
      facts: { version: '1.3.0', history: { kind: 'not-checked', reason: 'timeout' } },
    });
    expect(second).toMatchObject({ facts: { history: { kind: 'known' } } });
  });

  it('says why when nobody answers', async () => {
    const packages = lookUpWith();
    registry.breakDown('', { kind: 'status', status: 429, retryAfter: '30' });

    const result = await packages.lookUp(npmPurl('left-pad'));

    expect(result).toEqual({ kind: 'unavailable', reason: 'rate-limited', retryAfterMs: 30_000 });
  });
});

describe('kept facts', () => {
  it('answer for a day without asking again', async () => {
    const packages = lookUpWith();
    await packages.lookUp(npmPurl('left-pad'));
    clock.advance(DAY);

    const result = await packages.lookUp(npmPurl('left-pad'));

    expect(result).toMatchObject({ facts: { stale: false, fetchedAt: START.toISOString() } });
    expect(registry.requests).toHaveLength(2);
  });

  it('answer at once when older, marked as such, while newer ones are fetched', async () => {
    const packages = lookUpWith();
    await packages.lookUp(npmPurl('left-pad'));
    registry.publish({ name: 'left-pad', versions: { '2.0.0': { license: 'MIT' } } });
    clock.advance(DAY + 1);

    const old = await packages.lookUp(npmPurl('left-pad'));
    await packages.idle();
    const renewed = await packages.lookUp(npmPurl('left-pad'));

    expect(old).toMatchObject({ facts: { version: '1.3.0', stale: true } });
    expect(renewed).toMatchObject({ facts: { version: '2.0.0', stale: false } });
  });

  it('go on answering while the source is down', async () => {
    const packages = lookUpWith();
    await packages.lookUp(npmPurl('left-pad'));
    registry.breakDown('', { kind: 'drop' });
    clock.advance(30 * DAY);

    await packages.lookUp(npmPurl('left-pad'));
    await packages.idle();
    const result = await packages.lookUp(npmPurl('left-pad'));

    expect(result).toMatchObject({ kind: 'found', facts: { version: '1.3.0', stale: true } });
    await packages.idle();
  });

  it('are kept apart by what was asked for', async () => {
    const packages = lookUpWith();
    await packages.lookUp(npmPurl('left-pad'));

    const exact = await packages.lookUp(npmPurl('left-pad', '1.0.0'));
    const range = await packages.lookUp(npmPurl('left-pad'), '<1.2');

    expect(exact).toMatchObject({ facts: { version: '1.0.0' } });
    expect(range).toMatchObject({ facts: { version: '1.0.0' } });
  });

  it('are not needed: a store that is gone costs a line in the log, which names nobody and nothing', async () => {
    const logged: string[] = [];
    const write = (fields: unknown, message: string) =>
      void logged.push(`${JSON.stringify(fields)} ${message}`);
    const gone = () => Promise.reject(new Error('no space left for left-pad'));
    const packages = lookUpWith(
      { read: gone, write: gone, names: gone },
      { debug: write, info: write, warn: write, error: write },
    );

    const found = await packages.lookUp(npmPurl('left-pad'));
    const missing = await packages.lookUp(npmPurl('left-pdd'));

    expect(found.kind).toBe('found');
    expect(missing).toMatchObject({ kind: 'no-such-package', near: ['left-pad'] });
    expect(logged.join()).not.toContain('left-p');
    expect(logged).toContain('{"code":"unavailable"} the cache of package facts does not work');
  });
});
