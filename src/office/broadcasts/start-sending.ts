import { and, count, eq, type SQL, sql } from 'drizzle-orm';
import { laneOf } from '#foundation/delivery/bulk/lane.ts';
import { recipientToText, tell } from '#foundation/delivery/notice.ts';
import { newId } from '#foundation/kernel/ids.ts';
import type { Office } from '#foundation/people/office.ts';
import { record } from '#foundation/store/audit-log.ts';
import type { Db } from '#foundation/store/database.ts';
import { notices } from '#foundation/store/schema.ts';
import { broadcasts } from '#foundation/store/tables/broadcasts.ts';
import { channelsOf } from '#office/broadcasts/audience.ts';
import {
  type Broadcast,
  type BroadcastContent,
  broadcastNotices,
  findBroadcast,
} from '#office/broadcasts/broadcast.ts';
import { type Addressing, channelsIn, peopleIn, sizeOf } from '#office/broadcasts/people-in.ts';
import { arrivalIn, quietOf } from '#office/broadcasts/quiet-hours.ts';
import { needsSecond } from '#office/broadcasts/take-step.ts';
import { knownZones, tellEach, zonesIn } from '#office/broadcasts/telling/tell-each.ts';
import { nextVersion } from '#office/broadcasts/write.ts';
import type { Calendar } from '#office/requests/routing/route-file.ts';

/** What the broadcasts of an office go out by. */
export interface Going extends Addressing {
  readonly office: Pick<Office, 'products' | 'broadcasts'>;
  /** Whose working days, and whose clock where somebody's own is not known. */
  readonly calendar?: Calendar | undefined;
}

/**
 * Lets a broadcast go out once its time has come for the first of those it goes to: settles who they are, and tells each
 * of them, when it is time on their clock. False while it is too early.
 */
export async function startSending(
  db: Db,
  { id, content, approvedBy }: Broadcast,
  going: Going,
  now: Date,
): Promise<boolean> {
  const quiet = quietOf(going.office.broadcasts, going.calendar);
  const { sendAt } = content;
  // Urgent: quiet hours only put off what has come.
  const hasCome = (zone: string) => arrivalIn(zone, { now, sendAt, quiet, isUrgent: true }) <= now;
  // While it is too early everywhere nobody is asked who they are: that is looked at every few seconds, for days.
  if (sendAt !== undefined && !(await knownZones(db, quiet.zone)).some(hasCome)) return false;
  const audience = await peopleIn(db, content, going);
  const channels = await channelsIn(content, going);
  const zones = sendAt === undefined ? [] : await zonesIn(db, audience, going);
  const isTime =
    sendAt === undefined || [...zones, ...(channels.length > 0 ? [quiet.zone] : [])].some(hasCome);
  if (!isTime) return false;
  return db.transaction(async (tx) => {
    const [held] = await tx
      .select({ id: broadcasts.id })
      .from(broadcasts)
      .where(and(eq(broadcasts.id, id), eq(broadcasts.state, 'scheduled')))
      .for('update', { skipLocked: true });
    // Another process is at it, or somebody has taken it back.
    if (!held) return false;
    const before = await findBroadcast(tx, id);
    if (!before) return false;
    const { approvalAbove } = going.office.broadcasts;
    const isMore = async () =>
      needsSecond(content, sizeOf({ people: await countIn(tx, audience), channels }), {
        approvalAbove,
      });
    if (approvedBy === undefined && (await isMore())) {
      // They have become more since somebody looked.
      await tx.update(broadcasts).set({ state: 'awaiting-approval' }).where(eq(broadcasts.id, id));
      await nextVersion(tx, before, now);
      const approval = { kind: broadcastNotices.approval, matter: id };
      await tell(tx, approval, { kind: 'role', role: 'ospo' }, now);
      return true;
    }
    const told = await tellAll(tx, id, audience, { content, going, now });
    await tellPlaces(tx, id, { content, going, now });
    await tx
      .update(broadcasts)
      .set({ state: 'sending', startedAt: now, people: told })
      .where(eq(broadcasts.id, id));
    const entry = { kind: 'broadcast.started', broadcastId: id, people: told } as const;
    await record(tx, entry, { actor: null, at: now });
    await nextVersion(tx, before, now);
    return true;
  });
}

async function countIn(db: Db, audience: SQL): Promise<number> {
  const [counted] = await db.select({ people: count() }).from(sql`(${audience}) as audience`);
  return counted?.people ?? 0;
}

interface When {
  readonly content: BroadcastContent;
  readonly going: Going;
  readonly now: Date;
}

/** On the office's clock: a place has none of its own. */
async function tellPlaces(tx: Db, id: string, { content, going, now }: When): Promise<void> {
  const { sendAt, isUrgent, audience } = content;
  const quiet = quietOf(going.office.broadcasts, going.calendar);
  const dueAt = arrivalIn(quiet.zone, { now, sendAt, quiet, isUrgent });
  for (const place of channelsOf(audience)) {
    await tx
      .insert(notices)
      .values({
        id: newId(),
        kind: broadcastNotices.place,
        matter: id,
        recipient: recipientToText({ kind: 'place', place }),
        wanted: 1,
        sent: 0,
        state: 'waiting',
        dueAt,
        attempts: 0,
        createdAt: now,
        changedAt: now,
        lane: laneOf(place),
      })
      .onConflictDoNothing();
  }
}

/** Tells everybody who was not told yet, when it is time on their clock; how many have been told by now. */
export async function tellAll(
  tx: Db,
  id: string,
  audience: SQL,
  { content, going, now }: When,
): Promise<number> {
  const { sendAt, isUrgent } = content;
  const quiet = quietOf(going.office.broadcasts, going.calendar);
  const when = (zone: string) => ({
    matter: id,
    at: arrivalIn(zone, { now, sendAt, quiet, isUrgent }),
  });
  await tellEach(tx, audience, { kind: broadcastNotices.broadcast, when, going, now });
  const [told] = await tx
    .select({ people: count() })
    .from(notices)
    .where(and(eq(notices.kind, broadcastNotices.broadcast), eq(notices.matter, id)));
  return told?.people ?? 0;
}
