import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printExpression } from '#knowledge/licenses/expression.ts';
import { normalizeLicense } from '#knowledge/licenses/normalize.ts';
import { parseExpression } from '#knowledge/licenses/parse-expression.ts';
import { describeLicense, licenseIds } from '#knowledge/licenses/spdx.ts';

function normalized(published: unknown): string {
  const finding = normalizeLicense(published);
  return finding.normalized ?? finding.class;
}

describe('names with one clear meaning', () => {
  it.each([
    // Python classifiers and Maven names
    ['License :: OSI Approved :: Apache Software License 2.0', 'Apache-2.0'],
    [
      'License :: OSI Approved :: GNU General Public License v3 or later (GPLv3+)',
      'GPL-3.0-or-later',
    ],
    ['License :: OSI Approved :: Mozilla Public License 1.1 (MPL 1.1)', 'MPL-1.1'],
    ['Eclipse Public License - v 2.0', 'EPL-2.0'],
    ['Apache License, Version 2.0, January 2004', 'Apache-2.0'],
    ['GNU Lesser General Public License (LGPL), Version 3', 'LGPL-3.0-only'],
    ['Eclipse Distribution License - v 1.0', 'BSD-3-Clause'],
    [
      'GNU General Public License, version 2 with the GNU Classpath Exception',
      'GPL-2.0-only WITH Classpath-exception-2.0',
    ],
    [
      'GNU General Public License, version 2 (GPL2), with the classpath exception',
      'GPL-2.0-only WITH Classpath-exception-2.0',
    ],
    // distributions and CPAN, CRAN
    ['LGPLv2+', 'LGPL-2.0-or-later'],
    ['GPL (>= 3)', 'GPL-3.0-or-later'],
    ['lgpl_2_1', 'LGPL-2.1-only'],
    ['mozilla_1_1', 'MPL-1.1'],
    ['MIT + file LICENSE', 'MIT'],
    // how people write
    ['GPL-2.0 or (at your option) any later version', 'GPL-2.0-or-later'],
    ['version 2 of the GNU GPL', 'GPL-2.0-only'],
    ['3-Clause BSD License', 'BSD-3-Clause'],
    ['BSD 3-Clause "New" or "Revised" License', 'BSD-3-Clause'],
    ['(New) BSD', 'BSD-3-Clause'],
    ['CC-BY-SA 4', 'CC-BY-SA-4.0'],
    ['Creative Commons Attribution-NonCommercial 4.0 International Public License', 'CC-BY-NC-4.0'],
    ['Public Domain (CC0)', 'CC0-1.0'],
    ['Boost', 'BSL-1.0'],
    ['Business Source License 1.1', 'BUSL-1.1'],
    ['SSPLv1', 'SSPL-1.0'],
    ['MIT-licensed', 'MIT'],
    ['[MIT](https://example.com/license)', 'MIT'],
    ['MIT (see LICENSE.md for details)', 'MIT'],
    ['“Apache License – Version 2.0”', 'Apache-2.0'],
    ['Released under the terms of the ISC license', 'ISC'],
  ])('reads "%s" as %s', (published, expected) => {
    const finding = normalizeLicense(published);

    expect(finding).toMatchObject({ class: 'corrected', normalized: expected });
  });

  it('reads every name of the SPDX list as its own license, or says that two share it', () => {
    const wrong = licenseIds.filter((id) => {
      const finding = normalizeLicense(describeLicense(id)?.name ?? id);
      return finding.normalized !== undefined && finding.normalized !== id;
    });

    expect(wrong).toEqual([]);
  });

  it('reads every id of the SPDX list with spaces for hyphens, or does not understand it', () => {
    const wrong = licenseIds.filter((id) => {
      const finding = normalizeLicense(id.replaceAll('-', ' '));
      return finding.normalized !== undefined && finding.normalized !== id;
    });

    expect(wrong).toEqual([]);
  });
});

describe('several names', () => {
  it.each([
    ['MIT / Apache 2', 'MIT OR Apache-2.0'],
    ['Apache 2.0 and MIT', 'Apache-2.0 AND MIT'],
    ['MIT, GPL-2.0 or Apache-2.0', 'MIT OR GPL-2.0-only OR Apache-2.0'],
    ['MPL 1.1/GPL 2.0/LGPL 2.1', 'MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-only'],
    ['GPLv2 or v3', 'GPL-2.0-only OR GPL-3.0-only'],
    ['GPL-2 | GPL-3', 'GPL-2.0-only OR GPL-3.0-only'],
    ['Dual license: GPLv3+ or the MIT license', 'GPL-3.0-or-later OR MIT'],
    ['(Apache License 2.0 OR MIT) AND ISC', '(Apache-2.0 OR MIT) AND ISC'],
  ])('reads "%s" as %s', (published, expected) => {
    expect(normalized(published)).toBe(expected);
  });

  it.each([
    'MIT, Apache-2.0',
    'MIT; ISC',
    'MIT & ISC',
    'MIT + ISC',
    'MIT\nISC',
    'MIT and/or ISC',
    'Dual licensed under MIT and GPLv2',
    'MIT and GPL',
    'CDDL+GPL',
  ])('does not choose how "%s" is meant', (published) => {
    expect(normalized(published)).toBe('ambiguous');
  });
});

describe('what is never guessed', () => {
  it.each([
    ['BSD', 'ambiguous'],
    ['BSD 2.0', 'ambiguous'],
    ['BSD v3', 'ambiguous'],
    ['Apache Software License', 'ambiguous'],
    ['GPL or later', 'ambiguous'],
    ['LPPL 1.3', 'ambiguous'],
    ['BSL 1.1', 'ambiguous'],
    ['Elastic License', 'ambiguous'],
    ['Public Domain', 'ambiguous'],
    ['Creative Commons', 'ambiguous'],
    ['Python', 'ambiguous'],
    ['MIT-style', 'ambiguous'],
    ['MIT License (ISC)', 'ambiguous'],
    ['GPL 4', 'unknown'],
    ['MIT 2.0', 'unknown'],
    ['non-MIT', 'unknown'],
    ['MIT except for the fonts', 'unknown'],
    ['Apache 2.0 with modifications', 'unknown'],
    ['MIT with Commons Clause', 'unknown'],
    ['GPL-3 + file LICENSE', 'unknown'],
    ['GPL-3.0-only OR Commercial', 'unknown'],
    ['Apache-2.0 WITH Foo-exception', 'unknown'],
    ["We don't use the MIT license: https://example.com/why", 'unknown'],
    ['Free for non-commercial use', 'unknown'],
    ['Do whatever you like :)', 'unknown'],
    ['МIT', 'unknown'],
  ])('finds "%s" %s', (published, expected) => {
    expect(normalizeLicense(published)).toMatchObject({ class: expected });
    expect(normalizeLicense(published)).not.toHaveProperty('expression');
  });

  it('names the family and its members', () => {
    expect(normalizeLicense('EPL')).toMatchObject({
      family: 'EPL',
      candidates: ['EPL-2.0', 'EPL-1.0'],
    });
  });
});

describe('statements that name no license', () => {
  it.each([
    ['UNLICENSED', 'proprietary'],
    ['unlicensed', 'proprietary'],
    ['Copyright 2024 Acme Inc. All rights reserved.', 'proprietary'],
    ['Acme Proprietary License', 'proprietary'],
    ['License :: Other/Proprietary License', 'proprietary'],
    ['NOASSERTION', 'missing'],
    ['n/a', 'missing'],
    ['', 'missing'],
    ['  ', 'missing'],
    ['no license specified', 'missing'],
    ['https://opensource.org/licenses/MIT', 'url'],
    ['SEE LICENSE IN https://example.com/license', 'url'],
    ['github.com/acme/tool/blob/main/LICENSE', 'url'],
    ['See the LICENSE file', 'see-file'],
    ['COPYING', 'see-file'],
  ])('finds "%s" %s', (published, expected) => {
    expect(normalizeLicense(published).class).toBe(expected);
  });

  it('names the file', () => {
    expect(normalizeLicense('SEE LICENSE IN docs/terms.txt')).toMatchObject({
      file: 'docs/terms.txt',
    });
    expect(normalizeLicense('file: LICENSE-MIT')).toMatchObject({ file: 'LICENSE-MIT' });
    expect(normalizeLicense('Please see LICENSE.md')).toMatchObject({ file: 'LICENSE.md' });
  });
});

describe('broken expressions', () => {
  it.each([
    '()',
    'AND MIT',
    'MIT AND',
    'MIT AND OR ISC',
    '(MIT',
    'Apache 2.0 AND MIT)',
    'MIT ISC',
    'LLVM-exception',
    'MIT/',
    'MIT +',
    'Apache 2.0 OR',
  ])('finds "%s" malformed', (published) => {
    expect(normalizeLicense(published).class).toBe('error');
  });
});

describe('old-style fields', () => {
  it('reads one entry by its type, its name or its address', () => {
    expect(normalized({ type: 'Apache 2.0', url: 'https://example.com' })).toBe('Apache-2.0');
    expect(normalized([{ name: 'MIT' }])).toBe('MIT');
    expect(normalized({ url: 'https://example.com' })).toBe('url');
    expect(normalizeLicense(['MIT']).class).toBe('corrected');
  });

  it('does not choose between several entries, unless they say the same', () => {
    expect(normalized([{ type: 'MIT' }, { type: 'ISC' }])).toBe('ambiguous');
    expect(normalized([{ type: 'MIT' }, {}])).toBe('ambiguous');
    expect(normalized(['MIT', { type: 'The MIT License' }])).toBe('MIT');
  });

  it('finds nothing in empty fields and an error in foreign shapes', () => {
    expect([undefined, null, [], {}, [null], { type: '' }].map(normalized)).toEqual(
      Array(6).fill('missing'),
    );
    expect(
      [1, true, [[]], { type: { a: 1 } }, { foo: 'MIT' }, Array(1000).fill('MIT')].map(normalized),
    ).toEqual(Array(6).fill('error'));
  });
});

describe('laws of published fields', () => {
  const word = fc.constantFrom(
    'MIT',
    'gpl',
    'v3',
    '2.0',
    'or',
    'AND',
    '/',
    ',',
    '(',
    ')',
    '+',
    'later',
    'with',
    'license',
    'BSD',
    '3-clause',
    'see',
    'LICENSE',
    'the',
    'Apache',
    'classpath',
    'exception',
    'https://a.b/c',
    'all',
    'rights',
    'reserved',
    '-',
    '>=',
    '\n',
    'style',
    'only',
    'non',
  );
  const published = fc.oneof(
    fc.anything(),
    fc.string({ unit: 'binary' }),
    fc.array(word, { maxLength: 30 }).map((words) => words.join(' ')),
    fc.array(word, { maxLength: 30 }).map((words) => words.join('')),
  );

  it('never throws, and gives an expression for certain classes only', () => {
    fc.assert(
      fc.property(published, (field) => {
        const finding = normalizeLicense(field);

        const certain = finding.class === 'ok' || finding.class === 'corrected';
        expect(finding.expression !== undefined).toBe(certain);
        expect(finding.reason).not.toBe('');
        expect(finding.published.length).toBeLessThanOrEqual(300);
      }),
      { numRuns: 2000 },
    );
  });

  it('normalizes to text that parses back and is a fixed point', () => {
    fc.assert(
      fc.property(published, (field) => {
        const { normalized: text, expression } = normalizeLicense(field);
        if (text === undefined || expression === undefined) return;

        expect(parseExpression(text)).toMatchObject({ kind: 'expression', expression });
        expect(printExpression(expression)).toBe(text);
        expect(normalizeLicense(text)).toMatchObject({ class: 'ok', normalized: text });
      }),
      { numRuns: 2000 },
    );
  });

  it('does not become certain by a word that it does not understand', () => {
    const names = fc.constantFrom(
      'MIT',
      'Apache License 2.0',
      'GPLv3 or later',
      'MIT OR ISC',
      'New BSD',
    );
    const foreign = fc.constantFrom(
      'restricted',
      'Foo',
      'except',
      'noncommercial',
      'custom',
      'amended',
    );

    fc.assert(
      fc.property(names, foreign, fc.boolean(), (name, stranger, before) => {
        const field = before ? `${stranger} ${name}` : `${name} ${stranger}`;

        expect(normalizeLicense(field)).not.toHaveProperty('expression');
      }),
    );
  });

  it('does not understand what says "or later" twice', () => {
    expect(normalized('GPL-2.0++')).not.toContain('GPL');
  });

  it('is not certain when an old-style entry names two licenses', () => {
    expect(normalized({ type: 'MIT', name: 'GPL-3.0' })).toBe('ambiguous');
    expect(normalized({ type: 'MIT', name: 'The MIT License' })).toBe('MIT');
  });

  it('takes "LICENSE file" for a file', () => {
    expect(normalized('LICENSE file')).toBe('see-file');
  });

  it('refuses a megabyte of anything', () => {
    const fields = [
      '('.repeat(1e6),
      'MIT OR '.repeat(150_000),
      'gpl '.repeat(250_000),
      ' '.repeat(1e6),
    ];

    expect(fields.map((field) => normalizeLicense(field).class)).toEqual(Array(4).fill('unknown'));
  });

  it('refuses what is nested too deeply', () => {
    expect(normalized(`${'('.repeat(1900)}MIT License${')'.repeat(1900)}`)).toBe('error');
  });
});
