import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Expression, joinExpressions } from '#knowledge/licenses/expression.ts';
import { licenseFacts } from '#knowledge/licenses/facts.ts';
import { exceptionIds, licenseIds } from '#knowledge/licenses/spdx.ts';
import { evaluate } from '#knowledge/policy/evaluate.ts';
import type { Clause, Policy } from '#knowledge/policy/file/policy-file.ts';
import { compareVerdicts, type Verdict } from '#knowledge/policy/judgement.ts';
import { Use } from '#knowledge/policy/use.ts';
import { whatWouldHelp } from '#knowledge/policy/what-would-help.ts';
import { balanced, someDay, strict } from '../../support/policies.ts';

const anyUse: fc.Arbitrary<Use> = fc.record({
  use: fc.constantFrom(...Use.shape.use.options),
  modified: fc.boolean(),
  linkage: fc.constantFrom(...Use.shape.linkage.options),
  asset: fc.constantFrom(...Use.shape.asset.options),
  delivery: fc.constantFrom(...Use.shape.delivery.options),
  userProduct: fc.constantFrom(...Use.shape.userProduct.options),
  role: fc.constantFrom(...Use.shape.role.options),
  lockedBoot: fc.constantFrom(...Use.shape.lockedBoot.options),
  appStore: fc.constantFrom(...Use.shape.appStore.options),
});

const anyTerm: fc.Arbitrary<Expression> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(...licenseIds).map((id): Expression => ({ kind: 'license', id })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom('GPL-2.0-only', 'GPL-3.0-or-later', 'LGPL-2.1-only', 'Apache-2.0'),
        fc.constantFrom(...exceptionIds),
      )
      .map(([id, exception]): Expression => ({ kind: 'license', id, exception })),
  },
  { weight: 1, arbitrary: fc.constant<Expression>({ kind: 'license', id: 'LicenseRef-somebody' }) },
);

const anyExpression: fc.Arbitrary<Expression> = fc.oneof(
  anyTerm,
  fc
    .tuple(
      fc.constantFrom('and' as const, 'or' as const),
      anyTerm,
      fc.array(anyTerm, { minLength: 1, maxLength: 3 }),
    )
    .map(([kind, first, rest]) => joinExpressions(kind, [first, ...rest])),
);

const anyPolicy = fc.constantFrom(strict, balanced);

function verdictOf(expression: Expression, use: Use, policy: Policy): Verdict {
  return evaluate({ subject: { kind: 'expression', expression }, use }, policy, someDay).verdict;
}

describe('the laws of a verdict', () => {
  it('AND is never better than its worst part', () => {
    fc.assert(
      fc.property(
        fc.array(anyTerm, { minLength: 2, maxLength: 4 }),
        anyUse,
        anyPolicy,
        (operands, use, policy) => {
          const whole = verdictOf({ kind: 'and', operands }, use, policy);
          return operands.every(
            (part) => compareVerdicts(whole, verdictOf(part, use, policy)) >= 0,
          );
        },
      ),
    );
  });

  it('OR is as good as its best operand', () => {
    fc.assert(
      fc.property(
        fc.array(anyTerm, { minLength: 2, maxLength: 4 }),
        anyUse,
        anyPolicy,
        (operands, use, policy) => {
          const whole = verdictOf({ kind: 'or', operands }, use, policy);
          const best = operands
            .map((part) => verdictOf(part, use, policy))
            .toSorted(compareVerdicts)[0];
          return whole === best;
        },
      ),
    );
  });

  it('the order of operands changes neither the verdict nor the obligations', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('and' as const, 'or' as const),
        fc.array(anyTerm, { minLength: 2, maxLength: 4 }),
        anyUse,
        anyPolicy,
        (kind, operands, use, policy) => {
          const there = evaluate(
            { subject: { kind: 'expression', expression: { kind, operands } }, use },
            policy,
            someDay,
          );
          const back = evaluate(
            {
              subject: {
                kind: 'expression',
                expression: { kind, operands: operands.toReversed() },
              },
              use,
            },
            policy,
            someDay,
          );
          expect(back.verdict).toBe(there.verdict);
          expect(back.obligations).toEqual(there.obligations);
        },
      ),
    );
  });

  it('tightening one rule never makes a verdict more lenient', () => {
    fc.assert(
      fc.property(anyExpression, anyUse, anyPolicy, fc.nat(), (expression, use, policy, pick) => {
        const before = verdictOf(expression, use, policy);
        return compareVerdicts(verdictOf(expression, use, tightened(policy, pick)), before) >= 0;
      }),
      { numRuns: 400 },
    );
  });

  it('an unknown license is never allowed, by no shipped policy and in no use', () => {
    const unplaced = licenseIds.filter((id) => licenseFacts(id) === undefined);
    fc.assert(
      fc.property(
        fc.constantFrom(...unplaced, 'LicenseRef-somebody'),
        anyUse,
        anyPolicy,
        (id, use, policy) => {
          return verdictOf({ kind: 'license', id }, use, policy) !== 'allowed';
        },
      ),
    );
  });

  it('an exception that the policy does not name relaxes nothing', () => {
    const named = new Set(Object.values(balanced.licenseExceptions).flat());
    const others = exceptionIds.filter((id) => !named.has(id));
    fc.assert(
      fc.property(
        fc.constantFrom('GPL-2.0-only', 'LGPL-3.0-only'),
        fc.constantFrom(...others),
        anyUse,
        anyPolicy,
        (id, exception, use, policy) => {
          const plain = verdictOf({ kind: 'license', id }, use, policy);
          return (
            compareVerdicts(verdictOf({ kind: 'license', id, exception }, use, policy), plain) >= 0
          );
        },
      ),
    );
  });

  it('what would help is better than what is, and a yes needs no help', () => {
    fc.assert(
      fc.property(anyExpression, anyUse, anyPolicy, (expression, use, policy) => {
        const subject = { kind: 'expression', expression } as const;
        const now = verdictOf(expression, use, policy);
        const help = whatWouldHelp({ subject, use }, policy, someDay);
        if (now === 'allowed') return help.length === 0;
        return help.every((one) => compareVerdicts(one.verdict, now) < 0);
      }),
    );
  });

  it('a denied use has no obligations, and a review names who looks', () => {
    fc.assert(
      fc.property(anyExpression, anyUse, anyPolicy, (expression, use, policy) => {
        const judgement = evaluate(
          { subject: { kind: 'expression', expression }, use },
          policy,
          someDay,
        );
        expect(judgement.verdict === 'denied' && judgement.obligations.length > 0).toBe(false);
        expect(judgement.verdict === 'needs-review').toBe(judgement.reviewers.length > 0);
      }),
    );
  });
});

/** The policy with one clause, picked by a number, one step stricter. */
function tightened(policy: Policy, pick: number): Policy {
  const stricter = (clause: Clause): Clause => ({
    ...clause,
    verdict: clause.verdict === 'allowed' ? 'needs-review' : 'denied',
  });
  const at = <T>(list: readonly T[], change: (one: T) => T): readonly T[] =>
    list.map((one, index) => (index === pick % Math.max(1, list.length) ? change(one) : one));
  switch (pick % 3) {
    case 0:
      return { ...policy, decides: at(policy.decides, stricter) };
    case 1:
      return { ...policy, atLeast: at(policy.atLeast, stricter) };
    default:
      return {
        ...policy,
        rows: at(policy.rows, (row) => ({ ...row, clauses: [...at(row.clauses, stricter)] })),
      };
  }
}
