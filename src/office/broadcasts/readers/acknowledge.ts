import { and, desc, eq, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import type { MessageName } from '#foundation/delivery/channel.ts';
import type { Matter } from '#foundation/delivery/notice.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import { record } from '#foundation/store/audit-log.ts';
import type { Db } from '#foundation/store/database.ts';
import { notices } from '#foundation/store/schema.ts';
import { acknowledgements, acknowledgementTallies } from '#foundation/store/tables/broadcasts.ts';
import { type Broadcast, broadcastNotices, findBroadcast } from '#office/broadcasts/broadcast.ts';
import { dayIn, daysAfter } from '#office/requests/routing/working-time.ts';
import { reminderNotice } from '#office/requests/tell.ts';

export type Acknowledged =
  /** Also when it was acknowledged before: `at` is the first time. */
  | { readonly kind: 'acknowledged'; readonly broadcast: Broadcast; readonly at: Date }
  | { readonly kind: 'wrong-answer'; readonly broadcast: Broadcast }
  /** It has a question, and no answer was given yet. */
  | { readonly kind: 'asked'; readonly broadcast: Broadcast }
  /** There is nothing to acknowledge. */
  | { readonly kind: 'not-wanted'; readonly broadcast: Broadcast }
  /** It did not go to them. */
  | { readonly kind: 'not-theirs' };

export interface Acknowledging {
  readonly personId: string;
  readonly clock: Clock;
  /** The place of what they chose, from 0. */
  readonly answer?: number | undefined;
  /** On which they pressed. */
  readonly card?: MessageName | undefined;
}

/** So many rows hold the count: that many can acknowledge at once without waiting for each other. */
const PARTS = 16;

/** Takes that somebody has read it. */
export async function acknowledge(
  db: Db,
  id: string,
  { personId, clock, answer, card }: Acknowledging,
): Promise<Acknowledged> {
  const broadcast = await findBroadcast(db, id);
  if (!broadcast || !(await isRecipient(db, id, personId))) return { kind: 'not-theirs' };
  const wanted = broadcast.content.acknowledgement;
  if (wanted === undefined) return { kind: 'not-wanted', broadcast };
  return db.transaction(async (tx): Promise<Acknowledged> => {
    const at = clock.now();
    const key = { broadcastId: id, personId };
    const before = await acknowledgedAt(tx, id, personId);
    if (before) return { kind: 'acknowledged', broadcast, at: before };
    if (wanted.question && answer === undefined) return { kind: 'asked', broadcast };
    if (wanted.question && answer !== wanted.question.right) {
      await tx
        .insert(acknowledgements)
        .values({ ...key, at: null, wrongAnswers: 1 })
        .onConflictDoUpdate({
          target: [acknowledgements.broadcastId, acknowledgements.personId],
          set: { wrongAnswers: sql`${acknowledgements.wrongAnswers} + 1` },
        });
      return { kind: 'wrong-answer', broadcast };
    }
    const first = await tx
      .insert(acknowledgements)
      .values({ ...key, at, wrongAnswers: 0 })
      .onConflictDoUpdate({
        target: [acknowledgements.broadcastId, acknowledgements.personId],
        set: { at },
        setWhere: isNull(acknowledgements.at),
      })
      .returning({ at: acknowledgements.at });
    if (first.length === 0) {
      const now = await acknowledgedAt(tx, id, personId);
      return { kind: 'acknowledged', broadcast, at: now ?? at };
    }
    await tx
      .insert(acknowledgementTallies)
      .values({ broadcastId: id, part: partOf(personId), acknowledged: 1 })
      .onConflictDoUpdate({
        target: [acknowledgementTallies.broadcastId, acknowledgementTallies.part],
        set: { acknowledged: sql`${acknowledgementTallies.acknowledged} + 1` },
      });
    await record(tx, { kind: 'broadcast.acknowledged', broadcastId: id }, { actor: personId, at });
    await redrawOthers(tx, id, { personId, card }, at);
    return { kind: 'acknowledged', broadcast, at };
  });
}

export async function acknowledgedAt(
  db: Db,
  broadcastId: string,
  personId: string,
): Promise<Date | undefined> {
  const [row] = await db
    .select({ at: acknowledgements.at })
    .from(acknowledgements)
    .where(
      and(eq(acknowledgements.broadcastId, broadcastId), eq(acknowledgements.personId, personId)),
    );
  return row?.at ?? undefined;
}

export async function isRecipient(db: Db, id: string, personId: string): Promise<boolean> {
  const [row] = await db
    .select({ state: notices.state })
    .from(notices)
    .where(isTold(broadcastNotices.broadcast, id, personId));
  return row !== undefined;
}

/** Who was reminded has two cards: the one that was not pressed says so too. */
async function redrawOthers(
  tx: Db,
  id: string,
  { personId, card }: Pick<Acknowledging, 'personId' | 'card'>,
  at: Date,
): Promise<void> {
  const reminder = await lastReminder(tx, personId, at);
  const standing = [{ kind: broadcastNotices.broadcast as string, matter: id }, ...reminder];
  for (const { kind, matter } of standing) {
    const isOther = card === undefined ? undefined : ne(notices.message, card);
    await tx
      .update(notices)
      .set({ wanted: sql`${notices.wanted} + 1`, state: 'waiting', dueAt: at, changedAt: at })
      .where(and(isTold(kind, matter, personId), eq(notices.state, 'sent'), isOther));
  }
}

/** Days after which a reminder is left as it is. */
const REMINDER_DAYS = 14;

/** The last reminder that somebody has, in which this broadcast may stand. */
async function lastReminder(tx: Db, personId: string, at: Date): Promise<readonly Matter[]> {
  // Whatever their clock says: it may be a day ahead of ours.
  const first = daysAfter(dayIn(at), 1);
  const days = Array.from({ length: REMINDER_DAYS }, (_, past) => daysAfter(first, -past));
  return tx
    .select({ kind: notices.kind, matter: notices.matter })
    .from(notices)
    .where(
      and(
        eq(notices.kind, reminderNotice),
        inArray(notices.matter, days),
        eq(notices.recipient, `person:${personId}`),
        isNotNull(notices.message),
      ),
    )
    .orderBy(desc(notices.matter))
    .limit(1);
}

function isTold(kind: string, id: string, personId: string) {
  return and(
    eq(notices.kind, kind),
    eq(notices.matter, id),
    eq(notices.recipient, `person:${personId}`),
  );
}

/** The last digit of an id is as good as random. */
function partOf(personId: string): number {
  return Number.parseInt(personId.slice(-1), 16) % PARTS;
}
