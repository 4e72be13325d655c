import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Recalled } from '#assistant/memory.ts';
import { readInThread } from '#assistant/understand/in-thread.ts';
import { readAlone, type Wish } from '#assistant/understand/read-wish.ts';

const before: Recalled = {
  subject: { kind: 'license', text: 'GPL-3.0-only' },
  said: { use: 'mobile-app' },
  earlier: [],
};

const wishes: readonly (readonly [string, Wish['kind']])[] = [
  ['help', 'help'],
  ['hi, I need some help please', 'help'],
  ['thanks a lot!', 'greeting'],
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
  ['Hello, can I use left-pad? Thanks!', 'packages'],
  ['can you help me with lodash', 'packages'],
  ['are we allowed to use lodash?', 'packages'],
  ['of course, can I use lodash', 'packages'],
  ['can I use broadcast-channel', 'packages'],
  ['can i use d3 on our internal dashboard', 'packages'],
  ['is react MIT?', 'packages'],
  ['left-pad is WTFPL, ok?', 'packages'],
  ['does winston come under the MIT license?', 'packages'],
  ['is a driver under GPL ok', 'licenses'],
  ['can we use MIT code in a react app', 'licenses'],
  ['does MIT allow selling?', 'licenses'],
  ['do I have to include the license text of MIT?', 'licenses'],
  ['where can I read the MIT license', 'license-text'],
  ['express@4.18.2', 'packages'],
  ['can we use frobnicate in our mobile app?', 'packages'],
  ['is frobnicate approved for production', 'packages'],
  ['is license-checker ok', 'packages'],
  ['is no-license ok for our backend?', 'packages'],
  ['frobnicate', 'packages'],
  ['npm i @slack/bolt', 'packages'],
  ['https://www.npmjs.com/package/chalk', 'packages'],
  ['moment vs dayjs, which of them is approved', 'packages'],
  ['redis', 'packages'],
  ['can i use ../../etc/passwd', 'packages'],
  ['start the release wizard', 'start-request'],
  ['did req-9 get approved yet', 'request-status'],
  ['show the review queue', 'review-queue'],
  ['is MIT compatible with GPL-3.0?', 'elsewhere'],
  ['who signs off on a PR to kubernetes?', 'handbook'],
  ['what is copyleft?', 'handbook'],
  ['which licenses are allowed?', 'handbook'],
  ['can I contribute to github.com/facebook/react', 'handbook'],
  ['not shipped', 'unsure'],
  ['can you check this sbom', 'elsewhere'],
  ['', 'nothing-said'],
  ['🎉🎉🎉', 'nothing-said'],
  ['?!', 'nothing-said'],
  ['qwoieu zxmcnb alskdj', 'unclear'],
];

/** In a thread about `before`. */
function readWish(text: string, before: Recalled | undefined): Wish {
  const read = readAlone(text);
  return read.kind === 'open' ? readInThread(read, before) : read;
}

describe('wishes that somebody in the OSPO handles', () => {
  it.each([
    ['can I use GPL code in an MIT project', 'compatibility'],
    ['my app is MIT, dep is agpl v3. problem?', 'compatibility'],
    ['audit my package-lock.json', 'component-lists'],
  ])('takes “%s” for %s', (text, topic) => {
    expect(readWish(text, undefined)).toEqual({ kind: 'elsewhere', topic });
  });

  it.each([
    [
      'pls start a use request for pkg:npm/axios@1.6.8',
      { kind: 'start-request', form: 'use', known: { package: 'axios 1.6.8' } },
    ],
    ['what is waiting for my review?', { kind: 'review-queue' }],
    ['did req-9 get approved yet', { kind: 'request-status', number: 9 }],
    ['is the exception for readline through yet', { kind: 'request-status' }],
    ['show my requests', { kind: 'my-requests' }],
    ['I need a waiver for busybox', { kind: 'start-request', form: 'exception' }],
  ])('takes “%s” for a matter of requests', (text, wish) => {
    expect(readWish(text, undefined)).toMatchObject(wish);
  });

  it('takes licenses that are only listed for questions about each', () => {
    expect(readWish('difference between MIT and BSD', undefined).kind).toBe('licenses');
  });
});

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

  it('hears no use in the names of licenses', () => {
    expect(readWish('is the server side public license ok', undefined)).toMatchObject({ said: {} });
  });

  it('asks the same again when only the opposite of a use is said, unless that takes something back', () => {
    const open: Recalled = { subject: before.subject, said: {}, earlier: [] };

    expect(readWish('not shipped', open)).toEqual({ kind: 'follow-up', said: {} });
    expect(readWish('not shipped', before).kind).not.toBe('follow-up');
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

  it('hears the same question however politely it is asked', () => {
    const greeting = fc.constantFrom('', 'hi, ', 'Good morning! ', 'Hello steward. ');
    const thanks = fc.constantFrom('', ' thanks!', ' Thank you so much.', ' please');
    const question = fc.constantFrom(
      'can I use lodash?',
      'is MIT ok for our mobile app?',
      'my requests',
      'is copyleft allowed?',
      'show me the text of MIT.',
    );

    fc.assert(
      fc.property(greeting, question, thanks, (hello, asked, bye) => {
        expect(readWish(hello + asked + bye, undefined).kind).toBe(readWish(asked, undefined).kind);
      }),
    );
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
