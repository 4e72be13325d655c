import { and, asc, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import { type HeldNotice, heldFrom, LEASE } from '#foundation/delivery/lease.ts';
import type { Db } from '#foundation/store/database.ts';
import { notices } from '#foundation/store/schema.ts';

// Written out, so that the index of the lanes serves also where the server keeps one plan for all values.
const isWaiting = sql`${notices.state} = 'waiting'`;

/** Takes what is due in a lane and nobody has, the longest due first; no two get the same. */
export async function takeNotices(
  db: Db,
  lane: string,
  most: number,
  now: Date,
): Promise<readonly HeldNotice[]> {
  const leaseUntil = new Date(now.getTime() + LEASE);
  const free = db.$with('free').as(
    db
      .select({
        freeId: sql`${notices.id}`.as('free_id'),
        before: sql`${notices.leaseUntil}`.as('before'),
      })
      .from(notices)
      .where(
        and(
          isWaiting,
          eq(notices.lane, lane),
          lte(notices.dueAt, now),
          or(isNull(notices.leaseUntil), lte(notices.leaseUntil, now)),
        ),
      )
      .orderBy(asc(notices.dueAt))
      .limit(most)
      .for('update', { skipLocked: true }),
  );
  const taken = await db
    .with(free)
    .update(notices)
    .set({ leaseUntil })
    .from(free)
    .where(eq(notices.id, free.freeId))
    .returning({ row: notices, wasLost: sql<boolean>`${free.before} is not null` });
  return taken.map(({ row, wasLost }) => heldFrom(row, { leaseUntil, wasLost }));
}

/** Leaves notices to whoever comes next, as if they had not been taken; all of them were taken at once. */
export async function giveBack(
  db: Db,
  given: readonly HeldNotice[],
  { now, ...anew }: { readonly now: Date; readonly dueAt?: Date; readonly lane?: string },
): Promise<void> {
  const [first] = given;
  if (first === undefined) return;
  // Whether an earlier try may have arrived is seen by a lease that is over.
  for (const isRetry of [true, false]) {
    const ids = given.filter((one) => one.isRetry === isRetry).map(({ id }) => id);
    if (ids.length === 0) continue;
    await db
      .update(notices)
      .set({ ...anew, leaseUntil: isRetry ? now : null })
      .where(and(inArray(notices.id, ids), eq(notices.leaseUntil, first.leaseUntil)));
  }
}

/** The lanes in which something waits, and since when the first of it is due. */
export async function readLanes(
  db: Db,
): Promise<readonly { readonly lane: string; readonly dueAt: Date }[]> {
  const lanes: { lane: string; dueAt: Date }[] = [];
  // One step of the index for each lane, however much waits in it.
  for (;;) {
    const after = lanes.at(-1)?.lane ?? '';
    const [next] = await db
      .select({ lane: notices.lane, dueAt: notices.dueAt })
      .from(notices)
      .where(and(isWaiting, sql`${notices.lane} > ${after}`))
      .orderBy(asc(notices.lane), asc(notices.dueAt))
      .limit(1);
    if (next?.lane == null) return lanes;
    lanes.push({ lane: next.lane, dueAt: next.dueAt });
  }
}
