import { describe, expect, it } from 'vitest';
import {
  type Expression,
  joinExpressions,
  licenseIdsIn,
  printExpression,
} from '#knowledge/licenses/expression.ts';

const mit: Expression = { kind: 'license', id: 'MIT' };
const isc: Expression = { kind: 'license', id: 'ISC' };
const zlib: Expression = { kind: 'license', id: 'Zlib' };

describe('printing an expression', () => {
  it('puts parentheses only around a choice inside a conjunction', () => {
    const choice: Expression = { kind: 'or', operands: [mit, isc] };

    const inside = printExpression({ kind: 'and', operands: [choice, zlib] });
    const beside = printExpression({
      kind: 'or',
      operands: [mit, { kind: 'and', operands: [isc, zlib] }],
    });

    expect(inside).toBe('(MIT OR ISC) AND Zlib');
    expect(beside).toBe('MIT OR ISC AND Zlib');
  });

  it('writes later versions before a license exception', () => {
    const term: Expression = {
      kind: 'license',
      id: 'MPL-1.1',
      orLater: true,
      exception: 'Font-exception-2.0',
    };

    expect(printExpression(term)).toBe('MPL-1.1+ WITH Font-exception-2.0');
  });
});

describe('joining expressions', () => {
  it('takes operands of the same kind into one level', () => {
    const nested: Expression = { kind: 'or', operands: [mit, isc] };

    expect(joinExpressions('or', [nested, zlib])).toEqual({
      kind: 'or',
      operands: [mit, isc, zlib],
    });
    expect(joinExpressions('and', [nested, zlib])).toEqual({
      kind: 'and',
      operands: [nested, zlib],
    });
  });

  it('leaves one operand as it is', () => {
    expect(joinExpressions('and', [mit])).toBe(mit);
  });
});

it('names each license of an expression once', () => {
  const twice: Expression = { kind: 'or', operands: [mit, { kind: 'and', operands: [isc, mit] }] };

  expect(licenseIdsIn(twice)).toEqual(['MIT', 'ISC']);
});
