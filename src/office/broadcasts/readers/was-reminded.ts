import { and, eq, gt, gte, inArray, isNull, lte, or } from 'drizzle-orm';
import type { Db } from '#foundation/store/database.ts';
import { notices } from '#foundation/store/schema.ts';
import { daysAfter } from '#office/requests/routing/working-time.ts';
import { reminderNotice } from '#office/requests/tell.ts';

/** The reminder of a day, and the day that it is where they are. */
export interface Reminding {
  readonly personId: string;
  /** What the reminder is about. */
  readonly day: string;
  readonly today: string;
  /** When that began. */
  readonly since: Date;
  readonly now: Date;
}

/** So late may a reminder be, because a platform was away. Days. */
const LATE_MOST = 14;

/**
 * Whether somebody was reminded since their day began, or is by another one that goes out just now: one that comes late,
 * or is of the office's day while it is another one where they are, is the one of today all the same.
 */
export async function wasReminded(
  db: Db,
  { personId, day, today, since, now }: Reminding,
): Promise<boolean> {
  // Day by day, so that the index finds them among everybody's.
  const days = Array.from({ length: LATE_MOST + 2 }, (_, at) => daysAfter(today, 1 - at));
  const isUnderWay = and(
    gt(notices.matter, day),
    eq(notices.state, 'waiting'),
    isNull(notices.message),
    lte(notices.dueAt, now),
  );
  const [found] = await db
    .select({ id: notices.id })
    .from(notices)
    .where(
      and(
        eq(notices.kind, reminderNotice),
        inArray(notices.matter, days),
        eq(notices.recipient, `person:${personId}`),
        or(gte(notices.sentAt, since), isUnderWay),
      ),
    )
    .limit(1);
  return found !== undefined;
}
