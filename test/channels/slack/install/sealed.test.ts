import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSealedWithFirst, open, seal } from '#channels/slack/install/sealed.ts';

const key = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));
const keys = fc.uniqueArray(key, {
  minLength: 1,
  maxLength: 4,
  selector: (one) => one.toString('hex'),
});
const id = fc.string({ minLength: 1, unit: 'binary' }).filter((text) => text.isWellFormed());
const text = fc.string({ unit: 'binary' }).filter((value) => value.isWellFormed());

describe('a sealed text', () => {
  it('is read again with the key that sealed it, wherever that stands among the keys', () => {
    fc.assert(
      fc.property(keys, id, text, fc.nat(), (all, row, words, turn) => {
        const sealed = seal(all, row, words);
        const turned = [...all.slice(turn % all.length), ...all.slice(0, turn % all.length)];

        expect(open(turned, row, sealed)).toBe(words);
      }),
    );
  });

  it('does not open with other keys', () => {
    fc.assert(
      fc.property(keys, id, text, (all, row, words) => {
        const sealed = seal(all, row, words);

        expect(() => open([randomBytes(32)], row, sealed)).toThrow(/no key opens/);
      }),
    );
  });

  it('does not open in the row of another', () => {
    fc.assert(
      fc.property(keys, id, id, text, (all, row, other, words) => {
        fc.pre(row !== other);
        const sealed = seal(all, row, words);

        expect(() => open(all, other, sealed)).toThrow(/was changed/);
      }),
    );
  });

  it('does not open when a single character of it was changed', () => {
    fc.assert(
      fc.property(keys, text, fc.nat(), (all, words, place) => {
        const sealed = seal(all, 'slack:T1', words);
        const at = place % sealed.length;
        const other = sealed[at] === 'A' ? 'Q' : 'A';
        const changed = `${sealed.slice(0, at)}${other}${sealed.slice(at + 1)}`;

        expect(openedOr(all, changed)).toSatisfy(
          // The last character of base64 has bits that say nothing.
          (opened) => opened === 'refused' || (isLastOfPart(sealed, at) && opened === words),
        );
      }),
    );
  });

  it('does not open cut short, in a shape of its own or with a short tag', () => {
    const all = [randomBytes(32)];
    const sealed = seal(all, 'slack:T1', 'a token');
    const [version, name, nonce, rest = ''] = sealed.split('.');

    const bad = [
      '',
      '1',
      sealed.slice(0, -4),
      `${sealed}.more`,
      `2.${name}.${nonce}.${rest}`,
      `${version}.${name}..${rest}`,
      `${version}.${name}.${nonce}.${rest.slice(0, 8)}`,
      `${version}.${name}.${nonce}.`,
    ];

    expect(bad.map((one) => openedOr(all, one))).toEqual(bad.map(() => 'refused'));
  });

  it('never says the same twice, and holds nothing of the text or the key', () => {
    const all = [randomBytes(32)];

    const sealed = [seal(all, 'slack:T1', 'xoxb-secret'), seal(all, 'slack:T1', 'xoxb-secret')];

    expect(sealed[0]).not.toBe(sealed[1]);
    expect(sealed.join()).not.toContain('xoxb');
    expect(sealed.join()).not.toContain(Buffer.from('xoxb-secret').toString('base64url'));
    expect(sealed.join()).not.toContain(all[0]?.toString('base64url'));
  });

  it('is known to be of the first key, or of an older one', () => {
    const [older, newer] = [randomBytes(32), randomBytes(32)];
    const sealed = seal([older], 'slack:T1', 'a token');

    expect(isSealedWithFirst([older, newer], sealed)).toBe(true);
    expect(isSealedWithFirst([newer, older], sealed)).toBe(false);
  });

  it('says what to do, and nothing of itself, when it does not open', () => {
    const sealed = seal([randomBytes(32)], 'slack:T1', 'xoxb-secret');

    expect(() => open([randomBytes(32)], 'slack:T1', sealed)).toThrow(
      expect.objectContaining({
        code: 'misconfigured',
        message: 'no key opens the installation slack:T1',
        advice: expect.stringContaining('SLACK_TOKEN_KEYS'),
      }),
    );
  });
});

function openedOr(all: readonly Buffer[], sealed: string): string {
  try {
    return open(all, 'slack:T1', sealed);
  } catch (error) {
    return (error as { code?: string }).code === 'misconfigured' ? 'refused' : 'broken';
  }
}

function isLastOfPart(sealed: string, at: number): boolean {
  return at + 1 === sealed.length || sealed[at + 1] === '.';
}
