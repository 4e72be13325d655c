import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Remembered } from '#assistant/memory.ts';
import { readWish, type Wish } from '#assistant/understand/read-wish.ts';

const before: Remembered = {
  subject: { kind: 'license', text: 'GPL-3.0-only' },
  said: { use: 'mobile-app' },
};

const wishes: readonly (readonly [string, Wish['kind']])[] = [
  ['help', 'help'],
  ['what can you do?', 'help'],
  ['hi', 'greeting'],
  ['thanks!', 'greeting'],
  ['is MIT ok', 'licenses'],
  ['can i use gpl3 stuff in our mobile app?', 'licenses'],
  ['MIT OR Apache-2.0, which one?', 'licenses'],
  ['what do i have to do for bsd 3 clause code we ship', 'licenses'],
  ['can we use stuff under the unlicense', 'licenses'],
  ['show me the text of MIT', 'license-text'],
  ['can I use left-pad?', 'packages'],
  ['express@4.18.2', 'packages'],
  ['npm i @slack/bolt', 'packages'],
  ['https://www.npmjs.com/package/chalk', 'packages'],
  ['moment vs dayjs, which of them is approved', 'packages'],
  ['redis', 'packages'],
  ['can i use ../../etc/passwd', 'packages'],
  ['start the release wizard', 'elsewhere'],
  ['did req-9 get approved yet', 'elsewhere'],
  ['show the review queue', 'elsewhere'],
  ['is MIT compatible with GPL-3.0?', 'elsewhere'],
  ['who signs off on a PR to kubernetes?', 'elsewhere'],
  ['can you check this sbom', 'elsewhere'],
  ['', 'nothing-said'],
  ['🎉🎉🎉', 'nothing-said'],
  ['?!', 'nothing-said'],
  ['qwoieu zxmcnb alskdj', 'unclear'],
];

describe('reading a wish', () => {
  it.each(wishes)('takes “%s” for %s', (text, kind) => {
    expect(readWish(text, undefined).kind).toBe(kind);
  });

  it.each([
    ['and for a mobile app?', { kind: 'follow-up', said: { use: 'mobile-app' } }],
    ['and on the backend only?', { kind: 'follow-up', said: { use: 'saas' } }],
    ['what if we modify it', { kind: 'follow-up', said: { modified: true } }],
    ['what about 2.0?', { kind: 'follow-up', said: {}, version: '2.0' }],
    ['Run as a separate program', { kind: 'follow-up', said: { linkage: 'separate-process' } }],
  ])('takes “%s” for more about what was asked before', (text, wish) => {
    expect(readWish(text, before)).toEqual(wish);
  });

  it('needs something asked before for a follow-up', () => {
    expect(readWish('and for a mobile app?', undefined).kind).not.toBe('follow-up');
  });

  it('takes a new subject for what it is, in the middle of a conversation', () => {
    expect(readWish('and what about MPL-2.0 in our mobile app?', before).kind).toBe('licenses');
    expect(readWish('can I use express in our mobile app?', before).kind).toBe('packages');
  });

  it('says that a text is too long instead of reading a part of it', () => {
    expect(readWish('can I use left-pad? '.repeat(2000), undefined)).toEqual({
      kind: 'too-long',
      length: 39_999,
    });
  });

  it('reads any text into some wish', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        (text) => readWish(text, before).kind.length > 0,
      ),
      { numRuns: 300 },
    );
  });
});
