import { type LicenseFinding, normalizeLicense } from '#knowledge/licenses/normalize.ts';

/** The two fields in which npm packages have published their license over the years. */
export interface PublishedLicense {
  readonly license?: unknown;
  /** Old packages: a list of `{ type, url }`, without saying whether all hold or one may be chosen. */
  readonly licenses?: unknown;
}

/** What the package says about its license; `license` wins where both are there. */
export function publishedLicense(published: PublishedLicense): LicenseFinding {
  return normalizeLicense(publishedField(published));
}

/** The field that counts, exactly as published; `undefined` when neither says anything. */
export function publishedField({ license, licenses }: PublishedLicense): unknown {
  for (const field of [license, licenses]) {
    if (field !== undefined && field !== null && field !== '') return field;
  }
  return undefined;
}
