import { describe, expect, it } from 'vitest';
import { packageFacts } from '#foundation/store/tables/package-facts.ts';
import { databaseCache } from '#knowledge/packages/database-cache.ts';
import type { CachedFacts } from '#knowledge/packages/facts.ts';
import { memoryCache, type PackageCache } from '#knowledge/packages/package-cache.ts';
import { testDatabase } from '../../support/database.ts';

const facts: CachedFacts = {
  name: '@own/tool',
  version: '1.0.0',
  published: { type: 'MIT' },
  history: { kind: 'known', changes: [{ since: '0.1.0', until: '1.0.0', published: 'MIT' }] },
  source: 'npm registry',
  fetchedAt: '2026-03-02T09:00:00.000Z',
};

const test = testDatabase();

describe.each<[string, () => PackageCache]>([
  ['in memory', () => memoryCache()],
  ['in the database', () => databaseCache(test.db)],
])('the cache %s', (_, open) => {
  it('gives back what was written', async () => {
    const cache = open();

    await cache.write('pkg:npm/%40own/tool', facts);

    expect(await cache.read('pkg:npm/%40own/tool')).toEqual(facts);
  });

  it('gives back what has no license', async () => {
    const cache = open();
    const bare: CachedFacts = {
      ...facts,
      published: undefined,
      history: {
        kind: 'known',
        changes: [{ since: '1.0.0', until: '1.0.0', published: undefined }],
      },
    };

    await cache.write('pkg:npm/bare', bare);

    expect(await cache.read('pkg:npm/bare')).toMatchObject({
      version: '1.0.0',
      history: { kind: 'known' },
    });
  });

  it('gives back the newest', async () => {
    const cache = open();
    await cache.write('pkg:npm/%40own/tool', facts);

    await cache.write('pkg:npm/%40own/tool', { ...facts, version: '2.0.0' });

    expect(await cache.read('pkg:npm/%40own/tool')).toMatchObject({ version: '2.0.0' });
  });

  it('knows nothing of what was not written', async () => {
    const cache = open();

    const read = await cache.read('pkg:npm/unheard-of');

    expect(read).toBeUndefined();
  });

  it('names the packages of a type, each once', async () => {
    const cache = open();
    await cache.write('pkg:npm/%40own/tool', facts);
    await cache.write('pkg:npm/%40own/tool@1.0.0', facts);
    await cache.write('pkg:pypi/flask', { ...facts, name: 'flask' });

    const names = await cache.names('npm');

    expect(names).toEqual(['@own/tool']);
  });
});

it('in memory, what was not used for longest goes first', async () => {
  const cache = memoryCache(2);
  await cache.write('a', facts);
  await cache.write('b', facts);
  await cache.read('a');

  await cache.write('c', facts);

  expect(await cache.read('a')).toEqual(facts);
  expect(await cache.read('b')).toBeUndefined();
});

it('in the database, a row that no longer fits is as good as none', async () => {
  const row = { key: 'pkg:npm/old', facts: { from: 'before' }, fetchedAt: new Date() };
  await test.db.insert(packageFacts).values(row);

  const read = await databaseCache(test.db).read('pkg:npm/old');

  expect(read).toBeUndefined();
});
