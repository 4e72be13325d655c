import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printExpression } from '#knowledge/licenses/expression.ts';
import { licenseMentions } from '#knowledge/licenses/names/mentions.ts';

function mentioned(sentence: string): readonly string[] {
  return licenseMentions(sentence).map(({ match }) =>
    match.kind === 'found'
      ? printExpression(match.expression)
      : match.kind === 'variant'
        ? `variant of ${printExpression(match.of)}`
        : `one of ${match.family}`,
  );
}

describe('names inside a sentence', () => {
  it.each([
    ['may we put a gpl3 lib into the ios app', ['GPL-3.0-only']],
    ['agpl v3 or later, modified, behind our api', ['AGPL-3.0-or-later']],
    ['lgpl 2.1, dynamic, desktop app we sell', ['LGPL-2.1-only']],
    [
      'gpl 2 with classpath exception for our java tool?',
      ['GPL-2.0-only WITH Classpath-exception-2.0'],
    ],
    ['what about the mozilla one?', ['MPL-2.0']],
    ['we ship bsd 3 clause code', ['BSD-3-Clause']],
    ['mpl2 + agpl3 together?', ['MPL-2.0', 'AGPL-3.0-only']],
    ['gpl2 only and gpl3 only', ['GPL-2.0-only', 'GPL-3.0-only']],
    ['gpl 2 or 3?', ['GPL-2.0-only OR GPL-3.0-only']],
    ['Apache License, Version 2.0. Next sentence.', ['Apache-2.0']],
    ['cc by-nc for icons', ['one of CC-BY-NC']],
    ['is the license GPL-compatible', ['one of GPL']],
  ])('finds in "%s" %j', (sentence, expected) => {
    expect(mentioned(sentence)).toEqual(expected);
  });

  it('says where the name stands', () => {
    const sentence = 'is the Business Source License 1.1 fine?';

    const [mention] = licenseMentions(sentence);

    expect(mention?.text).toBe('Business Source License 1.1');
    expect(sentence.slice(mention?.start, mention?.end)).toBe(mention?.text);
  });
});

describe('whole expressions', () => {
  it.each([
    ['BSD-3-Clause AND Zlib: both apply?', ['BSD-3-Clause AND Zlib']],
    ['is (curl OR MIT) AND Zlib fine', ['(curl OR MIT) AND Zlib']],
    ['can we use curl AND wget', []],
    ['MIT OR Apache-2.0, which one?', ['MIT OR Apache-2.0']],
    [
      'is "(MIT OR ISC) AND GPL-2.0-only WITH Classpath-exception-2.0" ok',
      ['(MIT OR ISC) AND GPL-2.0-only WITH Classpath-exception-2.0'],
    ],
    ['dual mit / apache', ['MIT OR Apache-2.0']],
    ['MIT/Apache-2.0?', ['MIT OR Apache-2.0']],
    ['MIT AND LicenseRef-Acme for us', ['MIT AND LicenseRef-Acme']],
    ['mit and isc in one app', ['MIT', 'ISC']],
  ])('finds in "%s" %j', (sentence, expected) => {
    expect(mentioned(sentence)).toEqual(expected);
  });

  it('does not answer for one operand when nobody knows the other', () => {
    expect(mentioned('MIT AND Foo-1.0 ok?')).toEqual([]);
    expect(mentioned('GPL-2.0-only WITH Foo-exception ok?')).toEqual([]);
    expect(mentioned('Foo-1.0 OR MIT ok?')).toEqual([]);
  });
});

describe('what is not the license that is named', () => {
  it.each([
    'is MIT with Commons Clause ok?',
    'MIT plus AI restrictions',
    'MIT (non-commercial use only)',
    'MIT, but only for non-profits',
    'an MIT-style license',
    'a license similar to MIT',
    'a modified MIT license',
    'MIT (modified)',
    'MIT except for the fonts',
    'partly MIT',
    'MIT 2.0?',
    'Commons Clause + MIT',
    'MIT with a non-compete',
    'MIT, subject to the terms in NOTICE',
    'an MIT-based custom license',
    'our own version of the MIT license',
    'MIT. Commercial use needs a paid license',
    'MIT for small companies only',
  ])('hears a variant in "%s"', (sentence) => {
    expect(mentioned(sentence)).toEqual(['variant of MIT']);
  });

  it.each([
    ['this is not MIT', []],
    ['it is not licensed under MIT', []],
    ['not GPL but MIT', ['MIT']],
    ['anything except the GPL', []],
    ['MIT AND SomethingElse', []],
  ])('does not hear in "%s" what is denied or only a part', (sentence, expected) => {
    expect(mentioned(sentence)).toEqual(expected);
  });

  it.each([
    ['modified MIT code in our product', ['MIT']],
    ['MIT for commercial use', ['MIT']],
    ['LGPL 2.1 with our app', ['LGPL-2.1-only']],
    ['LGPL 3 with dynamic linking', ['LGPL-3.0-only']],
    ['MIT + ISC', ['MIT', 'ISC']],
    ['are there restrictions in MIT?', ['MIT']],
    ['Apache 2.0 but we modify it', ['Apache-2.0']],
    ['GPL-2.0 with classpath exception', ['GPL-2.0-only WITH Classpath-exception-2.0']],
    ['MIT OR commercial', ['MIT']],
  ])('hears the plain license in "%s"', (sentence, expected) => {
    expect(mentioned(sentence)).toEqual(expected);
  });

  it('never answers for a license to which terms are added', () => {
    const name = fc.constantFrom('MIT', 'Apache-2.0', 'BSD-3-Clause', 'the ISC license', 'MPL 2.0');
    const joint = fc.constantFrom(' with ', ' plus ', ' + ', ', but with ', ' (with ');
    const added = fc.constantFrom(
      'Commons Clause',
      'additional restrictions',
      'some special terms',
      'a field of use restriction',
      'our own conditions',
    );

    fc.assert(
      fc.property(name, joint, added, (license, join, terms) => {
        const found = licenseMentions(`can we use ${license}${join}${terms}?`);

        expect(found.map(({ match }) => match.kind)).toEqual(['variant']);
      }),
    );
  });
});

describe('words that are also products', () => {
  it.each([
    'we use curl, ruby, python 2.0, zlib and json',
    'is apache kafka ok',
    'org.apache.commons:commons-lang3',
    'npm install mit-utils @scope/mit gpl.js',
    'https://github.com/mit/gpl',
    'can we use boost',
    'eclipse ide and elastic search and gnu make',
    'see x11 and vim',
    'cc me on this',
  ])('finds none in "%s"', (sentence) => {
    expect(mentioned(sentence)).toEqual([]);
  });

  it.each([
    ['the curl license', ['curl']],
    ['it is licensed under ruby', ['Ruby']],
    ['code under the unlicense', ['Unlicense']],
    ['boost licence in binaries', ['BSL-1.0']],
    ['is apache ok', ['Apache-2.0']],
    ['elastic license v2 for a service', ['Elastic-2.0']],
    ['the zlib licensed parts', ['Zlib']],
  ])('finds in "%s" %j, since a license is meant', (sentence, expected) => {
    expect(mentioned(sentence)).toEqual(expected);
  });
});

describe('laws of mentions', () => {
  it('finds nothing in prose', () => {
    const word = fc.constantFrom(
      'we',
      'can',
      'the',
      'app',
      'react',
      'ship',
      'version',
      '2.0',
      'or',
      'and',
      'with',
      'later',
      'server',
      'python',
      'open',
      'source',
      'team',
      'json',
      'new',
      'only',
      'exception',
      '3',
      '(',
      ')',
      ',',
      '/',
      '+',
      'public',
      'general',
      'software',
      'please',
      'intel',
      'common',
    );

    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), (words) => {
        expect(licenseMentions(words.join(' '))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('gives mentions in order, apart, and exactly as they stand', () => {
    const word = fc.constantFrom(
      'MIT',
      'gpl',
      '2',
      'OR',
      '/',
      '(',
      ')',
      'license',
      'apache',
      'bsd',
      'is',
      'LicenseRef-A',
      ',',
      'AND',
      'or later',
    );

    fc.assert(
      fc.property(fc.array(word, { maxLength: 25 }), (words) => {
        const sentence = words.join(' ');

        let end = 0;
        for (const mention of licenseMentions(sentence)) {
          expect(mention.start).toBeGreaterThanOrEqual(end);
          expect(sentence.slice(mention.start, mention.end)).toBe(mention.text);
          end = mention.end;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('reads only the beginning of what is too long', () => {
    expect(licenseMentions(`${'a '.repeat(3000)} is MIT ok`)).toEqual([]);
    expect(licenseMentions('gpl3 '.repeat(1_000_000)).length).toBe(800);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (sentence) => {
        expect(Array.isArray(licenseMentions(sentence))).toBe(true);
      }),
    );
  });
});
