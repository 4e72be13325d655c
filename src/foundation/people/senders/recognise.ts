import { LRUCache } from 'lru-cache';
import type { Clock } from '#foundation/kernel/clock.ts';
import { findAccount, personFor, touchAccount } from '#foundation/people/accounts.ts';
import type { DirectoryAccount } from '#foundation/people/directory.ts';
import type { Db } from '#foundation/store/database.ts';

/**
 * The person id behind an account of a platform. The directory is asked the first time, and again after a day. With
 * `isActing: false` it is somebody whom another named: their account does not count as used.
 */
export type Recognise = (
  externalId: string,
  /** What the directory says; of somebody known already nobody should be kept waiting because it is away. */
  describe: (isKnown: boolean) => Promise<DirectoryAccount>,
  how: { readonly isActing: boolean },
) => Promise<string>;

const DAY_MS = 24 * 60 * 60_000;
/** So long an account is known by heart; once a directory has spoken of it, it never moves to another person. */
const KNOWN_MS = 10 * 60_000;
const KNOWN_MOST = 10_000;

export function createRecognise(options: {
  readonly db: Db;
  readonly platform: string;
  readonly clock: Clock;
}): Recognise {
  const { db, platform, clock } = options;
  const known = new LRUCache<string, { readonly personId: string; readonly until: number }>({
    max: KNOWN_MOST,
  });

  return async (externalId, describe, { isActing }) => {
    const now = clock.now();
    const byHeart = known.get(externalId);
    if (byHeart && byHeart.until > now.getTime()) return byHeart.personId;

    const account = { platform, externalId };
    const found = await findAccount(db, account);
    const checkedAt = found?.checkedAt?.getTime() ?? 0;
    let personId = found?.personId;
    let isDescribed = true;
    if (personId === undefined || now.getTime() - checkedAt > DAY_MS) {
      const described = await describe(personId !== undefined);
      isDescribed = described.email !== undefined || described.displayName !== undefined;
      personId = await personFor(db, described, clock);
    }
    // Not kept: when they act themselves, their account is to be touched.
    if (!isActing) return personId;
    await touchAccount(db, account, now);
    // Of whom nothing was said is asked again the next time.
    if (isDescribed) known.set(externalId, { personId, until: now.getTime() + KNOWN_MS });
    return personId;
  };
}
