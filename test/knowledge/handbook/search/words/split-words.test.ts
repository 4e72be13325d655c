import { describe, expect, it } from 'vitest';
import { wordsOf } from '#knowledge/handbook/search/words/split-words.ts';
import { stemmerOf } from '#knowledge/handbook/search/words/stem.ts';

describe('the words of a text', () => {
  it.each([
    ['Don’t FORK C++, please', ['don', 'fork', 'c', 'please']],
    ["the company's rules", ['the', 'company', 'rules']],
    ['GPL-3.0-only', ['gpl', '3', '0', 'only']],
    ['ﬁle „Größe“', ['file', 'größe']],
    ['— ?! …', []],
  ])('in %s', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it('are at most so many and so long', () => {
    expect(wordsOf('a '.repeat(100), 3)).toHaveLength(3);
    expect(wordsOf('x'.repeat(100_000))).toEqual(['x'.repeat(40)]);
  });
});

describe('a stem', () => {
  it.each([
    ['en', 'licenses', 'licensing'],
    ['en', 'authorise', 'authorized'],
    ['de', 'Genehmigungen'.toLowerCase(), 'genehmigung'],
    ['de-AT', 'lizenzen', 'lizenz'],
    ['fr', 'contributions', 'contribution'],
    ['es', 'licencias', 'licencia'],
    ['nl', 'bijdragen', 'bijdrage'],
  ])('is one for the forms of a word: %s, %s and %s', (language, one, other) => {
    const stem = stemmerOf(language);

    expect(stem(one)).toBe(stem(other));
  });

  it.each(['cy', 'xx', '', '__proto__'])(
    'is the word itself in a language like "%s"',
    (language) => {
      expect(stemmerOf(language)('licenses')).toBe('licenses');
    },
  );

  it.each([
    ['tos', 'to'],
    ['news', 'new'],
    ['evening', 'even'],
    ['accountable', 'account'],
    ['international', 'intern'],
    ['executive', 'executable'],
  ])('keeps apart what only looks alike: %s and %s', (one, other) => {
    const stem = stemmerOf('en');

    expect(stem(one)).not.toBe(stem(other));
  });

  it('leaves alone what has numbers in it', () => {
    expect(stemmerOf('en')('2fas')).toBe('2fas');
  });
});
