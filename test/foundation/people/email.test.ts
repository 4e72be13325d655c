import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emailFrom } from '#foundation/people/email.ts';

describe('emailFrom', () => {
  it.each([
    ['Ada.Lovelace@Example.ORG', 'ada.lovelace@example.org'],
    ['  ada@example.org\n', 'ada@example.org'],
    ["o'neil+oss@mail.example.co.uk", "o'neil+oss@mail.example.co.uk"],
  ])('reads %j', (raw, email) => {
    const read = emailFrom(raw);

    expect(read).toBe(email);
  });

  it.each([
    ['nothing', undefined],
    ['an empty text', ''],
    ['a name', 'Ada Lovelace'],
    ['two addresses', 'ada@example.org, eve@example.org'],
    ['an address in a name', 'Ada <ada@example.org>'],
    ['two at signs', 'ada@example.org@evil.test'],
    ['a host without a domain', 'ada@localhost'],
    ['an IP address', 'ada@127.0.0.1'],
    ['a space within', 'ada @example.org'],
    ['a line break within', 'ada@example.org\neve@example.org'],
    ['NUL', 'ada\u0000@example.org'],
    ['half a character', 'ada\ud83d@example.org'],
    ['a Cyrillic letter that looks like ours', '\u0430da@example.org'],
    ['the Kelvin sign, which becomes a k', '\u212aen@example.org'],
    ['the long s, which becomes an S', 'mi\u017fs@example.org'],
    ['full-width letters', '\uff41da@example.org'],
    ['a zero-width space', 'a\u200bda@example.org'],
    ['a right-to-left override', '\u202eada@example.org'],
    ['a part that is too long', `${'a'.repeat(65)}@example.org`],
    ['a whole that is too long', `ada@${'a.'.repeat(130)}org`],
  ])('reads none in %s', (_what, raw) => {
    const read = emailFrom(raw);

    expect(read).toBeUndefined();
  });

  it('makes the same of what it has made', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (raw) => {
        const email = emailFrom(raw);

        expect(email).toBe(email === undefined ? undefined : raw.toLowerCase());
        expect(emailFrom(email)).toBe(email);
      }),
    );
  });

  it('is done at once with whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 2_000, unit: 'binary' }), (raw) => {
        const email = emailFrom(raw);

        expect(email ?? 'a@b.cd').toMatch(/^[\x21-\x7e]+$/);
      }),
    );
  });
});
