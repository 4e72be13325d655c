import { describe, expect, it } from 'vitest';
import { code, link, plainText, strong, webAddress } from '#foundation/cards/text.ts';

describe('webAddress', () => {
  it('opens http and https pages, normalised', () => {
    expect(webAddress('https://example.org')).toBe('https://example.org/');
    expect(webAddress('HTTP://Example.org/a b?c="')).toBe('http://example.org/a%20b?c=%22');
  });

  it.each([
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'mailto:a@example.org',
    '//example.org',
    '/local',
    'https://',
    '',
  ])('opens nothing else: %j', (href) => {
    expect(webAddress(href)).toBeUndefined();
  });

  it('refuses an address that only looks like another host', () => {
    expect(webAddress('https://example.org@other.example/')).toBeUndefined();
    expect(webAddress('https://user:secret@example.org/')).toBeUndefined();
  });

  it('refuses an over-long address, also one that grows when normalised', () => {
    expect(webAddress(`https://example.org/${'a'.repeat(2000)}`)).toBeUndefined();
    expect(webAddress(`https://example.org/${'語'.repeat(1000)}`)).toBeUndefined();
  });
});

describe('plainText', () => {
  it('is the words alone', () => {
    const text = ['a ', strong('b'), code(' c '), link('d', 'https://example.org')];

    expect(plainText(text)).toBe('a b c d');
    expect(plainText('<b>')).toBe('<b>');
  });
});
