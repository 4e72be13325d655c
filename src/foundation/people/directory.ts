import type { AccountName } from '#foundation/people/accounts.ts';

/** Somebody as a platform's directory knows them. */
export interface DirectoryAccount extends AccountName {
  /**
   * Lower case; only one that the directory vouches for, and of a member of our own organisation. Null: it was asked
   * and vouches for none, as of somebody who left or is a guest. Undefined: it was not asked, or may not say.
   */
  readonly email?: string | null;
  /** Of their clock, such as `Europe/Berlin`, as the platform says it; unchecked. */
  readonly timeZone?: string | undefined;
}

/** Where a platform keeps who its people are. Each call throws `unavailable` when it is worth another try. */
export interface Directory {
  /** As in `AccountName.platform`. */
  readonly platform: string;
  /** The account with this e-mail; undefined when there is none. */
  lookUp(email: string): Promise<DirectoryAccount | undefined>;
  /** The account with this external id; undefined when there is none, or the directory does not say. */
  find(externalId: string): Promise<DirectoryAccount | undefined>;
  /** External ids of a group's members; undefined when this platform knows no such group. */
  membersOf(group: string): Promise<readonly string[] | undefined>;
}
