import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { publishedLicense } from '#knowledge/packages/published-license.ts';
import { parsePurl, printPurl, purlOf } from '#knowledge/packages/purl.ts';
import { readPackages } from '#knowledge/packages/read-packages.ts';

const folder = new URL('../../../shared/eval/packages/', import.meta.url);

const Parts = z.object({
  type: z.string().nullable(),
  namespace: z.string().nullable(),
  name: z.string().nullable(),
  version: z.string().nullable(),
  qualifiers: z.record(z.string(), z.string()).nullable(),
  subpath: z.string().nullable(),
});

const Spec = z.object({
  tests: z.array(
    z.object({
      description: z.string(),
      test_type: z.enum(['parse', 'build', 'validate']),
      input: z.union([z.string(), Parts]),
      expected_output: z.union([z.string(), Parts]).nullable(),
      expected_failure: z.boolean(),
    }),
  ),
});

describe.each(['purl-spec-npm.json', 'purl-spec-pypi.json'])('the official cases in %s', (file) => {
  const { tests } = Spec.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));

  it.each(tests.map((test) => [test.test_type, JSON.stringify(test.input), test] as const))(
    '%s %s',
    (_, __, test) => {
      const got = outcomeOf(test.input, test.test_type);

      expect(got).toEqual(test.expected_failure ? undefined : test.expected_output);
    },
  );
});

describe('what people type', () => {
  const Case = z.object({
    id: z.string(),
    kind: z.string(),
    input: z.string(),
    expect: z.object({
      purls: z.array(z.string()),
      ambiguous: z.boolean(),
      assumeOk: z.boolean().optional(),
      accept: z.array(z.string()).optional(),
      requirement: z.record(z.string(), z.string()).optional(),
    }),
  });
  const cases = readLines('parse-cases.jsonl', Case);

  it.each(cases.map((one) => [one.kind, one.input, one] as const))(
    '%s: %s',
    (_, input, { expect: want }) => {
      const reading = readPackages(input);

      const purls = reading.packages.map(({ purl }) => printPurl(purl));
      const fine = [...want.purls, ...(want.accept ?? [])];
      if (want.purls.length === 0) expect(purls).toEqual([]);
      else expect(fine).toContain(purls[0]);
      if (!want.ambiguous) expect(reading.kind).not.toBe('word');
      else if (want.assumeOk !== true) expect(reading.kind).toBe('word');
      const requirements = reading.packages.flatMap(({ requirement }) => requirement ?? []);
      expect(requirements).toEqual(Object.values(want.requirement ?? {}));
    },
  );
});

describe('published licenses', () => {
  const Row = z.object({
    purl: z.string(),
    published: z.looseObject({ license: z.unknown().optional(), licenses: z.unknown().optional() }),
    expect: z.object({ spdx: z.string().nullable(), needsReview: z.boolean().nullable() }),
  });
  const rows = readLines('npm-license-rows.jsonl', Row).filter(
    (row) => row.expect.needsReview === true && row.expect.spdx === null,
  );

  it('give no expression without a doubt where nobody can tell the license', () => {
    const certain = rows.filter(({ published }) => publishedLicense(published).class === 'ok');

    expect(rows.length).toBeGreaterThan(5);
    expect(certain.map(({ purl }) => purl)).toEqual([]);
  });
});

function outcomeOf(input: string | z.infer<typeof Parts>, type: 'parse' | 'build' | 'validate') {
  const purl = typeof input === 'string' ? parsePurl(input) : built(input);
  if (purl === undefined) return undefined;
  if (type !== 'parse') return printPurl(purl);
  const nothing = { namespace: null, version: null, qualifiers: null, subpath: null };
  return { ...nothing, ...purl };
}

function built({ type, namespace, name, version, qualifiers, subpath }: z.infer<typeof Parts>) {
  if (type === null || name === null) return undefined;
  return purlOf({
    type,
    name,
    namespace: namespace ?? undefined,
    version: version ?? undefined,
    qualifiers: qualifiers ?? undefined,
    subpath: subpath ?? undefined,
  });
}

function readLines<T extends z.ZodType>(file: string, row: T): readonly z.infer<T>[] {
  const lines = readFileSync(new URL(file, folder), 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => row.parse(JSON.parse(line)));
}
