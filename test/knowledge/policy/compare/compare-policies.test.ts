import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LicenseTerm } from '#knowledge/licenses/expression.ts';
import { licenseIdsWithFacts } from '#knowledge/licenses/facts.ts';
import { exceptionIds, licenseIds } from '#knowledge/licenses/spdx.ts';
import type { Change, LicenseChange } from '#knowledge/policy/compare/change.ts';
import { comparePolicies } from '#knowledge/policy/compare/compare-policies.ts';
import { parts, valuesOf } from '#knowledge/policy/compare/group-uses.ts';
import { evaluate } from '#knowledge/policy/evaluate.ts';
import type { Clause, Policy } from '#knowledge/policy/file/policy-file.ts';
import type { Judgement } from '#knowledge/policy/judgement.ts';
import { Use } from '#knowledge/policy/use.ts';
import { balanced, someDay, strict } from '../../../support/policies.ts';

describe('comparing two policies', () => {
  it.each([
    ['balanced', balanced],
    ['strict', strict],
  ])('finds nothing between the %s one and itself', (_, policy) => {
    expect(comparePolicies(policy, policy)).toEqual([]);
  });

  it('finds nothing where only version, names and texts differ', () => {
    const renamed = (clause: Clause, at: number): Clause => ({
      ...clause,
      id: `rule-${at}-${clause.id.slice(0, 40)}`,
      reason: 'Said in other words.',
    });
    const now: Policy = {
      ...balanced,
      version: '2026.2',
      effective: '2026-07-01',
      decides: balanced.decides.map(renamed),
      rows: balanced.rows.map((row, at) => ({
        ...row,
        clauses: row.clauses.map((clause, inner) => renamed(clause, 100 * (at + 1) + inner)),
      })),
      notices: [],
    };

    expect(comparePolicies(balanced, now)).toEqual([]);
  });

  it('says which licenses change in which use, and why', () => {
    const now = withVerdict(balanced, 'hosted-weak', 'denied');

    const changes = comparePolicies(balanced, now);

    const mpl = changes.find((one) => isLicenseChange(one) && one.licenses.ids.includes('MPL-2.0'));
    expect(mpl).toMatchObject({
      kind: 'verdict',
      from: 'allowed',
      to: 'denied',
      uses: { ...valuesOf, use: ['saas'] },
      toReasons: ['Hosted software is not passed on, so its copyleft does not start.'],
    });
  });

  it('says who looks now instead', () => {
    const now = { ...balanced, defaultReviewers: ['ospo'] };

    const changes = comparePolicies(balanced, now);

    expect(new Set(changes.map(({ kind }) => kind))).toEqual(new Set(['reviewers', 'conflict']));
    expect(changes).toContainEqual(
      expect.objectContaining({ kind: 'reviewers', from: ['legal'], to: ['ospo'] }),
    );
  });

  it('says which obligations come and go', () => {
    const { linking = [], ...others } = balanced.licenseExceptions;
    const kept = linking.filter((id) => id !== 'Classpath-exception-2.0');
    const now = { ...balanced, licenseExceptions: { ...others, linking: kept } };
    const use = usual({ use: 'distributed-binary', linkage: 'dynamic' });
    const term: LicenseTerm = {
      kind: 'license',
      id: 'LGPL-2.1-only',
      exception: 'Classpath-exception-2.0',
    };

    const changes = covering(comparePolicies(balanced, now), term, use);

    const [before, after] = [judge(term, use, balanced), judge(term, use, now)];
    expect(before.obligations).not.toEqual(after.obligations);
    expect(changes).toContainEqual(
      expect.objectContaining({
        kind: 'obligations',
        added: after.obligations.filter((duty) => !before.obligations.includes(duty)),
        removed: before.obligations.filter((duty) => !after.obligations.includes(duty)),
      }),
    );
  });

  it('compares what rules about packages say, not what they are called', () => {
    const rule = {
      id: 'too-fresh',
      when: { purl: ['pkg:npm/*'], youngerThanDays: 3 },
      verdict: 'needs-review',
      effect: 'at-least',
      reason: 'Wait a few days.',
    } as const satisfies Policy['packages'][number];
    const old = {
      ...balanced,
      packages: [rule, { ...rule, id: 'gone', verdict: 'denied' } as const],
    };
    const patient = { ...rule, when: { ...rule.when, youngerThanDays: 14 } };
    const renamed = { ...rule, id: 'another-name' };

    expect(
      comparePolicies({ ...balanced, packages: [rule] }, { ...balanced, packages: [renamed] }),
    ).toEqual([]);
    expect(comparePolicies(old, { ...balanced, packages: [patient] })).toEqual([
      { kind: 'package-rule', id: 'too-fresh', from: rule, to: patient },
      { kind: 'package-rule', id: 'gone', from: old.packages[1] },
    ]);
  });

  it('compares what is ours, what was bought, ties and conflicts', () => {
    const bought = { purl: 'pkg:npm/qt', reference: 'C-1', until: '2027-01-01' };
    const { conflict, ...without } = balanced;
    const now: Policy = {
      ...without,
      firstParty: ['pkg:npm/%40acme/*'],
      bought: [bought],
      orTieBreak: 'fewest-duties',
    };

    expect(comparePolicies(balanced, now)).toEqual([
      { kind: 'own-code', added: ['pkg:npm/%40acme/*'], removed: [] },
      { kind: 'bought', added: [bought], removed: [] },
      { kind: 'tie-break', from: 'patent-grant', to: 'fewest-duties' },
      { kind: 'conflict', from: conflict },
    ]);
  });

  it('sees names of your own, alone and by their beginning', () => {
    const rule = (id: string, license: string): Clause => ({
      id,
      when: { license: [license] },
      verdict: 'denied',
      reason: 'We know it.',
    });
    const now: Policy = {
      ...balanced,
      decides: [
        rule('one', 'LicenseRef-one'),
        rule('some', 'LicenseRef-acme-*'),
        ...balanced.decides,
      ],
    };

    const changes = comparePolicies(balanced, now);

    expect(changes.flatMap((one) => (isLicenseChange(one) ? one.licenses.ids : []))).toEqual([
      'LicenseRef-acme-',
      'LicenseRef-one',
    ]);
  });
});

describe('the laws of a comparison', () => {
  it('whatever is judged otherwise is said, and nothing else', { timeout: 240_000 }, () => {
    fc.assert(
      fc.property(
        anyPair,
        fc.array(anyPoint, { minLength: 400, maxLength: 400 }),
        (pair, points) => {
          const [old, now] = pair;
          const changes = comparePolicies(old, now);
          for (const [term, use] of points) {
            const [before, after] = [judge(term, use, old), judge(term, use, now)];
            const said = covering(changes, term, use);
            const verdicts = said.flatMap((one) => (one.kind === 'verdict' ? [one] : []));
            const expected =
              before.verdict === after.verdict ? [] : [{ from: before.verdict, to: after.verdict }];
            expect(verdicts.map(({ from, to }) => ({ from, to }))).toEqual(expected);
            for (const { fromReasons, toReasons } of verdicts) {
              expect(fromReasons).toEqual(expect.arrayContaining(before.reasons.map(textOf)));
              expect(toReasons).toEqual(expect.arrayContaining(after.reasons.map(textOf)));
            }
            const isElsewhere =
              before.verdict === after.verdict &&
              before.reviewers.toSorted().join() !== after.reviewers.toSorted().join();
            expect(said.some(({ kind }) => kind === 'reviewers')).toBe(isElsewhere);
            const isOtherDuty =
              before.verdict !== 'denied' &&
              after.verdict !== 'denied' &&
              before.obligations.join() !== after.obligations.join();
            expect(said.some(({ kind }) => kind === 'obligations')).toBe(isOtherDuty);
          }
        },
      ),
      { numRuns: 7 },
    );
  });

  it('what a license exception changes is said too', { timeout: 240_000 }, () => {
    fc.assert(
      fc.property(
        anyPair,
        fc.array(anyExcepted, { minLength: 400, maxLength: 400 }),
        ([old, now], points) => {
          const changes = comparePolicies(old, now);
          for (const [term, use] of points) {
            const [before, after] = [judge(term, use, old), judge(term, use, now)];
            if (before.verdict === after.verdict) continue;
            const { exception: _, ...plain } = term;
            const said = [...covering(changes, term, use), ...covering(changes, plain, use)];
            expect(said).toContainEqual(
              expect.objectContaining({
                kind: 'verdict',
                from: before.verdict,
                to: after.verdict,
              }),
            );
          }
        },
      ),
      { numRuns: 4 },
    );
  });

  it('the way back is the mirror of the way there', { timeout: 240_000 }, () => {
    fc.assert(
      fc.property(anyPair, ([old, now]) => {
        const there = comparePolicies(old, now);
        const back = comparePolicies(now, old);

        expect(sorted(back.map(mirrored))).toEqual(sorted(there));
      }),
      { numRuns: 3 },
    );
  });
});

const anyUse: fc.Arbitrary<Use> = fc.record({
  use: fc.constantFrom(...valuesOf.use),
  modified: fc.boolean(),
  linkage: fc.constantFrom(...valuesOf.linkage),
  asset: fc.constantFrom(...valuesOf.asset),
  delivery: fc.constantFrom(...valuesOf.delivery),
  userProduct: fc.constantFrom(...valuesOf.userProduct),
  role: fc.constantFrom(...valuesOf.role),
  lockedBoot: fc.constantFrom(...valuesOf.lockedBoot),
  appStore: fc.constantFrom(...valuesOf.appStore),
});

const anyPoint = fc.tuple(
  fc
    .constantFrom(...licenseIds, ...licenseIdsWithFacts())
    .map((id): LicenseTerm => ({ kind: 'license', id })),
  anyUse,
);

const anyExcepted = fc.tuple(
  fc
    .tuple(
      fc.constantFrom('GPL-2.0-only', 'GPL-3.0-or-later', 'LGPL-2.1-only', 'Apache-2.0', 'MPL-2.0'),
      fc.constantFrom(...exceptionIds),
    )
    .map(([id, exception]): LicenseTerm => ({ kind: 'license', id, exception })),
  anyUse,
);

/** A shipped policy, and what some edits make of it or of the other one. */
const anyPair: fc.Arbitrary<readonly [Policy, Policy]> = fc
  .tuple(
    fc.constantFrom(strict, balanced),
    fc.constantFrom(strict, balanced),
    fc.array(fc.tuple(fc.nat(5), fc.nat()), { minLength: 1, maxLength: 4 }),
  )
  .map(([old, base, edits]) => [
    old,
    edits.reduce((policy, [kind, pick]) => edited(policy, kind, pick), base),
  ]);

function edited(policy: Policy, kind: number, pick: number): Policy {
  const flip = (clause: Clause): Clause => ({
    ...clause,
    verdict: clause.verdict === 'denied' ? 'allowed' : 'denied',
  });
  switch (kind) {
    case 0:
      return { ...policy, decides: at(policy.decides, pick, flip) };
    case 1:
      return { ...policy, atLeast: policy.atLeast.filter((_, index) => index !== pick % 9) };
    case 2:
      return {
        ...policy,
        rows: at(policy.rows, pick, (row) => ({
          ...row,
          clauses: [...at(row.clauses, pick, flip)],
        })),
      };
    case 3:
      return {
        ...policy,
        rows: at(policy.rows, pick, (row) => ({
          ...row,
          clauses: row.clauses.map((clause) => ({ ...clause, reviewers: ['security'] })),
        })),
      };
    case 4:
      return {
        ...policy,
        licenseExceptions: Object.fromEntries(
          Object.entries(policy.licenseExceptions).map(([name, ids]) => [
            name,
            ids.slice(pick % 4),
          ]),
        ),
      };
    default:
      return {
        ...policy,
        atLeast: [
          ...policy.atLeast,
          {
            id: 'added',
            when: {
              license: [['Apache-*', 'MIT', 'GPL-3.0-*', 'MPL-2.0'][pick % 4] ?? 'MIT'],
              linkage: ['static'],
              userProduct: ['consumer'],
              use: [Use.shape.use.options[pick % 8] ?? 'saas'],
            },
            verdict: 'needs-review',
            reason: 'Somebody wants to see it.',
          },
        ],
      };
  }
}

function at<T>(list: readonly T[], pick: number, change: (one: T) => T): readonly T[] {
  return list.map((one, index) => (index === pick % list.length ? change(one) : one));
}

function withVerdict(policy: Policy, id: string, verdict: Clause['verdict']): Policy {
  const rows = policy.rows.map((row) => ({
    ...row,
    clauses: row.clauses.map((clause) => (clause.id === id ? { ...clause, verdict } : clause)),
  }));
  return { ...policy, rows };
}

function usual(some: Partial<Use>): Use {
  return {
    use: 'internal',
    modified: false,
    linkage: 'dynamic',
    asset: 'code',
    delivery: 'none',
    userProduct: 'not-sure',
    role: 'not-sure',
    lockedBoot: 'not-sure',
    appStore: 'not-sure',
    ...some,
  };
}

function judge(term: LicenseTerm, use: Use, policy: Policy): Judgement {
  return evaluate({ subject: { kind: 'expression', expression: term }, use }, policy, someDay);
}

function isLicenseChange(change: Change): change is LicenseChange {
  return 'uses' in change;
}

/** What is said of this license in this use. */
function covering(
  changes: readonly Change[],
  { id, exception }: LicenseTerm,
  use: Use,
): readonly LicenseChange[] {
  return changes
    .filter(isLicenseChange)
    .filter(
      ({ licenses, uses }) =>
        licenses.ids.includes(id) &&
        (exception === undefined
          ? licenses.exceptions.length === 0
          : licenses.exceptions.includes(exception)) &&
        parts.every((part) => new Set<unknown>(uses[part]).has(use[part])),
    );
}

function mirrored(change: Change): Change {
  switch (change.kind) {
    case 'verdict': {
      const { from, to, fromReasons, toReasons } = change;
      return { ...change, from: to, to: from, fromReasons: toReasons, toReasons: fromReasons };
    }
    case 'reviewers':
      return { ...change, from: change.to, to: change.from };
    case 'tie-break':
      return { ...change, from: change.to, to: change.from };
    case 'obligations':
      return { ...change, added: change.removed, removed: change.added };
    case 'own-code':
      return { ...change, added: change.removed, removed: change.added };
    case 'bought':
      return { ...change, added: change.removed, removed: change.added };
    case 'package-rule': {
      const { from, to, ...same } = change;
      return { ...same, ...(to && { from: to }), ...(from && { to: from }) };
    }
    case 'conflict': {
      const { from, to, ...same } = change;
      return { ...same, ...(to && { from: to }), ...(from && { to: from }) };
    }
  }
}

function sorted(changes: readonly Change[]): readonly Change[] {
  return changes.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}

function textOf({ text }: { readonly text: string }): string {
  return text;
}
