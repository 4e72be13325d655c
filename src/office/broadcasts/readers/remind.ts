import { and, eq, type SQL, sql } from 'drizzle-orm';
import { record } from '#foundation/store/audit-log.ts';
import type { Db } from '#foundation/store/database.ts';
import { broadcasts } from '#foundation/store/tables/broadcasts.ts';
import { type Broadcast, broadcastNotices, findBroadcasts } from '#office/broadcasts/broadcast.ts';
import { arrivalIn, dayThere, quietOf } from '#office/broadcasts/quiet-hours.ts';
import type { Going } from '#office/broadcasts/start-sending.ts';
import { type Clocks, tellEach } from '#office/broadcasts/telling/tell-each.ts';
import { reminderNotice } from '#office/requests/tell.ts';

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
 * Reminds them now; how many that are. Of all that somebody has not read they are reminded in one message a day: each in
 * the morning after a quiet night on their own clock, and what that day is there is what it is about.
 */
export async function remindNow(
  db: Db,
  { id, remindedAt }: Pick<Broadcast, 'id' | 'remindedAt'>,
  going: Going,
  now: Date,
  actor: string | null = null,
): Promise<number> {
  return db.transaction(async (tx) => {
    const [held] = await tx
      .select({ remindedAt: broadcasts.remindedAt })
      .from(broadcasts)
      .where(eq(broadcasts.id, id))
      .for('update');
    // Another process was faster.
    if (!held || held.remindedAt?.getTime() !== remindedAt?.getTime()) return 0;
    const people = await remindAll(tx, lateFor(id), going, now);
    await tx.update(broadcasts).set({ remindedAt: now }).where(eq(broadcasts.id, id));
    await record(tx, { kind: 'broadcast.reminded', broadcastId: id, people }, { actor, at: now });
    return people;
  });
}

/** Who got it and has not acknowledged it, as a query of one column, `person_id`. */
function lateFor(id: string): SQL {
  return sql`select substr(recipient, 8)::uuid as person_id from notices
    where kind = ${broadcastNotices.broadcast} and matter = ${id} and state = 'sent'
    and not exists (select from broadcast_acknowledgements where broadcast_id = ${id}
      and person_id = substr(notices.recipient, 8)::uuid and at is not null)`;
}

/** Whoever has a reminder of that day already has this in it. */
async function remindAll(tx: Db, audience: SQL, going: Clocks, now: Date): Promise<number> {
  const quiet = quietOf(going.office.broadcasts, going.calendar);
  const when = (zone: string) => {
    const at = arrivalIn(zone, { now, quiet, isUrgent: false });
    return { at, matter: dayThere(zone, at, quiet) };
  };
  return tellEach(tx, audience, { kind: reminderNotice, when, going, now });
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
