import { describe, expect, it } from 'vitest';
import { normalizeLicense } from '#knowledge/licenses/normalize.ts';
import { assumeUse } from '#knowledge/policy/assume-use.ts';
import { evaluate } from '#knowledge/policy/evaluate.ts';
import type { PackageRule, Policy } from '#knowledge/policy/file/policy-file.ts';
import type { Judgement } from '#knowledge/policy/judgement.ts';
import { subjectOf } from '#knowledge/policy/license-subject.ts';
import type { Component } from '#knowledge/policy/rules/package-rules.ts';
import { balanced, someDay } from '../../../support/policies.ts';

const leftPad: Component = { purl: 'pkg:npm/left-pad', version: '1.3.0' };

function judge(policy: Policy, component: Component, license = 'MIT'): Judgement {
  const subject = subjectOf(normalizeLicense(license));
  return evaluate({ subject, use: assumeUse({ use: 'saas' }).use, component }, policy, someDay);
}

function withRule(rule: Partial<PackageRule> & Pick<PackageRule, 'when' | 'verdict'>): Policy {
  return {
    ...balanced,
    packages: [
      { id: 'ours', effect: 'at-least', reason: 'We said so.', reviewers: ['security'], ...rule },
    ],
  };
}

describe('rules about packages', () => {
  it('send a package to the group that the rule names, though its license is fine', () => {
    const policy = withRule({ when: { purl: ['pkg:npm/left-*'] }, verdict: 'needs-review' });

    const judgement = judge(policy, leftPad);

    expect(judgement.verdict).toBe('needs-review');
    expect(judgement.reviewers).toEqual(['security']);
    expect(judgement.reasons.map((reason) => reason.rule)).toEqual(['ours']);
  });

  it('fire only for the versions that they name', () => {
    const policy = withRule({
      when: { purl: ['pkg:npm/left-pad'], version: '<1.2' },
      verdict: 'denied',
    });

    expect(judge(policy, leftPad).verdict).toBe('allowed');
    expect(judge(policy, { ...leftPad, version: '1.1.9' }).verdict).toBe('denied');
  });

  it.each<[string, PackageRule['when'], Partial<Component>]>([
    ['deprecated packages', { deprecated: true }, { deprecated: true }],
    [
      'brand-new versions',
      { youngerThanDays: 3 },
      { publishedAt: new Date('2026-03-01T00:00:00Z') },
    ],
    ['old versions', { olderThanDays: 365 }, { publishedAt: new Date('2020-01-01T00:00:00Z') }],
    ['known vulnerabilities', { vulnerability: 'high' }, { vulnerabilities: ['critical'] }],
  ])('see %s, and stay silent without the fact', (_what, when, facts) => {
    const policy = withRule({ when, verdict: 'denied' });

    expect(judge(policy, leftPad).verdict).toBe('allowed');
    expect(judge(policy, { ...leftPad, ...facts }).verdict).toBe('denied');
  });

  it('never make a bad license better unless they decide', () => {
    const floor = withRule({ when: {}, verdict: 'allowed' });
    const deciding = withRule({ when: {}, verdict: 'allowed', effect: 'decides' });

    expect(judge(floor, leftPad, 'SSPL-1.0').verdict).toBe('needs-review');
    expect(judge(deciding, leftPad, 'SSPL-1.0').verdict).toBe('allowed');
  });

  it('let our own code and bought licenses through, a bought one until its last day', () => {
    const ours: Policy = { ...balanced, firstParty: ['pkg:npm/%40acme/*'] };
    const bought = (until: string): Policy => ({
      ...balanced,
      bought: [{ purl: 'pkg:npm/ckeditor5', reference: 'PO-17', until }],
    });

    expect(judge(ours, { purl: 'pkg:npm/%40acme/core' }, 'UNLICENSED').verdict).toBe('allowed');
    expect(judge(bought('2026-03-02'), { purl: 'pkg:npm/ckeditor5' }, 'NONE').verdict).toBe(
      'allowed',
    );
    expect(judge(bought('2026-03-01'), { purl: 'pkg:npm/ckeditor5' }, 'NONE').verdict).toBe(
      'denied',
    );
  });
});
