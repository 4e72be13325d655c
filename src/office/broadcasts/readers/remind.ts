import { and, eq, sql } from 'drizzle-orm';
import { record } from '#foundation/store/audit-log.ts';
import type { Db } from '#foundation/store/database.ts';
import { takeLong } from '#foundation/store/many/take-long.ts';
import { broadcasts } from '#foundation/store/tables/broadcasts.ts';
import { type Broadcast, broadcastNotices, findBroadcasts } from '#office/broadcasts/broadcast.ts';
import { arrivalIn, quietOf } from '#office/broadcasts/quiet-hours.ts';
import type { Going } from '#office/broadcasts/start-sending.ts';

const DAY_MS = 86_400_000;
/** Days after the day by which it should be read on which nobody is reminded any more. */
const PATIENCE_DAYS = 30;

/** Reminds whoever has not acknowledged it, at the pace that the OSPO has set. */
export async function remindReaders(
  db: Db,
  broadcast: Broadcast,
  going: Going,
  now: Date,
): Promise<void> {
  const { content, startedAt, remindedAt } = broadcast;
  const days = content.acknowledgement?.remindAfterDays;
  if (days === undefined || startedAt === undefined) return;
  const last = remindedAt ?? startedAt;
  if (now.getTime() - last.getTime() < days * DAY_MS) return;
  const end = content.acknowledgement?.by;
  const until = end === undefined ? startedAt : new Date(end);
  if (now.getTime() - until.getTime() > PATIENCE_DAYS * DAY_MS) return;
  await remindNow(db, broadcast, going, now);
}

/**
 * Reminds them now; how many that are. Of all that somebody has not read they are reminded in one message a day, in the
 * morning after a quiet night.
 */
export async function remindNow(
  db: Db,
  { id, remindedAt }: Pick<Broadcast, 'id' | 'remindedAt'>,
  { office, calendar }: Pick<Going, 'office' | 'calendar'>,
  now: Date,
  actor: string | null = null,
): Promise<number> {
  const quiet = quietOf(office.broadcasts, calendar);
  const dueAt = arrivalIn(quiet.zone, { now, quiet, isUrgent: false });
  return db.transaction(async (tx) => {
    await takeLong(tx);
    const [held] = await tx
      .select({ remindedAt: broadcasts.remindedAt })
      .from(broadcasts)
      .where(eq(broadcasts.id, id))
      .for('update');
    // Another process was faster.
    if (!held || held.remindedAt?.getTime() !== remindedAt?.getTime()) return 0;
    const late = sql`from notices where kind = ${broadcastNotices.broadcast} and matter = ${id} and state = 'sent'
      and not exists (select from broadcast_acknowledgements where broadcast_id = ${id}
        and person_id = substr(notices.recipient, 8)::uuid and at is not null)`;
    const [counted] = await tx
      .select({ people: sql<number>`count(*)` })
      .from(sql`(select recipient ${late}) as late`);
    const people = Number(counted?.people ?? 0);
    await tx.execute(sql`
      insert into notices (id, kind, matter, recipient, wanted, sent, state, due_at, attempts, created_at, changed_at, lane)
      select gen_random_uuid(), ${broadcastNotices.reminder}, ${dayOf(now)}, recipient, 1, 0, 'waiting',
        ${dueAt.toISOString()}::timestamptz, 0, ${now.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz, lane
      ${late}
      on conflict (kind, matter, recipient) do nothing`);
    await tx.update(broadcasts).set({ remindedAt: now }).where(eq(broadcasts.id, id));
    await record(tx, { kind: 'broadcast.reminded', broadcastId: id, people }, { actor, at: now });
    return people;
  });
}

/** The matter of the reminders of a day: one to each person. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** What somebody got and was to acknowledge, and has not; the first by which day it should be first. */
export async function unreadBy(db: Db, personId: string): Promise<readonly Broadcast[]> {
  const rows = await db
    .select({ id: broadcasts.id })
    .from(broadcasts)
    .where(
      and(
        sql`${broadcasts.state} in ('sending', 'paused', 'sent')`,
        sql`${broadcasts.content} -> 'acknowledgement' is not null`,
        sql`exists (select from notices where kind = ${broadcastNotices.broadcast}
          and matter = ${broadcasts.id}::text and recipient = ${`person:${personId}`} and notices.sent > 0)`,
        sql`not exists (select from broadcast_acknowledgements as read where read.broadcast_id = ${broadcasts.id}
          and read.person_id = ${personId} and read.at is not null)`,
      ),
    )
    .orderBy(sql`${broadcasts.content} -> 'acknowledgement' ->> 'by' nulls last`, broadcasts.number)
    .limit(20);
  return findBroadcasts(
    db,
    rows.map(({ id }) => id),
  );
}
