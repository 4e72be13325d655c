import semver from 'semver';
import type { Path } from '#foundation/kernel/read-yaml.ts';
import { licenseFacts } from '#knowledge/licenses/facts.ts';
import { isKnownLicenseException, isKnownLicenseId } from '#knowledge/licenses/spdx.ts';
import type { Clause, Policy } from '#knowledge/policy/file/policy-file.ts';

interface Fault {
  readonly path: Path;
  readonly expected: string;
}

/** What a schema cannot see: names that point nowhere, ids given twice, licenses that do not exist. */
export function crossCheck(policy: Policy): readonly Fault[] {
  const faults: Fault[] = [];
  const seen = new Set<string>();
  const once = (id: string, path: Path): void => {
    if (seen.has(id))
      faults.push({
        path: [...path, 'id'],
        expected: `a rule id that is used once ("${id}" is there already)`,
      });
    seen.add(id);
  };
  const named = (
    names: readonly string[] | undefined,
    known: object,
    what: string,
    path: Path,
  ): void => {
    for (const name of names ?? []) {
      if (!Object.hasOwn(known, name)) {
        faults.push({
          path,
          expected: `one of the ${what}: ${Object.keys(known).join(', ')} (not "${name}")`,
        });
      }
    }
  };
  const rule = (clause: Pick<Clause, 'id' | 'section' | 'reviewers'>, path: Path): void => {
    once(clause.id, path);
    named(clause.reviewers, policy.reviewers, 'reviewer groups', [...path, 'reviewers']);
    named(clause.section ? [clause.section] : [], policy.sections, 'sections', [
      ...path,
      'section',
    ]);
  };
  const conditions = (when: Clause['when'], path: Path): void => {
    for (const key of ['license', 'notLicense'] as const) {
      for (const id of when[key] ?? []) {
        if (!namesALicense(id))
          faults.push({
            path: [...path, key],
            expected: `an SPDX license id or the beginning of one with * (not "${id}")`,
          });
      }
    }
    named(
      when.licenseException ? [when.licenseException] : [],
      policy.licenseExceptions,
      'licenseExceptions',
      [...path, 'licenseException'],
    );
  };

  named(policy.defaultReviewers, policy.reviewers, 'reviewer groups', ['defaultReviewers']);
  for (const [name, ids] of Object.entries(policy.licenseExceptions)) {
    ids.forEach((id, at) => {
      if (!isKnownLicenseException(id))
        faults.push({
          path: ['licenseExceptions', name, at],
          expected: `an SPDX license exception (not "${id}")`,
        });
    });
  }
  for (const list of ['decides', 'atLeast'] as const) {
    policy[list].forEach((clause, at) => {
      rule(clause, [list, at]);
      conditions(clause.when, [list, at, 'when']);
    });
  }
  const rows = Object.fromEntries(policy.rows.map((row) => [row.row, row]));
  policy.rows.forEach((row, at) => {
    if (rows[row.row] !== row)
      faults.push({
        path: ['rows', at, 'row'],
        expected: `a row name that is used once ("${row.row}" is there already)`,
      });
    named(row.like, rows, 'rows', ['rows', at, 'like']);
    for (const other of row.like ?? []) {
      if (rows[other]?.like)
        faults.push({
          path: ['rows', at, 'like'],
          expected: `a row that is not itself like another ("${other}" is)`,
        });
    }
    row.clauses.forEach((clause, inner) => {
      rule(clause, ['rows', at, 'clauses', inner]);
      conditions(clause.when, ['rows', at, 'clauses', inner, 'when']);
    });
  });
  policy.packages.forEach((entry, at) => {
    rule(entry, ['packages', at]);
    if (entry.when.version !== undefined && semver.validRange(entry.when.version) === null) {
      faults.push({
        path: ['packages', at, 'when', 'version'],
        expected: 'a version range such as ">=2 <3"',
      });
    }
  });
  for (const [at, notice] of policy.notices.entries()) {
    conditions(notice.when, ['notices', at, 'when']);
  }
  if (policy.conflict) rule(policy.conflict, ['conflict']);
  rule(policy.unnamed, ['unnamed']);
  return faults;
}

function namesALicense(id: string): boolean {
  if (id.endsWith('*')) return id.length > 1;
  return id.startsWith('LicenseRef-') || isKnownLicenseId(id) || licenseFacts(id) !== undefined;
}
