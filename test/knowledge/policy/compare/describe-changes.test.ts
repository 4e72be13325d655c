import { describe, expect, it } from 'vitest';
import { comparePolicies } from '#knowledge/policy/compare/compare-policies.ts';
import { describeChanges } from '#knowledge/policy/compare/words/describe-changes.ts';
import type { Clause, Policy } from '#knowledge/policy/file/policy-file.ts';
import { balanced, strict } from '../../../support/policies.ts';

const toStrict = comparePolicies(balanced, strict);
const whole = describeChanges(toStrict, { most: Number.POSITIVE_INFINITY });

describe('a change of the policy in words', () => {
  it('reads well from the balanced policy to the strict one', async () => {
    await expect(`${whole}\n`).toMatchFileSnapshot('../../../golden/policy/balanced-to-strict.md');
  });

  it('names a kind of license as a whole, but for the few that are not meant', () => {
    const now = edited(balanced, 'hosted-strong-own-program', (clause) => ({
      ...clause,
      when: { ...clause.when, notLicense: ['GPL-3.0-only'] },
      verdict: 'denied',
    }));

    const text = describeChanges(comparePolicies(balanced, now));

    expect(text).toContain(
      '- All strong copyleft licenses (46) except GPL-3.0-only, in a hosted service, run as a separate program: allowed → not allowed.',
    );
  });

  it('is no longer than a broadcast may be, and counts what it leaves out', () => {
    const draft = describeChanges(toStrict);

    const left = Number(/And (\d+) more changes\.$/.exec(draft)?.[1]);
    expect(draft.length).toBeLessThanOrEqual(3_000);
    expect(linesIn(draft) + left).toBe(linesIn(whole));
    expect(linesIn(draft)).toBeGreaterThan(5);
  });

  it.each([0, 40, 200, 700, 1_500])('keeps to %i characters also where little fits', (most) => {
    const draft = describeChanges(toStrict, { most });

    const left = Number(/And (\d+) more changes\.$/.exec(draft)?.[1]);
    expect(draft.length).toBeLessThanOrEqual(Math.max(most, 'And 99 more changes.'.length));
    expect(linesIn(draft) + left).toBe(linesIn(whole));
  });

  it('says so where nothing changes', () => {
    const now = { ...balanced, version: '2026.2' };

    const text = describeChanges(comparePolicies(balanced, now));

    expect(text).toBe('Nothing changes for anybody.');
  });

  it('names the license, the uses and the reason', () => {
    const now = edited(balanced, 'hosted-non-commercial', (clause) => ({
      ...clause,
      when: { ...clause.when, notLicense: ['PolyForm-Noncommercial-1.0.0'] },
    }));

    const text = describeChanges(comparePolicies(now, balanced));

    expect(text).toBe(
      '**Stricter than before**\n\n- PolyForm-Noncommercial-1.0.0, in a hosted service, as code or as a font: needs review → not allowed. Its terms exclude commercial use.',
    );
  });

  it('names who looks now as people call them', () => {
    const now = edited(balanced, 'data-share-alike', (clause) => ({
      ...clause,
      when: { ...clause.when, license: ['ODbL-1.0'] },
      reviewers: ['ospo', 'security'],
    }));
    const old = edited(balanced, 'data-share-alike', (clause) => ({
      ...clause,
      when: { ...clause.when, license: ['ODbL-1.0'] },
    }));

    const text = describeChanges(comparePolicies(old, now), { reviewers: now.reviewers });

    expect(text).toBe(
      '**Others look at it**\n\n- A review of ODbL-1.0, in every use, as data, goes to the open source program office and Security, no longer to Legal.',
    );
  });

  it('says in a line that all reviews go to others', () => {
    const now = { ...balanced, defaultReviewers: ['ospo'] };

    const text = describeChanges(comparePolicies(balanced, now), { reviewers: now.reviewers });

    expect(text).toMatch(
      /^\*\*Others look at it\*\*\n\n- A review of \d+ licenses, in \d+ kinds of cases, goes to the open source program office, no longer to Legal\.\n/,
    );
    expect(text).toContain('still needs review, but in other uses or by other reviewers.');
  });

  it('says what is to be done now, and what no longer', () => {
    const { linking = [], ...others } = balanced.licenseExceptions;
    const kept = linking.filter((id) => id !== 'OCaml-LGPL-linking-exception');
    const now = { ...balanced, licenseExceptions: { ...others, linking: kept } };

    const text = describeChanges(comparePolicies(balanced, now), { most: 100_000 });

    expect(text).toContain(
      'with a license exception (OCaml-LGPL-linking-exception), in a shipped product',
    );
    expect(text).toContain('new: “Let users replace the library with a build of their own”');
  });

  it('says what rules for packages, and what is ours and bought, in sentences', () => {
    const fresh = {
      id: 'too-fresh',
      when: { purl: ['pkg:npm/*'], youngerThanDays: 3 },
      verdict: 'needs-review',
      effect: 'at-least',
      reason: 'Wait a few days.',
    } as const satisfies Policy['packages'][number];
    const old = { ...balanced, packages: [fresh] };
    const now: Policy = {
      ...balanced,
      packages: [
        { ...fresh, when: { ...fresh.when, youngerThanDays: 1 } },
        {
          id: 'no-left-pad',
          when: { purl: ['pkg:npm/left-pad'], version: '<1.3.0' },
          verdict: 'denied',
          effect: 'decides',
          reason: 'It broke the build once.',
        },
      ],
      firstParty: ['pkg:npm/%40acme/*'],
      bought: [{ purl: 'pkg:npm/qt', reference: 'C-1', until: '2027-01-01' }],
    };

    const text = describeChanges(comparePolicies(old, now));

    expect(text).toBe(
      [
        '**Packages**',
        '',
        '- `pkg:npm/*` published less than 1 day ago: at least needs review. Wait a few days. Before: `pkg:npm/*` published less than 3 days ago: at least needs review.',
        '- New: `pkg:npm/left-pad` of version <1.3.0: not allowed. It broke the build once.',
        '',
        '**Beside that**',
        '',
        '- Now counts as our own code: `pkg:npm/%40acme/*`.',
        '- We have a bought license for: `pkg:npm/qt` (until 2027-01-01).',
      ].join('\n'),
    );
  });
});

function linesIn(text: string): number {
  return text.split('\n').filter((line) => line.startsWith('- ')).length;
}

function edited(policy: Policy, id: string, change: (clause: Clause) => Clause): Policy {
  const rows = policy.rows.map((row) => ({
    ...row,
    clauses: row.clauses.map((clause) => (clause.id === id ? change(clause) : clause)),
  }));
  return { ...policy, rows };
}
