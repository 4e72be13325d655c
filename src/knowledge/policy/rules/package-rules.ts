import semver from 'semver';
import type { PackageRule, Policy } from '#knowledge/policy/file/policy-file.ts';
import { compareVerdicts } from '#knowledge/policy/judgement.ts';
import { matchesPattern } from '#knowledge/policy/rules/matches.ts';

/** What the package rules look at. A fact that nobody checked is absent and fires no rule. */
export interface Component {
  /** Without version, as in `pkg:npm/%40acme/core`. */
  readonly purl: string;
  readonly version?: string;
  readonly deprecated?: boolean;
  readonly publishedAt?: Date;
  /** Severities of the vulnerabilities known for this version. */
  readonly vulnerabilities?: readonly Severity[];
}

const severities = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof severities)[number];

const DAY = 86_400_000;

/** The package rules that fire; the first that decides stands before those that set a floor. */
export function firedPackageRules(
  policy: Policy,
  component: Component,
  license: string,
  on: Date,
): readonly PackageRule[] {
  const own = policy.firstParty.some((pattern) => matchesPattern(pattern, component.purl));
  if (own) return [standing('first-party', 'It is our own code.')];
  const bought = policy.bought.find(
    (entry) =>
      matchesPattern(entry.purl, component.purl) &&
      (entry.until === undefined || on.toISOString().slice(0, 10) <= entry.until),
  );
  if (bought) {
    return [
      standing('bought-license', `We bought a license (${bought.reference}); its terms hold.`),
    ];
  }
  const fired = policy.packages.filter((rule) => fires(rule, component, license, on));
  const deciding = fired
    .filter((rule) => rule.effect === 'decides')
    .sort((a, b) => compareVerdicts(b.verdict, a.verdict));
  return [...deciding.slice(0, 1), ...fired.filter((rule) => rule.effect === 'at-least')];
}

function fires({ when }: PackageRule, component: Component, license: string, on: Date): boolean {
  const age =
    component.publishedAt === undefined
      ? undefined
      : (on.getTime() - component.publishedAt.getTime()) / DAY;
  const { version } = component;
  return (
    (!when.purl || when.purl.some((pattern) => matchesPattern(pattern, component.purl))) &&
    (when.version === undefined ||
      (version !== undefined &&
        semver.valid(version) !== null &&
        semver.satisfies(version, when.version, { includePrerelease: true }))) &&
    (!when.license || when.license.some((pattern) => matchesPattern(pattern, license))) &&
    (when.deprecated === undefined || component.deprecated === when.deprecated) &&
    (when.youngerThanDays === undefined || (age !== undefined && age < when.youngerThanDays)) &&
    (when.olderThanDays === undefined || (age !== undefined && age > when.olderThanDays)) &&
    (when.vulnerability === undefined || hasSeverity(component, when.vulnerability))
  );
}

function hasSeverity(component: Component, least: Severity): boolean {
  const found = component.vulnerabilities ?? [];
  return found.some((severity) => severities.indexOf(severity) >= severities.indexOf(least));
}

function standing(id: string, reason: string): PackageRule {
  return { id, when: {}, verdict: 'allowed', effect: 'decides', reason };
}
