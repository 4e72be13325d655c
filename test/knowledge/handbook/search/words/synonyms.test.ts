import { describe, expect, it } from 'vitest';
import { readerOf } from '#knowledge/handbook/search/words/read-text.ts';
import synonyms from '#knowledge/handbook/search/words/synonyms.json' with { type: 'json' };

const lists = Object.entries(synonyms);

describe.each(lists)('the table of words: %s', (_, groups: readonly (readonly string[])[]) => {
  it('has groups of at least two, each word once', () => {
    const wrong = groups.filter((group) => group.length < 2 || new Set(group).size < group.length);

    expect(wrong).toEqual([]);
  });

  it('is written in lower case, without signs, in phrases of at most five words', () => {
    const wrong = groups
      .flat()
      .filter((phrase) => !/^[\p{Ll}\p{N}]+(?: [\p{Ll}\p{N}]+){0,4}$/u.test(phrase));

    expect(wrong).toEqual([]);
  });
});

describe('abbreviations', () => {
  it('mean one thing each', () => {
    const { read } = readerOf('en');
    const wrong = synonyms.same.filter(([meant = '', ...forms]) =>
      forms.some((form) => read(form).words.join(' ') !== read(meant).words.join(' ')),
    );

    expect(wrong).toEqual([]);
  });
});
