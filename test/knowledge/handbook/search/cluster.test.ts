import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusterQuestions } from '#knowledge/handbook/search/cluster.ts';

const questions = [
  'can i use docker base images',
  'who pays for a conference trip',
  'are container images allowed',
  'do we pay bug bounties?',
  'is there a rule about docker images',
  'whats the bug bounty',
  'docker base images ok?',
];

describe('groups of questions', () => {
  it('hold those that ask the same in other words, the largest group first', () => {
    const groups = clusterQuestions(questions).map((group) => group.toSorted());

    expect(groups).toEqual([[0, 2, 4, 6], [3, 5], [1]]);
  });

  it('begin with the one that is most like the others', () => {
    const [largest] = clusterQuestions([
      'docker on the tuesday build machines of the Berlin office',
      'docker build machines',
      'docker on build machines',
    ]);

    expect(largest?.[0]).not.toBe(0);
  });

  it('hold every question once, whatever is asked, and the same ones each time', () => {
    const any = fc.oneof(fc.constantFrom(...questions, '', '???'), fc.string({ maxLength: 40 }));

    fc.assert(
      fc.property(fc.array(any, { maxLength: 30 }), (asked) => {
        const groups = clusterQuestions(asked);
        const sizes = groups.map((group) => group.length);

        expect(groups.flat().toSorted((one, other) => one - other)).toEqual([...asked.keys()]);
        expect(sizes).toEqual(sizes.toSorted((one, other) => other - one));
        expect(clusterQuestions(asked)).toEqual(groups);
      }),
      { numRuns: 60 },
    );
  });

  it('are none of no questions', () => {
    expect(clusterQuestions([])).toEqual([]);
  });

  it('hold equal questions together', () => {
    expect(clusterQuestions(['hm?', 'hm?', 'hm?'])).toEqual([[0, 1, 2]]);
  });
});
