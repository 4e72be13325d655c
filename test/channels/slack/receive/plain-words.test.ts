import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainWords } from '#channels/slack/receive/plain-words.ts';
import { escaped } from '../../../support/slack/sender.ts';

describe('plainWords', () => {
  it.each([
    ['<@U1>', '@U1'],
    ['<@U1|dana>', 'dana'],
    ['<@U0OURS> hello', 'hello'],
    ['<#C1|open-source>', '#open-source'],
    ['<#C1>', '#C1'],
    ['<!here>', '@here'],
    ['<!subteam^S1|@reviewers>', '@reviewers'],
    ['<https://example.com>', 'https://example.com'],
    ['<http://example.com|example.com>', 'example.com'],
    ['<https://example.com/|example.com>', 'example.com'],
    ['<https://example.com/a|the page>', 'the page (https://example.com/a)'],
    ['<mailto:a@example.com|a@example.com>', 'a@example.com'],
    ['a &lt;b&gt; &amp; c', 'a <b> & c'],
    ['&amp;lt;', '&lt;'],
    ['&lt;@U1&gt;', '<@U1>'],
    ['  left-pad  ', 'left-pad'],
    ['<>', '<>'],
    ['<|>', ''],
  ])('reads %j as %j', (text, words) => {
    expect(plainWords(text, 'U0OURS')).toBe(words);
  });

  it('gives back what somebody typed, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        const words = plainWords(escaped(typed), 'U0OURS');

        expect(words).toBe(typed.toWellFormed().replaceAll('\0', '\ufffd').trim());
      }),
    );
  });

  it('gives only what a database and a browser take', () => {
    const words = plainWords('a\0b\ud800c', undefined);

    expect(words).toBe('a\ufffdb\ufffdc');
  });

  it.each(['<', '<a', '<|', '&lt;', '<a|', '>', '<@U0OURS|'])(
    'takes a megabyte of %j in a moment',
    (part) => {
      const began = performance.now();

      plainWords(part.repeat(1_000_000 / part.length), 'U0OURS');

      expect(performance.now() - began).toBeLessThan(1500);
    },
  );
});
