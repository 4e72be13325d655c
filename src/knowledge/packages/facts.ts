import { z } from 'zod';
import type { LicenseFinding } from '#knowledge/licenses/normalize.ts';
import type { Purl } from '#knowledge/packages/purl.ts';
import type { UnavailableReason } from '#knowledge/packages/source.ts';

/** What one source says about one version of a package; what the package declares, nothing concluded. */
export interface PackageFacts {
  /** With the version that the facts are of. */
  readonly purl: Purl;
  /** As people write it: `@slack/bolt`. */
  readonly name: string;
  readonly version: string;
  /** What was asked for when that was a range or a tag, as typed. */
  readonly requestedVersion?: string;
  readonly license: LicenseFinding;
  /** What its author says about it being deprecated. Text of others. */
  readonly deprecated?: string;
  /** ISO time. */
  readonly publishedAt?: string;
  /** The version that the registry calls latest. */
  readonly latest?: string;
  /** An http(s) address. */
  readonly repository?: string;
  readonly history: LicenseHistory;
  /** Name of the source, for the card's source line. */
  readonly source: string;
  /** ISO time when the source said so. */
  readonly fetchedAt: string;
  /** Older than a day; a newer look is under way. */
  readonly stale: boolean;
}

export type LicenseHistory =
  /** One entry for each stretch of versions under one license, in the order of versions. */
  | { readonly kind: 'known'; readonly changes: readonly LicenseChange[] }
  | { readonly kind: 'not-checked'; readonly reason: UnavailableReason };

/** From version `since` up to and including `until` the package declared this license. */
export interface LicenseChange {
  readonly since: string;
  readonly until: string;
  readonly license: LicenseFinding;
}

/** The answer to a look-up; all of these are expected. */
export type PackageResult =
  | { readonly kind: 'found'; readonly facts: PackageFacts }
  /** `near`: names that do exist as far as we know, nearest first; never a reason to answer for them. */
  | { readonly kind: 'no-such-package'; readonly near: readonly string[] }
  | {
      readonly kind: 'no-such-version';
      readonly latest?: string;
      /** Versions near the one asked for, oldest first. */
      readonly near: readonly string[];
    }
  /** The source knows us not, or not well enough: it may exist. */
  | { readonly kind: 'may-not-see' }
  | {
      readonly kind: 'unavailable';
      readonly reason: UnavailableReason;
      readonly retryAfterMs?: number;
    };

/**
 * Facts as the cache keeps them. Licenses stay as published and are read anew each time,
 * so that a better reading needs no new look at the source.
 */
export const CachedFacts = z.object({
  name: z.string(),
  version: z.string(),
  published: z.unknown().optional(),
  deprecated: z.string().exactOptional(),
  publishedAt: z.string().exactOptional(),
  latest: z.string().exactOptional(),
  repository: z.string().exactOptional(),
  history: z.union([
    z.object({
      kind: z.literal('known'),
      changes: z.array(
        z.object({ since: z.string(), until: z.string(), published: z.unknown().optional() }),
      ),
    }),
    z.object({ kind: z.literal('not-checked') }),
  ]),
  source: z.string(),
  fetchedAt: z.iso.datetime(),
});
export type CachedFacts = Readonly<z.infer<typeof CachedFacts>>;
