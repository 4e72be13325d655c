import { and, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import { partsOf, tellAgain } from '#foundation/delivery/notice.ts';
import { record } from '#foundation/store/audit-log.ts';
import type { Db } from '#foundation/store/database.ts';
import { notices } from '#foundation/store/schema.ts';
import { broadcasts } from '#foundation/store/tables/broadcasts.ts';
import { isEveryone } from '#office/broadcasts/audience.ts';
import { type Broadcast, broadcastNotices, broadcastsIn } from '#office/broadcasts/broadcast.ts';
import { recipientsOf, textsIn } from '#office/broadcasts/people-in.ts';
import { arrivalIn, isQuiet, quietOf } from '#office/broadcasts/quiet-hours.ts';
import { remindReaders } from '#office/broadcasts/readers/remind.ts';
import { type Going, startSending, tellAll } from '#office/broadcasts/start-sending.ts';
import { knownZones, putOff } from '#office/broadcasts/telling/tell-each.ts';

/**
 * What happens with broadcasts by itself: those whose time has come begin, those that are through end, what night has
 * fallen on waits until morning, who has not read is reminded, who is new hears what everybody must know. Any process may
 * do it at any time, and as often as it likes.
 */
export async function tendBroadcasts(db: Db, going: Going, now: Date): Promise<void> {
  for (const broadcast of await broadcastsIn(db, ['scheduled'])) {
    await startSending(db, broadcast, going, now);
  }
  for (const broadcast of await broadcastsIn(db, ['sending'])) {
    if (!broadcast.content.isUrgent) await waitForMorning(db, broadcast, going, now);
    await noteProgress(db, broadcast, now);
  }
  for (const broadcast of await broadcastsIn(db, ['sending', 'sent'], sinceOf(now))) {
    await remindReaders(db, broadcast, going, now);
    await tellNewcomers(db, broadcast, going, now);
  }
}

const DAY_MS = 86_400_000;
/** Days after which nobody is reminded of it or hears of it as a newcomer. */
const CURRENT_DAYS = 365;

function sinceOf(now: Date): Date {
  return new Date(now.getTime() - CURRENT_DAYS * DAY_MS);
}

/** Its card says how far it is; with nothing left to send it is over. */
async function noteProgress(db: Db, { id }: Broadcast, now: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const [held] = await tx
      .select({ id: broadcasts.id })
      .from(broadcasts)
      .where(and(eq(broadcasts.id, id), eq(broadcasts.state, 'sending')))
      .for('update', { skipLocked: true });
    if (!held) return;
    const [left] = await tx.select({ id: notices.id }).from(notices).where(isWaiting(id)).limit(1);
    if (!left) {
      await tx
        .update(broadcasts)
        .set({ state: 'sent', finishedAt: now, version: sql`${broadcasts.version} + 1` })
        .where(eq(broadcasts.id, id));
      await record(tx, { kind: 'broadcast.finished', broadcastId: id }, { actor: null, at: now });
    }
    await tellAgain(tx, { kind: broadcastNotices.shown, matter: id }, now);
  });
}

/** What is due where it is quiet just now arrives in the morning there. */
async function waitForMorning(db: Db, { id }: Broadcast, going: Going, now: Date): Promise<void> {
  const quiet = quietOf(going.office.broadcasts, going.calendar);
  const mornings = (await knownZones(db, quiet.zone))
    .filter((zone) => isQuiet(zone, now, quiet))
    .map((zone) => ({ zone, at: arrivalIn(zone, { now, quiet, isUrgent: false }) }));
  if (mornings.length === 0) return;
  // A place is on the office's clock.
  const morning = mornings.find(({ zone }) => zone === quiet.zone);
  if (morning) await putOffPlaces(db, id, morning.at, now);
  for await (const part of partsOf(db, { kind: broadcastNotices.broadcast, matter: id })) {
    await putOff(db, part, mornings, { going, now });
  }
}

async function putOffPlaces(db: Db, id: string, morning: Date, now: Date): Promise<void> {
  await db
    .update(notices)
    .set({ dueAt: morning })
    .where(
      and(
        eq(notices.kind, broadcastNotices.place),
        eq(notices.matter, id),
        eq(notices.state, 'waiting'),
        eq(notices.sent, 0),
        lte(notices.dueAt, now),
        or(isNull(notices.leaseUntil), lte(notices.leaseUntil, now)),
      ),
    );
}

/** Who came after it began hears once what everybody must know. */
async function tellNewcomers(db: Db, broadcast: Broadcast, going: Going, now: Date): Promise<void> {
  const { id, content, startedAt } = broadcast;
  const isForAll = isEveryone(content.audience) && content.acknowledgement !== undefined;
  if (!isForAll || content.kind === 'news' || startedAt === undefined) return;
  const newcomers = sql`select people.id as person_id from people
    where people.created_at > ${startedAt.toISOString()}::timestamptz
    and exists (select from accounts where accounts.person_id = people.id
      and platform in (select ${textsIn(going.platforms)}))
    except ${recipientsOf(id)}`;
  const [first] = await db
    .select({ personId: sql`person_id` })
    .from(sql`(${newcomers}) as newcomers`)
    .limit(1);
  if (!first) return;
  await db.transaction(async (tx) => {
    const people = await tellAll(tx, id, newcomers, { content, going, now });
    await tx.update(broadcasts).set({ people }).where(eq(broadcasts.id, id));
  });
}

function isWaiting(id: string) {
  return and(
    inArray(notices.kind, [broadcastNotices.broadcast, broadcastNotices.place]),
    eq(notices.matter, id),
    eq(notices.state, 'waiting'),
  );
}
