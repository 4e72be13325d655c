import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPackageList } from '#knowledge/packages/lists/read-list.ts';
import { printPurl } from '#knowledge/packages/purl.ts';

describe('a package.json', () => {
  it('names what it needs, and what it needs to build', () => {
    const text = JSON.stringify({
      name: 'checkout',
      version: '1.0.0',
      dependencies: { express: '^4.18.0', '@slack/bolt': '4.0.0' },
      optionalDependencies: { fsevents: '*' },
      peerDependencies: { react: '>=18' },
      devDependencies: { vitest: 'latest', express: '^4.18.0' },
    });

    expect(namesIn(text)).toEqual([
      'pkg:npm/express ^4.18.0',
      'pkg:npm/%40slack/bolt@4.0.0',
      'pkg:npm/fsevents',
      'pkg:npm/react >=18',
      'pkg:npm/vitest latest (tool)',
    ]);
  });

  it('means the package behind an alias', () => {
    expect(namesIn('{"dependencies": {"old": "npm:left-pad@1.0.0", "any": "npm:@a/b"}}')).toEqual([
      'pkg:npm/left-pad@1.0.0',
      'pkg:npm/%40a/b',
    ]);
  });

  it.each([
    'file:../core',
    'link:../core',
    'workspace:*',
    '../core',
    '/etc/passwd',
    'git+ssh://git@example.org/a.git',
    'https://169.254.169.254/x.tgz',
    'github:a/b',
    'a/b',
    'npm:../../etc/passwd',
  ])('names nothing to look up by %s', (range) => {
    const reading = readPackageList(JSON.stringify({ dependencies: { core: range } }));

    expect(reading).toMatchObject({ kind: 'list', list: { packages: [] } });
    expect(reading.kind === 'list' ? reading.list.refused : []).toHaveLength(1);
  });

  it('may name no packages at all', () => {
    expect(readPackageList('{"name": "empty"}')).toEqual({
      kind: 'list',
      list: { packages: [], refused: [], left: 0 },
    });
  });

  it('may hold other things where ranges stand', () => {
    const text = '{"dependencies": {"a": 1, "b": null, "c": {"version": "1"}, "d": "1.0.0"}}';

    expect(namesIn(text)).toEqual(['pkg:npm/d@1.0.0']);
  });

  it('is looked at up to 200 packages, and says how many there are more', () => {
    const dependencies = Object.fromEntries(
      Array.from({ length: 230 }, (_, at) => [`package-${at}`, '1.0.0']),
    );

    const reading = readPackageList(JSON.stringify({ dependencies }));

    expect(reading.kind === 'list' ? reading.list.packages : []).toHaveLength(200);
    expect(reading.kind === 'list' ? reading.list.left : 0).toBe(30);
  });
});

describe('a list of packages', () => {
  it('has one on each line, in any usual notation', () => {
    const text = `
      # what we use
      left-pad
      express@^4.18.0
      - @slack/bolt 4.0.0
      * "lodash": "~4.17.0",
      3. react: 18.2.0
      // the last
      react-router@latest;
    `;

    expect(namesIn(text)).toEqual([
      'pkg:npm/left-pad',
      'pkg:npm/express ^4.18.0',
      'pkg:npm/%40slack/bolt@4.0.0',
      'pkg:npm/lodash ~4.17.0',
      'pkg:npm/react@18.2.0',
      'pkg:npm/react-router latest',
    ]);
  });

  it('names each once', () => {
    expect(namesIn('a-a\nb-b\na-a\na-a@1.0.0')).toEqual([
      'pkg:npm/a-a',
      'pkg:npm/b-b',
      'pkg:npm/a-a@1.0.0',
    ]);
  });
});

describe('what is no list of packages', () => {
  it.each([
    ['nothing', ''],
    ['prose', 'Please look at these packages for us.\nThank you very much,\nAda'],
    [
      'a license text',
      'Permission is hereby granted, free of charge,\nto any person obtaining a copy',
    ],
    ['what Python needs', 'flask==3.0.0\nrequests>=2\nnumpy==1.26'],
    ['other JSON', '{"a": 1}'],
    ['broken JSON', '{"dependencies": {"a": "1.0.0"'],
    ['JSON that is deep', `{"a":${'['.repeat(200_000)}`],
    ['a list in JSON', '["left-pad"]'],
    ['something very long', 'left-pad\n'.repeat(200_000)],
  ])('is said to be something else: %s', (_, text) => {
    expect(readPackageList(text)).toEqual({ kind: 'other' });
  });

  it.each([
    ['a lock file', { name: 'a', lockfileVersion: 3, dependencies: {} }],
    ['CycloneDX', { bomFormat: 'CycloneDX', dependencies: [] }],
    ['SPDX 2', { spdxVersion: 'SPDX-2.3', name: 'a' }],
    ['SPDX 3', { '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld' }],
  ])('is known for a list of components: %s', (_, file) => {
    expect(readPackageList(JSON.stringify(file))).toEqual({ kind: 'component-list' });
  });
});

describe('whatever is handed over', () => {
  it('is read without a throw, and gives only names that a registry could know', () => {
    const anyLine = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('a', 'b@1', '"c": "^1"', '../d'),
    );
    const anyText = fc.oneof(
      fc.array(anyLine).map((lines) => lines.join('\n')),
      fc.json(),
      fc
        .dictionary(fc.string(), fc.string())
        .map((dependencies) => JSON.stringify({ dependencies })),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        for (const name of namesIn(text)) expect(name).toMatch(/^pkg:npm\/[^/]+(?:\/[^/]+)?$/);
      }),
    );
  });

  it.each([
    ['a line without end', `${'a'.repeat(1_000_000)}`],
    ['many blanks', `left-pad${' '.repeat(1_000_000)}x`],
    ['many quotes', '"'.repeat(1_000_000)],
    ['many lines', 'a b c\n'.repeat(160_000)],
  ])('is read in a moment: %s', (_, text) => {
    const start = performance.now();

    readPackageList(text);

    expect(performance.now() - start).toBeLessThan(1000);
  });
});

function namesIn(text: string): readonly string[] {
  const reading = readPackageList(text);
  if (reading.kind !== 'list') return [];
  return reading.list.packages.map(({ purl, requirement, isTool }) =>
    [printPurl(purl), requirement, isTool ? '(tool)' : undefined]
      .filter((part) => part !== undefined)
      .join(' '),
  );
}
