import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { Floors, holdAgainst } from '../../.ci/floors.ts';

const floors: Floors = {
  names: { exact: { atLeast: 97 }, 'parts.recall': { atLeast: 95 }, wrong: { atMost: 0 } },
};

it('holds scores that reach their floors exactly, as numbers or as percentages', () => {
  const held = holdAgainst(floors, { names: { exact: '97.0%', parts: { recall: 95 }, wrong: 0 } });

  expect(held.map(({ holds }) => holds)).toEqual([true, true, true]);
});

it('finds each score that is under its floor and says both figures', () => {
  const held = holdAgainst(floors, {
    names: { exact: '96.9%', parts: { recall: 94.9 }, wrong: 1 },
  });

  expect(held.map(({ holds }) => holds)).toEqual([false, false, false]);
  expect(held[0]?.score).toBe('names: exact is 96.9, wanted at least 97');
});

it.each([
  ['a set that was not scored', {}],
  ['a set that could not be scored', { names: { error: 'steward batch ended with 1' } }],
  ['a score of no cases', { names: { exact: '-', parts: { recall: null }, wrong: '' } }],
])('counts %s as under the floor', (_, scores) => {
  const held = holdAgainst(floors, scores);

  expect(held.map(({ holds }) => holds)).toEqual([false, false, false]);
});

it('reads the floors that are kept', () => {
  const text = readFileSync(new URL('../../.ci/floors.json', import.meta.url), 'utf8');

  const kept = Floors.parse(JSON.parse(text));

  expect(Object.keys(kept)).toEqual([
    'expressions',
    'verdicts',
    'faq',
    'landmines',
    'npm licenses',
  ]);
});
