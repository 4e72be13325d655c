import type { Duty } from '#knowledge/licenses/duties.ts';
import type { PackageRule, Policy } from '#knowledge/policy/file/policy-file.ts';
import type { Verdict } from '#knowledge/policy/judgement.ts';
import type { JudgedTerm } from '#knowledge/policy/rules/matches.ts';
import type { Use } from '#knowledge/policy/use.ts';

/** Something that is another under the second of two policies than under the first. */
export type Change = LicenseChange | PackageChange | SettingChange;

/** What changes for these licenses in these uses: the same for all of them, and nothing of it for any other. */
export type LicenseChange = {
  readonly licenses: Licenses;
  readonly uses: Uses;
} & (VerdictChange | ReviewersChange | ObligationsChange);

export interface VerdictChange {
  readonly kind: 'verdict';
  readonly from: Verdict;
  readonly to: Verdict;
  /** The texts of the rules that gave the first verdict, and the second; each list once, sorted. */
  readonly fromReasons: readonly string[];
  readonly toReasons: readonly string[];
}

/** A review goes to others than before. */
export interface ReviewersChange {
  readonly kind: 'reviewers';
  /** As the first policy calls the groups, and the second; sorted. */
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** What has to be done changes although the use is not denied, before or after. */
export interface ObligationsChange {
  readonly kind: 'obligations';
  readonly added: readonly Duty[];
  readonly removed: readonly Duty[];
}

/** Rules about packages have no end of cases, so that what they say is compared; their names and texts are not. */
export interface PackageChange {
  readonly kind: 'package-rule';
  readonly id: string;
  readonly from?: PackageRule;
  readonly to?: PackageRule;
}

export type SettingChange =
  /** Beginnings of the purls of our own code. */
  | {
      readonly kind: 'own-code';
      readonly added: readonly string[];
      readonly removed: readonly string[];
    }
  | {
      readonly kind: 'bought';
      readonly added: Policy['bought'];
      readonly removed: Policy['bought'];
    }
  | {
      readonly kind: 'tie-break';
      readonly from: Policy['orTieBreak'];
      readonly to: Policy['orTieBreak'];
    }
  /** What is said of licenses that cannot be met in one work; undefined where nothing is said of it. */
  | {
      readonly kind: 'conflict';
      readonly from?: NonNullable<Policy['conflict']>;
      readonly to?: NonNullable<Policy['conflict']>;
    };

/** What is no license of the list, as the policy knows it. `custom` is a `LicenseRef` that no rule names. */
export type Standing = Exclude<JudgedTerm['standing'], 'placed' | 'unplaced'>;

export interface Licenses {
  /** Sorted. */
  readonly ids: readonly string[];
  /** Each of the ids WITH each of these; without any, the ids by themselves. */
  readonly exceptions: readonly string[];
  readonly standings: readonly Standing[];
}

/** All uses that can be put together from these values. */
export type Uses = { readonly [Part in keyof Use]: readonly Use[Part][] };
