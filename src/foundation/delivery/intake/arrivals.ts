import { and, asc, eq, inArray, isNotNull, isNull, lt, notInArray, sql } from 'drizzle-orm';
import { standFor } from '#foundation/delivery/notice.ts';
import { keepSentCard, type SentCard } from '#foundation/delivery/sent-cards.ts';
import { newId } from '#foundation/kernel/ids.ts';
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

/** What is ours for a while: by its holder we know that it still is. */
export interface Held {
  readonly id: string;
  readonly holder: string;
}

/** Something that was left by a process that ended, or waits for another try. */
export interface LeftArrival extends Held {
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
  /** Keeps it before anything is done about it; undefined when it was here before, so that somebody else deals with it. */
  take(arrival: Arrival, lease: Lease): Promise<Held | undefined>;
  /**
   * Says that it was dealt with, and keeps the cards that came of it; what was sent to us is forgotten. The cards are kept
   * also when somebody else has it by now.
   */
  finish(held: Held, cards: readonly SentCard[], at: Date): Promise<void>;
  /** Leaves it for another try, by whichever process comes first then. */
  postpone(held: Held, until: Date): Promise<void>;
  /** Leaves it to whoever has room for it; that it was taken does not count. */
  putBack(held: Held, at: Date): Promise<void>;
  /** Takes what was left, oldest lease first, but for what this process is at work on. Two never take the same. */
  claim(lease: Lease, most: number, ours?: readonly string[]): Promise<readonly LeftArrival[]>;
  /** Says that this process is still at work on them. */
  renew(held: readonly Held[], leaseUntil: Date): Promise<void>;
  /** Forgets what was dealt with so long ago that no platform sends it again. */
  forget(before: Date): Promise<void>;
}

export function createArrivals(db: Db, platform: string): Arrivals {
  const { takeOnce, takeAgain, finishWithCard } = prepare(db);
  const isOurs = ({ id, holder }: Held) =>
    and(eq(received.id, id), eq(received.holder, holder), isNull(received.doneAt));
  return {
    async take({ id, body, sentAt, againAfterMs }, { at, leaseUntil }) {
      const holder = newId();
      const row = { id, platform, body, sentAt, at, leaseUntil, holder };
      const taken =
        againAfterMs === undefined
          ? await takeOnce.execute(row)
          : await takeAgain.execute({
              ...row,
              // In a condition a placeholder has no column to say how a moment is written.
              later: new Date(sentAt.getTime() - againAfterMs).toISOString(),
              now: at.toISOString(),
            });
      return taken.length > 0 ? { id, holder } : undefined;
    },
    async finish(held, cards, at) {
      const [first, ...others] = cards;
      if (!first) {
        await db.update(received).set({ doneAt: at, body: null }).where(isOurs(held));
        return;
      }
      for (const card of others) await keepSentCard(db, card, at);
      const { message, card, shows } = first;
      await finishWithCard.execute({ ...held, done: at.toISOString(), message, card, at });
      if (shows) await standFor(db, shows, message, at);
    },
    async postpone(held, until) {
      await db.update(received).set({ leaseUntil: until }).where(isOurs(held));
    },
    async putBack(held, at) {
      await db
        .update(received)
        .set({ leaseUntil: at, attempts: sql`${received.attempts} - 1` })
        .where(isOurs(held));
    },
    async claim({ at, leaseUntil }, most, ours = []) {
      const left = db
        .select({ id: received.id })
        .from(received)
        .where(
          and(
            eq(received.platform, platform),
            isNull(received.doneAt),
            lt(received.leaseUntil, at),
            ours.length > 0 ? notInArray(received.id, [...ours]) : undefined,
          ),
        )
        .orderBy(asc(received.leaseUntil))
        .limit(most)
        .for('update', { skipLocked: true });
      return db
        .update(received)
        .set({
          leaseUntil,
          attempts: sql`${received.attempts} + 1`,
          holder: sql`gen_random_uuid()::text`,
        })
        .where(inArray(received.id, left))
        .returning({
          id: received.id,
          holder: received.holder,
          body: received.body,
          attempt: received.attempts,
        });
    },
    async renew(held, leaseUntil) {
      if (held.length === 0) return;
      await db
        .update(received)
        .set({ leaseUntil })
        .where(
          and(
            inArray(
              received.holder,
              held.map(({ holder }) => holder),
            ),
            isNull(received.doneAt),
          ),
        );
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
    holder: sql.placeholder('holder'),
  };
  const insert = () => db.insert(received).values({ id: sql.placeholder('id'), ...row });
  const returning = { id: received.id };
  const isOver = sql`(${isNotNull(received.doneAt)} or ${received.leaseUntil} < ${sql.placeholder('now')})`;
  const done = db.$with('done').as(
    db
      .update(received)
      .set({ doneAt: sql`${sql.placeholder('done')}`, body: null })
      .where(
        and(eq(received.id, sql.placeholder('id')), eq(received.holder, sql.placeholder('holder'))),
      )
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
          holder: sql`excluded.holder`,
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
