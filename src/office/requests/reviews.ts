import { and, eq, inArray, isNull, lte, min, not, sql } from 'drizzle-orm';
import { redrawStanding, tell } from '#foundation/delivery/notice.ts';
import { deputyRole } from '#foundation/people/roles.ts';
import type { Db } from '#foundation/store/database.ts';
import { requestReviews } from '#foundation/store/tables/requests.ts';
import type { Request } from '#office/requests/find-requests.ts';
import type { RequestStep } from '#office/requests/lifecycle.ts';
import type { OpenReview } from '#office/requests/routing/progress.ts';
import type { Calendar } from '#office/requests/routing/route-file.ts';
import {
  addWorkingDays,
  dayIn,
  nextMorning,
  putOff,
} from '#office/requests/routing/working-time.ts';
import { reminderNotice } from '#office/requests/tell.ts';
import { rolesFor } from '#office/requests/who-decides.ts';

/** What has just happened to the request, and when. */
export interface Keeping {
  readonly step: RequestStep;
  readonly at: Date;
  readonly calendar: Calendar | undefined;
}

/**
 * Makes the reviewers' queues what the request says: whom it waits for now, by when, and whom no more. Whom it waits for
 * is reminded in the morning of the day on which it should be decided.
 */
export async function keepReviews(
  tx: Db,
  request: Pick<Request, 'id' | 'progress' | 'route' | 'steps'>,
  { step, at, calendar }: Keeping,
): Promise<void> {
  const { id, progress, route } = request;
  const { stage, open: wanted } = progress;
  const isWanted = and(
    eq(requestReviews.stage, stage),
    inArray(
      requestReviews.group,
      wanted.map(({ group }) => group),
    ),
  );
  const isOpen = and(eq(requestReviews.requestId, id), isNull(requestReviews.closedAt));
  const closed = await tx
    .update(requestReviews)
    .set({ closedAt: at })
    .where(and(isOpen, wanted.length === 0 || !isWanted ? undefined : not(isWanted)))
    .returning({ since: requestReviews.since, dueAt: requestReviews.dueAt });
  await redrawStanding(tx, remindersUntil(at, closed, calendar), at);
  if (wanted.length === 0) return;
  const dueAt = route.days === undefined ? null : addWorkingDays(at, route.days, calendar);
  const { since, dueAt: due } = clockAfter[step] ?? runsOn;
  const kept = await tx
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
      set: { assigneeId: sql`excluded.assignee_id`, closedAt: null, since, dueAt: due },
    })
    .returning({
      group: requestReviews.group,
      since: requestReviews.since,
      dueAt: requestReviews.dueAt,
    });
  for (const review of kept) {
    if (review.dueAt === null) continue;
    const put =
      step === 'answer'
        ? await putOffReview(tx, request, { ...review, dueAt: review.dueAt }, { at, calendar })
        : review.dueAt;
    const to = wanted.find(({ group }) => group === review.group);
    if (to) await remind(tx, to, put, review.since, calendar);
  }
}

/** What becomes of a review's clock where it is opened already, or was. */
const anew = { since: sql`excluded.since`, dueAt: sql`excluded.due_at` };
const asBefore = { since: sql`request_reviews.since`, dueAt: sql`request_reviews.due_at` };
const runsOn = {
  since: sql`case when request_reviews.closed_at is null then request_reviews.since else excluded.since end`,
  dueAt: sql`case when request_reviews.closed_at is null then request_reviews.due_at else excluded.due_at end`,
};
const clockAfter: Partial<Record<RequestStep, typeof anew>> = {
  resubmit: anew,
  // It was decided for a minute at most.
  undo: asBefore,
};

/** While it waited for an answer its time stood still. */
async function putOffReview(
  tx: Db,
  { id, steps, progress }: Pick<Request, 'id' | 'steps' | 'progress'>,
  { group, dueAt }: { readonly group: string; readonly dueAt: Date },
  { at, calendar }: Pick<Keeping, 'at' | 'calendar'>,
): Promise<Date> {
  const asked = steps.findLast(({ step }) => step === 'ask');
  const put = asked ? putOff(dueAt, asked.at, at, calendar) : dueAt;
  await tx
    .update(requestReviews)
    .set({ dueAt: put })
    .where(
      and(
        eq(requestReviews.requestId, id),
        eq(requestReviews.stage, progress.stage),
        eq(requestReviews.group, group),
      ),
    );
  return put;
}

/** One reminder a day to each, of all that is due: the day is what it is about. */
async function remind(
  tx: Db,
  { group, assigneeId }: OpenReview,
  dueAt: Date,
  since: Date,
  calendar: Calendar | undefined,
): Promise<void> {
  const morning = nextMorning(dueAt, since, calendar);
  const told = reminder(morning, calendar);
  if (assigneeId !== undefined) {
    // Or whoever covers for them on that day.
    return tell(tx, told, { kind: 'role', role: deputyRole(assigneeId) }, morning);
  }
  for (const role of rolesFor(group)) await tell(tx, told, { kind: 'role', role }, morning);
}

function reminder(day: Date, calendar: Calendar | undefined) {
  return { kind: reminderNotice, matter: dayIn(day, calendar) };
}

const REMINDERS_MOST = 30;

/** The reminders in which reviews may stand by now: they say what is left. */
function remindersUntil(
  at: Date,
  reviews: readonly { readonly since: Date; readonly dueAt: Date | null }[],
  calendar: Calendar | undefined,
) {
  const [first] = reviews
    .flatMap(({ since, dueAt }) => (dueAt === null ? [] : [nextMorning(dueAt, since, calendar)]))
    .sort((one, other) => one.getTime() - other.getTime());
  const told: ReturnType<typeof reminder>[] = [];
  let morning = first;
  while (morning !== undefined && morning <= at && told.length < REMINDERS_MOST) {
    told.push(reminder(morning, calendar));
    morning = nextMorning(morning, morning, calendar);
  }
  return told;
}

/** Whether anything at all waits for somebody to be decided by then. */
export async function isAnyDue(db: Db, until: Date): Promise<boolean> {
  const [first] = await db
    .select({ id: requestReviews.requestId })
    .from(requestReviews)
    .where(and(isNull(requestReviews.closedAt), lte(requestReviews.dueAt, until)))
    .limit(1);
  return first !== undefined;
}

/** By when each of these requests should be decided next; none where nothing is promised, or it waits for nobody. */
export async function duesOf(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, Date>> {
  if (ids.length === 0) return new Map();
  const dues = await db
    .select({ id: requestReviews.requestId, dueAt: min(requestReviews.dueAt) })
    .from(requestReviews)
    .where(and(inArray(requestReviews.requestId, [...ids]), isNull(requestReviews.closedAt)))
    .groupBy(requestReviews.requestId);
  return new Map(dues.flatMap(({ id, dueAt }) => (dueAt === null ? [] : [[id, dueAt] as const])));
}
