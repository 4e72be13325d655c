import { z } from 'zod';
import { ReviewerGroup } from '#foundation/people/roles.ts';
import { LicenseCategory } from '#knowledge/licenses/facts.ts';
import { Verdict } from '#knowledge/policy/judgement.ts';
import { Asset, Delivery, Linkage, Use, UseKind } from '#knowledge/policy/use.ts';

const shape = Use.shape;

/** One or several; several mean "any of". */
function oneOrMore<T extends z.ZodType>(schema: T) {
  return z.union([schema.transform((one) => [one]), z.array(schema).min(1)]).readonly();
}

/** The conditions of a rule about how something is used. All that are given must hold. */
const useConditions = {
  use: oneOrMore(UseKind).optional(),
  modified: z.boolean().optional(),
  linkage: oneOrMore(Linkage).optional(),
  asset: oneOrMore(Asset).optional(),
  delivery: oneOrMore(Delivery).optional(),
  userProduct: oneOrMore(shape.userProduct).optional(),
  role: oneOrMore(shape.role).optional(),
  lockedBoot: oneOrMore(shape.lockedBoot).optional(),
  appStore: oneOrMore(shape.appStore).optional(),
};

const Conditions = z.strictObject({
  ...useConditions,
  /** SPDX ids; one that ends in `*` means every id that begins so. */
  license: oneOrMore(z.string().min(1)).optional(),
  notLicense: oneOrMore(z.string().min(1)).optional(),
  category: oneOrMore(LicenseCategory).optional(),
  /** What is known: a placed license, an id without facts, a `LicenseRef`, nobody knows, nobody gave permission, not readable. */
  standing: oneOrMore(
    z.enum(['placed', 'unplaced', 'custom', 'nobody-knows', 'no-permission', 'unreadable']),
  ).optional(),
  flag: oneOrMore(z.string().min(1)).optional(),
  /** The license's network clause holds for this use and asks for source. */
  networkClauseHolds: z.boolean().optional(),
  /** Name of a class in `licenseExceptions`. */
  licenseException: z.string().optional(),
});
export type Conditions = z.infer<typeof Conditions>;

/** A matcher of uses only, for the heading of a row. */
const UseConditions = z.strictObject(useConditions);

const ruleId = z.string().regex(/^[a-z0-9-]{1,60}$/, 'lower-case words joined by hyphens');
const section = z.string().max(80).optional();

const Clause = z.strictObject({
  id: ruleId,
  when: Conditions,
  verdict: Verdict,
  /** Why, as people read it. */
  reason: z.string().min(1).max(400),
  section,
  reviewers: oneOrMore(z.string()).optional(),
});
export type Clause = z.infer<typeof Clause>;

const Row = z.strictObject({
  row: ruleId,
  for: UseConditions,
  /** Names of other rows whose clauses hold here too. */
  like: oneOrMore(z.string()).optional(),
  clauses: z.array(Clause),
});
export type Row = z.infer<typeof Row>;

const PackageRule = z.strictObject({
  id: ruleId,
  when: z.strictObject({
    /** A purl without version; one that ends in `*` means every purl that begins so. */
    purl: oneOrMore(z.string().startsWith('pkg:')).optional(),
    /** A semver range. */
    version: z.string().optional(),
    license: oneOrMore(z.string().min(1)).optional(),
    deprecated: z.boolean().optional(),
    /** The version was published less than so many days ago. */
    youngerThanDays: z.number().int().positive().optional(),
    /** The version was published more than so many days ago. */
    olderThanDays: z.number().int().positive().optional(),
    /** A known vulnerability of at least this severity. */
    vulnerability: z.enum(['low', 'medium', 'high', 'critical']).optional(),
  }),
  verdict: Verdict,
  /** `decides`: this alone is the verdict. `at-least`: the verdict is never better. */
  effect: z.enum(['decides', 'at-least']),
  reason: z.string().min(1).max(400),
  section,
  reviewers: oneOrMore(z.string()).optional(),
});
export type PackageRule = z.infer<typeof PackageRule>;

/**
 * What the organisation allows, as the OSPO writes it. `decides` comes first and alone; `atLeast` sets a floor;
 * of `rows` the first that fits the use and names the license decides, with its worst clause; what nothing names is a review.
 */
export const Policy = z.strictObject({
  version: z.string().min(1).max(40),
  profile: z.string().min(1).max(40),
  effective: z.iso.date(),
  orTieBreak: z.enum(['fewest-duties', 'patent-grant']),
  reviewers: z.record(ReviewerGroup, z.string().min(1).max(60)),
  /** Who looks when a rule names nobody. */
  defaultReviewers: oneOrMore(z.string()),
  sections: z.record(z.string(), z.string().max(120)),
  licenseExceptions: z.record(ruleId, z.array(z.string()).readonly()),
  firstParty: z.array(z.string().startsWith('pkg:')).readonly(),
  bought: z
    .array(
      z.strictObject({
        purl: z.string().startsWith('pkg:'),
        reference: z.string().min(1),
        until: z.iso.date().optional(),
      }),
    )
    .readonly(),
  decides: z.array(Clause).readonly(),
  atLeast: z.array(Clause).readonly(),
  rows: z.array(Row).readonly(),
  packages: z.array(PackageRule).readonly(),
  notices: z
    .array(z.strictObject({ when: Conditions, text: z.string().min(1).max(400) }))
    .readonly(),
  /** Says why parts of one work cannot be met together, and what that means for something shipped. */
  conflict: Clause.omit({ when: true })
    .extend({ use: oneOrMore(UseKind) })
    .optional(),
  /** What is said when nothing in the file names a license for a use. */
  unnamed: Clause.omit({ when: true, verdict: true }),
});
export type Policy = z.infer<typeof Policy>;
