import { and, asc, eq, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import { keepSentCard, type SentCard } from '#foundation/delivery/sent-cards.ts';
import type { Db } from '#foundation/store/database.ts';
import { received, sentCards } from '#foundation/store/schema.ts';

/** Something that a platform sent us. */
export interface Arrival {
  /** Makes it one: the same however often and to however many processes it is sent. */
  readonly id: string;
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
  /** How often somebody has begun to deal with it, this time counted. */
  readonly attempt: number;
}

/** Until when it is ours alone. */
export interface Lease {
  readonly at: Date;
  readonly leaseUntil: Date;
}

/** What a platform sent us, until it is dealt with. */
export interface Arrivals {
  /** Keeps it before anything is done about it. `known`: it was here before, so somebody else deals with it. */
  take(arrival: Arrival, lease: Lease): Promise<'taken' | 'known'>;
  /** Says that it was dealt with, and keeps the cards that came of it; what was sent to us is forgotten. */
  finish(id: string, cards: readonly SentCard[], at: Date): Promise<void>;
  /** Leaves it for another try, by whichever process comes first then. */
  postpone(id: string, until: Date): Promise<void>;
  /** Leaves it to whoever has room for it; that it was taken does not count. */
  putBack(id: string, at: Date): Promise<void>;
  /** Takes what was left, oldest lease first. Two processes never take the same. */
  claim(lease: Lease, most: number): Promise<readonly LeftArrival[]>;
  /** Says that this process is still at work on them. */
  renew(ids: readonly string[], leaseUntil: Date): Promise<void>;
  /** Forgets what was dealt with so long ago that no platform sends it again. */
  forget(before: Date): Promise<void>;
}

export function createArrivals(db: Db, platform: string): Arrivals {
  const { takeOnce, takeAgain, finishWithCard } = prepare(db);
  return {
    async take({ id, body, sentAt, againAfterMs }, { at, leaseUntil }) {
      const row = { id, platform, body, sentAt, at, leaseUntil };
      const taken =
        againAfterMs === undefined
          ? await takeOnce.execute(row)
          : await takeAgain.execute({
              ...row,
              // In a condition a placeholder has no column to say how a moment is written.
              later: new Date(sentAt.getTime() - againAfterMs).toISOString(),
              now: at.toISOString(),
            });
      return taken.length > 0 ? 'taken' : 'known';
    },
    async finish(id, cards, at) {
      const [first, ...others] = cards;
      if (!first) {
        await db.update(received).set({ doneAt: at, body: null }).where(eq(received.id, id));
        return;
      }
      for (const card of others) await keepSentCard(db, card, at);
      await finishWithCard.execute({ id, done: at.toISOString(), ...first, at });
    },
    async postpone(id, until) {
      await db
        .update(received)
        .set({ leaseUntil: until })
        .where(and(eq(received.id, id), isNull(received.doneAt)));
    },
    async putBack(id, at) {
      await db
        .update(received)
        .set({ leaseUntil: at, attempts: sql`${received.attempts} - 1` })
        .where(and(eq(received.id, id), isNull(received.doneAt)));
    },
    async claim({ at, leaseUntil }, most) {
      const left = db
        .select({ id: received.id })
        .from(received)
        .where(
          and(
            eq(received.platform, platform),
            isNull(received.doneAt),
            lt(received.leaseUntil, at),
          ),
        )
        .orderBy(asc(received.leaseUntil))
        .limit(most)
        .for('update', { skipLocked: true });
      return db
        .update(received)
        .set({ leaseUntil, attempts: sql`${received.attempts} + 1` })
        .where(inArray(received.id, left))
        .returning({ id: received.id, body: received.body, attempt: received.attempts });
    },
    async renew(ids, leaseUntil) {
      if (ids.length === 0) return;
      await db
        .update(received)
        .set({ leaseUntil })
        .where(and(inArray(received.id, [...ids]), isNull(received.doneAt)));
    },
    async forget(before) {
      await db
        .delete(received)
        .where(and(eq(received.platform, platform), lt(received.receivedAt, before)));
    },
  };
}

/** Made for every question: putting such a statement together costs as much as sending it. */
function prepare(db: Db) {
  const row = {
    platform: sql.placeholder('platform'),
    body: sql.placeholder('body'),
    sentAt: sql.placeholder('sentAt'),
    receivedAt: sql.placeholder('at'),
    leaseUntil: sql.placeholder('leaseUntil'),
    attempts: 1,
  };
  const insert = () => db.insert(received).values({ id: sql.placeholder('id'), ...row });
  const returning = { id: received.id };
  const isOver = sql`(${isNotNull(received.doneAt)} or ${received.leaseUntil} < ${sql.placeholder('now')})`;
  const done = db.$with('done').as(
    db
      .update(received)
      .set({ doneAt: sql`${sql.placeholder('done')}`, body: null })
      .where(eq(received.id, sql.placeholder('id')))
      .returning(returning),
  );
  return {
    takeOnce: insert().onConflictDoNothing().returning(returning).prepare('take_once'),
    takeAgain: insert()
      .onConflictDoUpdate({
        target: received.id,
        set: {
          body: sql`excluded.body`,
          sentAt: sql`excluded.sent_at`,
          receivedAt: sql`excluded.received_at`,
          leaseUntil: sql`excluded.lease_until`,
          attempts: 1,
          doneAt: null,
        },
        setWhere: sql`${received.sentAt} < ${sql.placeholder('later')} and ${isOver}`,
      })
      .returning(returning)
      .prepare('take_again'),
    finishWithCard: db
      .with(done)
      .insert(sentCards)
      .values({
        message: sql.placeholder('message'),
        card: sql.placeholder('card'),
        sentAt: sql.placeholder('at'),
      })
      .onConflictDoUpdate({
        target: sentCards.message,
        set: { card: sql`excluded.card`, sentAt: sql`excluded.sent_at` },
      })
      .prepare('finish_with_card'),
  };
}
