import { and, asc, eq, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import type { Card } from '#foundation/cards/card.ts';
import type { MessageName } from '#foundation/delivery/channel.ts';
import type { Db } from '#foundation/store/database.ts';
import { received, sentCards } from '#foundation/store/schema.ts';

/** Something that a platform sent us. */
export interface Arrival {
  /** Makes it one: the same however often and to however many processes it is sent. */
  readonly id: string;
  readonly platform: string;
  /** As it came; JSON. */
  readonly body: unknown;
  /** By the platform's clock. */
  readonly sentAt: Date;
  /**
   * Milliseconds after which the same id is another one, as a button that is pressed again, if the first was dealt with;
   * absent: never.
   */
  readonly againAfterMs?: number;
}

/** Something that was left by a process that ended, or waits for another try. */
export interface LeftArrival {
  readonly id: string;
  readonly body: unknown;
  readonly sentAt: Date;
  /** How often somebody has begun to deal with it, this time counted. */
  readonly attempt: number;
}

/** A card as it stands in a platform's conversation. */
export interface SentCard {
  readonly message: MessageName;
  readonly card: Card;
}

/** Keeps it before anything is done about it. `known`: it was here before, so somebody else deals with it. */
export async function takeArrival(
  db: Db,
  { id, platform, body, sentAt, againAfterMs }: Arrival,
  { at, leaseUntil }: { readonly at: Date; readonly leaseUntil: Date },
): Promise<'taken' | 'known'> {
  const row = { platform, body, sentAt, receivedAt: at, leaseUntil, attempts: 1 };
  const insert = db.insert(received).values({ id, ...row });
  const returning = { id: received.id };
  const isLater = lt(received.sentAt, new Date(sentAt.getTime() - (againAfterMs ?? 0)));
  const taken =
    againAfterMs === undefined
      ? await insert.onConflictDoNothing().returning(returning)
      : await insert
          .onConflictDoUpdate({
            target: received.id,
            set: { ...row, doneAt: null },
            setWhere: sql`${isLater} and (${isNotNull(received.doneAt)} or ${lt(received.leaseUntil, at)})`,
          })
          .returning(returning);
  return taken.length > 0 ? 'taken' : 'known';
}

/** Says that it was dealt with, and keeps the cards that came of it; what was sent to us is forgotten. One statement. */
export async function finishArrival(
  db: Db,
  id: string,
  cards: readonly SentCard[],
  at: Date,
): Promise<void> {
  const finished = db
    .update(received)
    .set({ doneAt: at, body: null })
    .where(eq(received.id, id))
    .returning({ id: received.id });
  if (cards.length === 0) return void (await finished);
  const done = db.$with('done').as(finished);
  await db
    .with(done)
    .insert(sentCards)
    .values(cards.map(({ message, card }) => ({ message, card, sentAt: at })))
    .onConflictDoUpdate({
      target: sentCards.message,
      set: { card: sql`excluded.card`, sentAt: at },
    });
}

/** Leaves it for another try, by whichever process comes first then. */
export async function postponeArrival(db: Db, id: string, until: Date): Promise<void> {
  await db
    .update(received)
    .set({ leaseUntil: until })
    .where(and(eq(received.id, id), isNull(received.doneAt)));
}

/** Takes what was left, oldest lease first. Two processes never take the same. */
export async function claimLeft(
  db: Db,
  platform: string,
  { at, leaseUntil, most }: { readonly at: Date; readonly leaseUntil: Date; readonly most: number },
): Promise<readonly LeftArrival[]> {
  const left = db
    .select({ id: received.id })
    .from(received)
    .where(
      and(eq(received.platform, platform), isNull(received.doneAt), lt(received.leaseUntil, at)),
    )
    .orderBy(asc(received.leaseUntil))
    .limit(most)
    .for('update', { skipLocked: true });
  return db
    .update(received)
    .set({ leaseUntil, attempts: sql`${received.attempts} + 1` })
    .where(inArray(received.id, left))
    .returning({
      id: received.id,
      body: received.body,
      sentAt: received.sentAt,
      attempt: received.attempts,
    });
}

/** Says that this process is still at work on them. */
export async function renewLeases(db: Db, ids: readonly string[], leaseUntil: Date): Promise<void> {
  if (ids.length === 0) return;
  await db
    .update(received)
    .set({ leaseUntil })
    .where(and(inArray(received.id, [...ids]), isNull(received.doneAt)));
}

/** Forgets what was dealt with so long ago that no platform sends it again. */
export async function forgetArrivals(db: Db, platform: string, before: Date): Promise<void> {
  await db
    .delete(received)
    .where(and(eq(received.platform, platform), lt(received.receivedAt, before)));
}
