import { eq } from 'drizzle-orm';
import { type Matter, tell } from '#foundation/delivery/notice.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import { record } from '#foundation/store/audit-log.ts';
import type { Db } from '#foundation/store/database.ts';
import { requestFollowers, requests } from '#foundation/store/tables/requests.ts';
import { findRequest, type Request } from '#office/requests/find-requests.ts';
import { isOpen } from '#office/requests/lifecycle.ts';

export type Followed =
  /** From now on they are told what comes of it. */
  | { readonly kind: 'followed'; readonly request: Request }
  /** It came to an end meanwhile. */
  | { readonly kind: 'over'; readonly request: Request }
  | { readonly kind: 'not-found' };

/** Somebody wants the same as a request that is open: they are told what comes of it. Twice is once. */
export async function follow(
  db: Db,
  id: string,
  personId: string,
  clock: Clock,
): Promise<Followed> {
  return db.transaction(async (tx): Promise<Followed> => {
    const at = clock.now();
    // Locked, so that whoever decides it meanwhile tells this person too, or is seen here.
    await tx.select({ id: requests.id }).from(requests).where(eq(requests.id, id)).for('update');
    const request = await findRequest(tx, id);
    if (!request) return { kind: 'not-found' };
    if (!isOpen(request.state)) return { kind: 'over', request };
    if (request.requester?.personId === personId) return { kind: 'followed', request };
    const added = await tx
      .insert(requestFollowers)
      .values({ requestId: id, personId, at })
      .onConflictDoNothing()
      .returning({ id: requestFollowers.requestId });
    if (added.length > 0) {
      await record(tx, { kind: 'request.followed', requestId: id }, { actor: personId, at });
    }
    return { kind: 'followed', request };
  });
}

/** Tells all who wanted the same. */
export async function tellFollowers(tx: Db, id: string, told: Matter, at: Date): Promise<void> {
  const followers = await tx
    .select({ personId: requestFollowers.personId })
    .from(requestFollowers)
    .where(eq(requestFollowers.requestId, id));
  for (const { personId } of followers) await tell(tx, told, { kind: 'person', personId }, at);
}
