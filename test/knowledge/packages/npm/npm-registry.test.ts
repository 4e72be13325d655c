import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { movableClock } from '#foundation/kernel/clock.ts';
import type { Log } from '#foundation/kernel/log.ts';
import { npmRegistry } from '#knowledge/packages/npm/npm-registry.ts';
import { npmPurl } from '#knowledge/packages/purl.ts';
import type { PackageSource } from '#knowledge/packages/source.ts';
import {
  type Fault,
  type RegistryDouble,
  startRegistryDouble,
} from '../../../support/registry-double.ts';

const START = new Date('2026-03-02T09:00:00Z');
const soon = { timeoutMs: 2_000 };

let folder: string;
let registry: RegistryDouble;
let logged: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'registry-'));
  registry = await startRegistryDouble();
  logged = [];
  registry.publish({
    name: 'padder',
    versions: {
      '0.9.0': { licenses: [{ type: 'BSD' }] },
      '1.0.0': { license: 'WTFPL', repository: 'git+https://github.com/someone/padder.git' },
      '1.1.0': { license: { type: 'MIT' }, deprecated: 'use the built-in' },
      '1.2.0': { license: 'MIT' },
      '2.0.0-beta.1': { license: 'GPL-3.0-only' },
      '2.0.0': { license: 'Apache-2.0' },
    },
    tags: { next: '2.0.0-beta.1' },
    latest: '1.2.0',
  });
});

afterEach(async () => {
  await registry.close();
  await rm(folder, { recursive: true });
});

function log(): Log {
  const write = (fields: unknown, message: string) =>
    void logged.push(`${JSON.stringify(fields)} ${message}`);
  return { debug: write, info: write, warn: write, error: write };
}

async function source(
  npmrc = `registry=${registry.url}\n`,
  clock = movableClock(START),
): Promise<PackageSource> {
  await writeFile(join(folder, '.npmrc'), npmrc);
  const env = {
    HOME: folder,
    npm_config_userconfig: join(folder, '.npmrc'),
    PADDER_TOKEN: 'made-up-token',
  };
  return npmRegistry({ npm: { env, cwd: folder }, clock, log: log() });
}

describe('a version', () => {
  it('is read with what it publishes', async () => {
    const npm = await source();

    const answer = await npm.findVersion(npmPurl('padder', '1.0.0'), soon);

    expect(answer).toEqual({
      kind: 'found',
      version: {
        name: 'padder',
        version: '1.0.0',
        published: 'WTFPL',
        repository: 'https://github.com/someone/padder',
      },
    });
  });

  it('is the latest when none is named', async () => {
    const npm = await source();

    const answer = await npm.findVersion(npmPurl('padder'), soon);

    expect(answer).toMatchObject({ kind: 'found', version: { version: '1.2.0' } });
  });

  it.each([
    ['^1.0.0', '1.2.0'],
    ['0.x', '0.9.0'],
    ['>=2', '2.0.0'],
    ['next', '2.0.0-beta.1'],
  ])('is chosen for %s as the npm client does: %s', async (requirement, expected) => {
    const npm = await source();

    const answer = await npm.findVersion(npmPurl('padder'), { ...soon, requirement });

    expect(answer).toMatchObject({ kind: 'found', version: { version: expected } });
  });

  it('brings the note of its deprecation', async () => {
    const npm = await source();

    const answer = await npm.findVersion(npmPurl('padder', '1.1.0'), soon);

    expect(answer).toMatchObject({ version: { deprecated: 'use the built-in' } });
  });

  it.each([
    ['no license at all', {}, undefined],
    ['an empty one and an old list', { license: '', licenses: ['MIT'] }, ['MIT']],
    ['words of its own', { license: 'Ask us' }, 'Ask us'],
    ['a pointer to a file', { license: 'SEE LICENSE IN eula.md' }, 'SEE LICENSE IN eula.md'],
  ])('may have %s', async (_, manifest, expected) => {
    const npm = await source();
    registry.publish({ name: 'odd', versions: { '1.0.0': manifest } });

    const answer = await npm.findVersion(npmPurl('odd'), soon);

    expect(answer).toMatchObject({ kind: 'found', version: { version: '1.0.0' } });
    expect(answer.kind === 'found' && answer.version.published).toEqual(expected);
  });

  it('never has a license cut down to something that reads like another', async () => {
    const npm = await source();
    const long = `MIT OR ${'(Apache-2.0) OR '.repeat(400)}GPL-3.0-only`;
    registry.publish({ name: 'odd', versions: { '1.0.0': { license: long } } });

    const answer = await npm.findVersion(npmPurl('odd'), soon);

    expect(answer.kind === 'found' && String(answer.version.published)).toMatch(/ …$/);
  });

  it('is told missing with the versions near it', async () => {
    const npm = await source();

    const answer = await npm.findVersion(npmPurl('padder', '1.1.5'), soon);

    expect(answer).toEqual({
      kind: 'no-such-version',
      latest: '1.2.0',
      near: ['1.0.0', '1.1.0', '1.2.0', '2.0.0'],
    });
  });

  it('is found in the whole document when the registry has none of its own', async () => {
    const npm = await source();
    registry.breakDown('padder/', { kind: 'status', status: 404 });

    const answer = await npm.findVersion(npmPurl('padder'), soon);

    expect(answer).toMatchObject({ kind: 'found', version: { version: '1.2.0' } });
  });

  it('of a package that does not exist is told as such', async () => {
    const npm = await source();

    const answer = await npm.findVersion(npmPurl('paddr'), soon);

    expect(answer).toEqual({ kind: 'no-such-package' });
  });

  it('of another package is no answer', async () => {
    const npm = await source();
    registry.publish({ name: 'liar', versions: { '1.0.0': { name: 'padder', license: 'MIT' } } });

    const answer = await npm.findVersion(npmPurl('liar'), soon);

    expect(answer).toEqual({ kind: 'unavailable', reason: 'nonsense' });
  });

  it('is never asked for by a name that cannot be one', async () => {
    const npm = await source();

    const answer = await npm.findVersion(npmPurl('../-/whoami'), soon);

    expect(answer).toEqual({ kind: 'no-such-package' });
    expect(registry.requests).toEqual([]);
  });
});

describe('the license history', () => {
  it('tells each change in the order of versions, prereleases and spellings aside', async () => {
    const npm = await source();

    const history = await npm.readHistory(npmPurl('padder'));

    expect(history).toMatchObject({
      kind: 'found',
      latest: '1.2.0',
      changes: [
        { since: '0.9.0', until: '0.9.0' },
        { since: '1.0.0', until: '1.0.0', published: 'WTFPL' },
        { since: '1.1.0', until: '1.2.0' },
        { since: '2.0.0', until: '2.0.0', published: 'Apache-2.0' },
      ],
    });
  });

  it('knows when a version was published', async () => {
    const npm = await source();

    const history = await npm.readHistory(npmPurl('padder'));

    expect(history.kind === 'found' && history.publishedAt('1.0.0')).toBe(
      '2020-01-02T00:00:00.000Z',
    );
    expect(history.kind === 'found' && history.publishedAt('7.0.0')).toBeUndefined();
  });

  it('is fetched once for all who ask at the same time', async () => {
    const npm = await source();

    await Promise.all([1, 2, 3].map(() => npm.readHistory(npmPurl('padder'))));

    expect(registry.requests).toHaveLength(1);
  });
});

describe('a fault', () => {
  it.each<[string, Fault, string]>([
    ['no answer', { kind: 'hang' }, 'timeout'],
    ['an answer that comes too late', { kind: 'slow', ms: 2_000 }, 'timeout'],
    ['a server error', { kind: 'status', status: 500 }, 'server-error'],
    ['a sign-in page', { kind: 'html' }, 'nonsense'],
    ['JSON of another kind', { kind: 'wrong-type' }, 'nonsense'],
    ['half a document', { kind: 'cut-off' }, 'network'],
    ['a dropped connection', { kind: 'drop' }, 'network'],
    ['three megabytes', { kind: 'oversized', bytes: 3_000_000 }, 'too-large'],
    [
      'a small file that unfolds to three megabytes',
      { kind: 'bomb', bytes: 3_000_000 },
      'too-large',
    ],
    ['an odd refusal', { kind: 'status', status: 418 }, 'nonsense'],
  ])('is told by its kind: %s', async (_, fault, reason) => {
    const npm = await source();
    registry.breakDown('padder/', fault);

    const answer = await npm.findVersion(npmPurl('padder'), { timeoutMs: 700 });

    expect(answer).toEqual({ kind: 'unavailable', reason });
  });

  it.each([401, 403])('of permission (%i) is told apart from a missing package', async (status) => {
    const npm = await source();
    registry.breakDown('padder/', { kind: 'status', status });

    const answer = await npm.findVersion(npmPurl('padder'), soon);

    expect(answer).toEqual({ kind: 'may-not-see' });
  });

  it('that passes is tried again', async () => {
    const npm = await source();
    registry.breakDown('padder/', { kind: 'status', status: 503 }, 1);

    const answer = await npm.findVersion(npmPurl('padder'), soon);

    expect(answer.kind).toBe('found');
    expect(registry.requests).toHaveLength(2);
  });

  it('asks to wait a little, and is waited for', async () => {
    const npm = await source();
    registry.breakDown('padder/', { kind: 'status', status: 429, retryAfter: '1' }, 1);

    const answer = await npm.findVersion(npmPurl('padder'), { timeoutMs: 3_000 });

    expect(answer.kind).toBe('found');
  });

  it('asks to wait longer than a person would, and nobody asks again until then', async () => {
    const clock = movableClock(START);
    const npm = await source(undefined, clock);
    registry.breakDown('padder/', { kind: 'status', status: 429, retryAfter: '60' });

    const first = await npm.findVersion(npmPurl('padder'), soon);
    const second = await npm.findVersion(npmPurl('padder'), soon);

    expect(first).toEqual({ kind: 'unavailable', reason: 'rate-limited', retryAfterMs: 60_000 });
    expect(second).toEqual({ kind: 'unavailable', reason: 'paused', retryAfterMs: 60_000 });
    expect(registry.requests).toHaveLength(1);
  });

  it('five times in a row gives the source half a minute of rest', async () => {
    const clock = movableClock(START);
    const npm = await source(undefined, clock);
    registry.breakDown('padder/', { kind: 'html' });
    for (let count = 0; count < 5; count++) await npm.findVersion(npmPurl('padder'), soon);
    registry.mend();

    const resting = await npm.findVersion(npmPurl('padder'), soon);
    clock.advance(30_000);
    const rested = await npm.findVersion(npmPurl('padder'), soon);

    expect(resting).toMatchObject({ kind: 'unavailable', reason: 'paused' });
    expect(rested.kind).toBe('found');
  });

  it('sends nobody to another host, and no token either', async () => {
    const elsewhere = await startRegistryDouble();
    const npm = await source(
      `registry=${registry.url}\n//127.0.0.1:${new URL(registry.url).port}/:_authToken=made-up-token\n`,
    );
    registry.breakDown('padder/', { kind: 'redirect', to: `${elsewhere.url}padder/latest` });

    const answer = await npm.findVersion(npmPurl('padder'), soon);

    expect(answer).toEqual({ kind: 'unavailable', reason: 'nonsense' });
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.close();
  });

  it('of a redirect on the same host is none', async () => {
    const npm = await source();
    registry.breakDown('padder/latest', { kind: 'redirect', to: '/padder/1.0.0' });

    const answer = await npm.findVersion(npmPurl('padder'), soon);

    expect(answer).toMatchObject({ kind: 'found', version: { version: '1.0.0' } });
  });

  it('without end is given up', async () => {
    const npm = await source();
    registry.breakDown('padder/', { kind: 'redirect', to: '/padder/latest' });

    const answer = await npm.findVersion(npmPurl('padder'), soon);

    expect(answer).toEqual({ kind: 'unavailable', reason: 'nonsense' });
  });

  it('is logged by its kind only', async () => {
    const npm = await source(
      `registry=${registry.url}\n//127.0.0.1:${new URL(registry.url).port}/:_authToken=made-up-token\n`,
    );
    registry.breakDown('padder/', { kind: 'html' });

    await npm.findVersion(npmPurl('padder'), soon);

    expect(logged).toEqual([
      '{"source":"npm registry","reason":"nonsense"} a package source did not answer',
    ]);
  });
});

describe('a private registry', () => {
  it('is asked for its scope, with its token from the environment', async () => {
    const own = await startRegistryDouble();
    own.requireToken('made-up-token');
    own.publish({ name: '@own/tool', versions: { '1.0.0': { license: 'UNLICENSED' } } });
    const npm = await source(
      `registry=${registry.url}\n@own:registry=${own.url}\n${own.url.slice(5)}:_authToken=\${PADDER_TOKEN}\n`,
    );

    const answer = await npm.findVersion(npmPurl('@own/tool'), soon);

    expect(answer).toMatchObject({ kind: 'found', version: { name: '@own/tool' } });
    expect(registry.requests).toEqual([]);
    await own.close();
  });

  it('that does not know us is not said to lack the package', async () => {
    registry.requireToken('another-token');
    const npm = await source();

    const answer = await npm.findVersion(npmPurl('padder'), soon);

    expect(answer).toEqual({ kind: 'may-not-see' });
  });

  it('that is down does not rest the others', async () => {
    const own = await startRegistryDouble();
    own.breakDown('', { kind: 'html' });
    const npm = await source(`registry=${registry.url}\n@own:registry=${own.url}\n`);
    for (let count = 0; count < 5; count++) await npm.findVersion(npmPurl('@own/tool'), soon);

    const answer = await npm.findVersion(npmPurl('padder'), soon);

    expect(answer.kind).toBe('found');
    await own.close();
  });
});

describe('a proxy', () => {
  it('of the npm configuration is used', async () => {
    const npm = await source(`registry=http://npm.invalid/\nproxy=${registry.url}\n`);
    registry.breakDown('', { kind: 'status', status: 403 });

    const answer = await npm.findVersion(npmPurl('padder'), soon);

    expect(answer).toEqual({ kind: 'may-not-see' });
    expect(registry.requests[0]?.path).toContain('npm.invalid/padder/latest');
  });
});
