import type { Clause, Policy } from '#knowledge/policy/file/policy-file.ts';
import { fitsUse } from '#knowledge/policy/rules/matches.ts';
import type { Use } from '#knowledge/policy/use.ts';

/** The policy with only those of its rules about licenses that can hold in this use; it judges that use the same. */
export function narrowPolicy(policy: Policy, use: Use): Policy {
  const fits = ({ when }: Clause): boolean => fitsUse(when, use);
  const { decides, atLeast, rows } = policy;
  return {
    ...policy,
    decides: decides.filter(fits),
    atLeast: atLeast.filter(fits),
    rows: rows
      .filter((row) => fitsUse(row.for, use))
      .map(({ row, like, clauses }) => {
        const borrowed = rows.filter((other) => like?.includes(other.row) === true);
        const all = [...clauses, ...borrowed.flatMap((other) => other.clauses)];
        return { row, for: {}, clauses: all.filter(fits) };
      })
      .filter(({ clauses }) => clauses.length > 0),
    notices: [],
  };
}

/** Names the rules that are left: two uses with the same ones differ in nothing that a rule looks at. */
export function rulesLeft({ decides, atLeast, rows }: Policy): string {
  const ids = (clauses: readonly Clause[]): readonly string[] => clauses.map(({ id }) => id);
  return JSON.stringify([ids(decides), ids(atLeast), rows.map(({ clauses }) => ids(clauses))]);
}

/** What the rules say of licenses, without their names and texts, and without the uses that they are for. */
export function effectOf({
  decides,
  atLeast,
  rows,
  licenseExceptions,
  defaultReviewers,
  unnamed,
}: Policy): string {
  const one = ({ when, verdict, reviewers = defaultReviewers }: Clause): unknown => {
    const { license, notLicense, category, standing, flag, networkClauseHolds, licenseException } =
      when;
    const exceptions = licenseException && licenseExceptions[licenseException];
    const about = { license, notLicense, category, standing, flag, networkClauseHolds, exceptions };
    return { ...about, verdict, reviewers };
  };
  return JSON.stringify([
    decides.map(one),
    atLeast.map(one),
    rows.map(({ clauses }) => clauses.map(one)),
    licenseExceptions.linking,
    licenseExceptions['generated-output'],
    unnamed.reviewers ?? defaultReviewers,
  ]);
}
