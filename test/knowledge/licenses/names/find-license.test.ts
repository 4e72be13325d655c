import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printExpression } from '#knowledge/licenses/expression.ts';
import { findLicense } from '#knowledge/licenses/names/find-license.ts';

function found(typed: string): string {
  const match = findLicense(typed);
  return match.kind === 'found' ? printExpression(match.expression) : match.kind;
}

describe('nicknames', () => {
  it.each([
    ['boost', 'BSL-1.0'],
    ['business source', 'BUSL-1.1'],
    ['bsl 1.1', 'BUSL-1.1'],
    ['the mozilla one', 'MPL-2.0'],
    ['new bsd', 'BSD-3-Clause'],
    ['gpl3', 'GPL-3.0-only'],
    ['gpl 3 or later', 'GPL-3.0-or-later'],
    ['gplv3+', 'GPL-3.0-or-later'],
    ['apache', 'Apache-2.0'],
    ['lgpl 2.1 licence', 'LGPL-2.1-only'],
    ['expat', 'MIT'],
    ['mit or apache-2.0', 'MIT OR Apache-2.0'],
  ])('takes "%s" for %s', (typed, expected) => {
    expect(found(typed)).toBe(expected);
  });
});

describe('families', () => {
  it('asks which of the two a "bsl" is', () => {
    expect(findLicense('bsl')).toMatchObject({
      kind: 'family',
      candidates: ['BSL-1.0', 'BUSL-1.1'],
    });
  });

  it('asks for the version', () => {
    expect(findLicense('cc by-nc')).toMatchObject({ kind: 'family', family: 'CC-BY-NC' });
    expect(findLicense('gnu lgpl')).toMatchObject({ kind: 'family', family: 'LGPL' });
  });
});

describe('misspelt names', () => {
  it.each([
    ['appache 2.0', 'Apache-2.0'],
    ['mozila public licence 2', 'MPL-2.0'],
    ['Creative Comons Zero', 'CC0-1.0'],
    ['postgress', 'PostgreSQL'],
    ['GPL-3.0-ony', 'GPL-3.0-only'],
  ])('suggests for "%s" first %s, and does not decide', (typed, expected) => {
    const match = findLicense(typed);

    expect(match).toMatchObject({ kind: 'near' });
    expect(match.kind === 'near' && match.candidates[0]).toBe(expected);
  });

  it('does not suggest another version than was typed', () => {
    expect(findLicense('agplv4')).toEqual({ kind: 'none' });
  });

  it.each([
    'react',
    'hello world',
    'foo',
    'unlicensed',
    'proprietary',
    'MIT OR',
    '',
    '???',
    'a'.repeat(10_000),
  ])('suggests nothing for "%s"', (typed) => {
    expect(findLicense(typed)).toEqual({ kind: 'none' });
  });
});

it('never throws', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (typed) => {
      expect(['found', 'family', 'near', 'none']).toContain(findLicense(typed).kind);
    }),
    { numRuns: 40 },
  );
});
