import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editSteps, nearNames } from '#knowledge/packages/near-names.ts';

describe('names near a misspelt one', () => {
  it.each([
    ['recat-router', 'react-router'],
    ['expres', 'express'],
    ['lodahs', 'lodash'],
    ['crossenv', 'cross-env'],
    ['reqeust', 'request'],
    ['Axios', 'axios'],
    ['@angulr/core', '@angular/core'],
    ['typscript', 'typescript'],
  ])('for %s begin with %s', (typed, expected) => {
    const near = nearNames(typed, []);

    expect(near[0]).toBe(expected);
  });

  it('include the longer names that go on from there', () => {
    const near = nearNames('recat-router', []);

    expect(near).toContain('react-router-dom');
  });

  it('include names that only we know', () => {
    const near = nearNames('own-biling', ['own-billing']);

    expect(near[0]).toBe('own-billing');
  });

  it.each(['zzqqxxyy', 'our-secret-internal-tool', 'q', 'x'.repeat(5_000)])(
    'are none for %.30s',
    (typed) => {
      const near = nearNames(typed, []);

      expect(near).toEqual([]);
    },
  );

  it('are at most three, and never the name itself', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z-]{1,30}$/), (typed) => {
        const near = nearNames(typed, [typed]);

        expect(near.length).toBeLessThanOrEqual(3);
        expect(near).not.toContain(typed);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the steps from one name to another', () => {
  const word = fc.string({ maxLength: 12 });

  it('count insertions, deletions, replacements and swaps', () => {
    const steps = [
      editSteps('react', 'react'),
      editSteps('recat', 'react'),
      editSteps('reac', 'react'),
      editSteps('reacct', 'react'),
      editSteps('reakt', 'react'),
      editSteps('', 'react'),
    ];

    expect(steps).toEqual([0, 1, 1, 1, 1, 5]);
  });

  it('are as many back as forth, and none only between equals', () => {
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(editSteps(one, other)).toBe(editSteps(other, one));
        expect(editSteps(one, other) === 0).toBe(one === other);
      }),
    );
  });
});
