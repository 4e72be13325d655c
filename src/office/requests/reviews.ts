import { and, eq, inArray, isNull, not, sql } from 'drizzle-orm';
import type { Db } from '#foundation/store/database.ts';
import { requestReviews } from '#foundation/store/tables/requests.ts';
import type { Request } from '#office/requests/find-requests.ts';
import type { Calendar } from '#office/requests/routing/route-file.ts';
import { addWorkingDays } from '#office/requests/routing/working-days.ts';

/** Makes the reviewers' queues what the request says: whom it waits for now, and whom no more. */
export async function keepReviews(
  tx: Db,
  { id, progress, route }: Pick<Request, 'id' | 'progress' | 'route'>,
  at: Date,
  calendar: Calendar | undefined,
): Promise<void> {
  const { stage, open: wanted } = progress;
  const isWanted = and(
    eq(requestReviews.stage, stage),
    inArray(
      requestReviews.group,
      wanted.map(({ group }) => group),
    ),
  );
  const isOpen = and(eq(requestReviews.requestId, id), isNull(requestReviews.closedAt));
  await tx
    .update(requestReviews)
    .set({ closedAt: at })
    .where(and(isOpen, wanted.length === 0 || !isWanted ? undefined : not(isWanted)));
  if (wanted.length === 0) return;
  const dueAt = route.days === undefined ? null : addWorkingDays(at, route.days, calendar);
  await tx
    .insert(requestReviews)
    .values(
      wanted.map(({ group, assigneeId }) => ({
        requestId: id,
        stage,
        group,
        assigneeId: assigneeId ?? null,
        since: at,
        dueAt,
      })),
    )
    .onConflictDoUpdate({
      target: [requestReviews.requestId, requestReviews.stage, requestReviews.group],
      // The clock runs on: what is opened again was begun when it was first.
      set: { assigneeId: sql`excluded.assignee_id`, closedAt: null },
    });
}
