import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Expression,
  joinExpressions,
  printExpression,
} from '#knowledge/licenses/expression.ts';
import { parseExpression } from '#knowledge/licenses/parse-expression.ts';
import { canonicalTerm, exceptionIds, licenseIds } from '#knowledge/licenses/spdx.ts';

const term = fc
  .tuple(fc.constantFrom(...licenseIds), fc.boolean(), fc.option(fc.constantFrom(...exceptionIds)))
  .map(([id, plus, exception]): Expression => {
    const base = canonicalTerm(id, plus) ?? { kind: 'license', id };
    return exception === null ? base : { ...base, exception };
  });

const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    term,
    fc
      .tuple(fc.constantFrom('and' as const, 'or' as const), tie('expression'), tie('expression'))
      .map(([kind, left, right]) => joinExpressions(kind, [left, right])),
  ),
}));

function canonical(text: string): string {
  const parsed = parseExpression(text);
  return parsed.kind === 'expression'
    ? printExpression(parsed.expression)
    : `error: ${parsed.reason}`;
}

describe('laws of expressions', () => {
  it('prints and parses back to the same tree', () => {
    fc.assert(
      fc.property(expression, (tree) => {
        const parsed = parseExpression(printExpression(tree));

        expect(parsed).toMatchObject({ kind: 'expression', expression: tree, asWritten: true });
      }),
    );
  });

  it('reads canonical text in any casing as the same expression', () => {
    fc.assert(
      fc.property(expression, (tree) => {
        const text = printExpression(tree);

        expect(canonical(text.toLowerCase())).toBe(text);
      }),
    );
  });

  it('never throws, whatever is written', () => {
    const piece = fc.constantFrom(
      'MIT',
      'GPL-2.0',
      '+',
      '(',
      ')',
      ' ',
      'AND',
      'or',
      'WITH',
      ':',
      'LicenseRef-',
      'é',
      '_',
    );

    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((parts) => parts.join('')),
        ),
        (text) => {
          const parsed = parseExpression(text);

          if (parsed.kind === 'expression')
            expect(canonical(canonical(text))).toBe(canonical(text));
          else expect(parsed.reason).not.toBe('');
        },
      ),
    );
  });
});

describe('canonical form', () => {
  it.each([
    ['Apache-2.0 or mit', 'Apache-2.0 OR MIT'],
    ['((ISC) AND ((Zlib)))', 'ISC AND Zlib'],
    ['MIT OR (ISC OR Zlib)', 'MIT OR ISC OR Zlib'],
    ['AGPL-3.0+ AND LGPL-2.0', 'AGPL-3.0-or-later AND LGPL-2.0-only'],
    ['GPL-3.0-with-autoconf-exception', 'GPL-3.0-only WITH Autoconf-exception-3.0'],
    ['GPL-3.0-or-later+', 'GPL-3.0-or-later'],
    ['LGPL-2.1 WITH Nokia-Qt-exception-1.1', 'LGPL-2.1-only WITH Qt-LGPL-exception-1.1'],
    [
      'licenseref-Acme-1 OR documentref-a:licenseref-b',
      'LicenseRef-Acme-1 OR DocumentRef-a:LicenseRef-b',
    ],
  ])('reads %s as %s', (written, expected) => {
    expect(canonical(written)).toBe(expected);
  });

  it('takes lower-case operators as written and lower-case ids not', () => {
    expect(parseExpression('MIT or ISC')).toMatchObject({ asWritten: true });
    expect(parseExpression('MIT or isc')).toMatchObject({ asWritten: false });
  });
});

describe('what is no expression', () => {
  it.each([
    '',
    ' ',
    '()',
    'MIT OR',
    'AND MIT',
    'MIT ISC',
    '(MIT',
    'MIT)',
    'MIT WITH ISC',
    'LLVM-exception',
    'MIT +',
    'GPL-2.0-only+',
    'MIT ANDISC',
    'MIT OR OR ISC',
    'LicenseRef-',
    'LicenseRef-a_b',
    'GPL-2.0-with-GCC-exception WITH LLVM-exception',
    '€MIT',
  ])('refuses "%s"', (text) => {
    expect(parseExpression(text).kind).toBe('error');
  });

  it('names the word that is in no list', () => {
    expect(parseExpression('MIT OR Foo-1.0')).toMatchObject({ unknownName: 'Foo-1.0' });
    expect(parseExpression('MIT OR')).not.toHaveProperty('unknownName');
  });

  it('refuses what is too long or too deep before reading it', () => {
    const long = Array.from({ length: 100_000 }, () => 'MIT').join(' OR ');
    const deep = `${'('.repeat(2000)}MIT${')'.repeat(2000)}`;

    expect(parseExpression(long)).toMatchObject({ reason: 'the expression is too long' });
    expect(parseExpression(deep)).toMatchObject({ reason: 'the expression is nested too deeply' });
  });
});
