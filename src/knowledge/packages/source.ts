import type { Purl } from '#knowledge/packages/purl.ts';

/** Somebody who knows facts about packages: a registry, an index of several. Never throws. */
export interface PackageSource {
  /** For the card's source line: "npm registry". */
  readonly name: string;
  covers(purl: Purl): boolean;
  /** Facts of the version named by the purl, else of what the requirement (a range or tag) asks for, else of the latest. */
  findVersion(purl: Purl, wanted: Wanted): Promise<VersionAnswer>;
  /** May take many seconds; the caller decides how long a person waits. */
  readHistory(purl: Purl): Promise<HistoryAnswer>;
  /** Names like this one that the source knows; empty when it cannot tell. */
  searchNames(name: string, timeoutMs: number): Promise<readonly string[]>;
}

export interface Wanted {
  readonly requirement?: string;
  readonly timeoutMs: number;
}

export type VersionAnswer =
  | { readonly kind: 'found'; readonly version: VersionFacts }
  | { readonly kind: 'no-such-package' }
  | {
      readonly kind: 'no-such-version';
      readonly latest?: string;
      readonly near: readonly string[];
    }
  | { readonly kind: 'may-not-see' }
  | Unavailable;

export interface VersionFacts {
  readonly name: string;
  readonly version: string;
  /** The license field as published, of any shape. */
  readonly published: unknown;
  readonly deprecated?: string;
  readonly repository?: string;
}

export type HistoryAnswer =
  | {
      readonly kind: 'found';
      readonly changes: readonly PublishedChange[];
      readonly latest?: string;
      /** When a version was published, as ISO time. */
      publishedAt(version: string): string | undefined;
    }
  | { readonly kind: 'no-such-package' }
  | { readonly kind: 'may-not-see' }
  | Unavailable;

/** The license field that all versions from `since` to `until` published. */
export interface PublishedChange {
  readonly since: string;
  readonly until: string;
  readonly published: unknown;
}

export interface Unavailable {
  readonly kind: 'unavailable';
  readonly reason: UnavailableReason;
  /** When the source said how long to wait. */
  readonly retryAfterMs?: number;
}

export type UnavailableReason =
  | 'timeout'
  | 'rate-limited'
  | 'network'
  | 'nonsense'
  | 'too-large'
  | 'server-error'
  /** It failed so often that we leave it alone for a while. */
  | 'paused'
  /** Our own side: the client's configuration cannot be read. */
  | 'misconfigured'
  /** Nobody we ask covers this ecosystem. */
  | 'no-source';

export function unavailable(reason: UnavailableReason, retryAfterMs?: number): Unavailable {
  return { kind: 'unavailable', reason, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}
