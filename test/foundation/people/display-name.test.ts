import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayNameFrom } from '#foundation/people/display-name.ts';

describe('displayNameFrom', () => {
  it.each([
    ['keeps an ordinary name', 'Zoë  van der Berg ', 'Zoë van der Berg'],
    ['puts a name into one line', 'Ada\r\nKing', 'Ada King'],
    ['takes out what turns the direction of text', 'Ada\u202Egnik', 'Ada gnik'],
    ['has none for nothing', undefined, null],
    ['has none for blanks', ' \t\n', null],
  ])('%s', (_law, raw, expected) => {
    expect(displayNameFrom(raw)).toBe(expected);
  });

  it('is never longer than 200 characters, never cut inside one, and always storable', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (raw) => {
        const name = displayNameFrom(raw) ?? 'none';

        expect([...name].length).toBeLessThanOrEqual(200);
        expect(name.isWellFormed()).toBe(true);
        expect(name).not.toMatch(/[\p{Cc}]/u);
      }),
    );
  });
});
