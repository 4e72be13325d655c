import { describe, expect, it } from 'vitest';
import { daysSaid, readAbsenceWish } from '#assistant/understand/absence-words.ts';
import { readAlone } from '#assistant/understand/read-wish.ts';

/** A Friday. */
const TODAY = '2026-11-27';

describe('saying that one is away', () => {
  it.each([
    ['I am away from 1 to 5 December', '2026-12-01', '2026-12-05'],
    ['away 1-5 Dec', '2026-12-01', '2026-12-05'],
    ['I’m away 2026-12-01 to 2026-12-05!', '2026-12-01', '2026-12-05'],
    ['on vacation from Dec 20 to January 3rd', '2026-12-20', '2027-01-03'],
    ['out of office from 3 March until 7 March 2027', '2027-03-03', '2027-03-07'],
    ['away from monday to friday', '2026-11-30', '2026-12-04'],
    ['ooo tomorrow', '2026-11-28', '2026-11-28'],
    ['I am ill today', TODAY, TODAY],
    ['I will be away until 4 December', TODAY, '2026-12-04'],
    ['away from 4 December', '2026-12-04', undefined],
    ['out of office', undefined, undefined],
    ['absence', undefined, undefined],
    ['change my absence', undefined, undefined],
    ['away 3 to 30 february', undefined, undefined],
  ])('is heard in “%s”', (sentence, firstDay, lastDay) => {
    const wish = readAbsenceWish(sentence);

    if (wish?.kind !== 'away') throw new Error('not heard');
    expect(daysSaid(wish.said, TODAY)).toEqual({
      ...(firstDay && { firstDay }),
      ...(lastDay && { lastDay }),
    });
  });

  it.each(['I am back', "I'm back from vacation", 'I am not away any more', 'end my absence'])(
    'is over with “%s”',
    (sentence) => {
      expect(readAbsenceWish(sentence)).toEqual({ kind: 'back' });
    },
  );

  it.each([
    'I am away from my desk, can I use lodash?',
    'out of office policy',
    'what happens if a reviewer is away?',
    'can I use the package away',
    'who covers while legal is on vacation',
    'back',
  ])('is not heard in “%s”', (sentence) => {
    expect(['away', 'back']).not.toContain(readAlone(sentence).kind);
  });
});
