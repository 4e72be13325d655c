import { and, eq, lt } from 'drizzle-orm';
import type { Card } from '#foundation/cards/card.ts';
import { fit } from '#foundation/cards/fit.ts';
import { StoredCard } from '#foundation/cards/stored/stored-card.ts';
import type { MessageName } from '#foundation/delivery/channel.ts';
import { type Shown, standFor } from '#foundation/delivery/notice.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import type { Db } from '#foundation/store/database.ts';
import { sentCards } from '#foundation/store/schema.ts';

/** A card as it stands in a platform's conversation. */
export interface SentCard {
  readonly message: MessageName;
  readonly card: Card;
  /** What it shows, where it is to be drawn anew when that changes. */
  readonly shows?: Shown | undefined;
}

/**
 * Keeps a card that was sent, or that stands in place of what was sent before. By `key` it is found again, where the
 * platform does not let us look whether it was sent.
 */
export async function keepSentCard(
  db: Db,
  { message, card, shows }: SentCard,
  at: Date,
  key?: string,
): Promise<void> {
  const what = { card, sentAt: at, ...(key !== undefined && { key }) };
  await db
    .insert(sentCards)
    .values({ message, ...what })
    .onConflictDoUpdate({ target: sentCards.message, set: what });
  if (shows) await standFor(db, shows, message, at);
}

/** What was sent under this key, as far as we know. */
export async function findSent(db: Db, key: string): Promise<MessageName | undefined> {
  const [row] = await db
    .select({ message: sentCards.message })
    .from(sentCards)
    .where(eq(sentCards.key, key))
    .limit(1);
  return row?.message;
}

/** The card as it stands; undefined when it was never there or is forgotten. */
export async function findSentCard(db: Db, message: MessageName): Promise<Card | undefined> {
  const [row] = await db
    .select({ card: sentCards.card })
    .from(sentCards)
    .where(eq(sentCards.message, message));
  const card = StoredCard.safeParse(row?.card);
  return card.success ? card.data : undefined;
}

/** How often a card is shown again because somebody changed it while it was under way. */
const SHOWN_MOST = 5;

/**
 * Changes a card where it stands: `show` puts it there, and what it throws is thrown. Kept is what was shown, so that a
 * second try changes the same card; two changes at once both have their effect. False when there is no such card.
 */
export async function changeSentCard(
  db: Db,
  message: MessageName,
  change: (card: Card) => Card,
  show: (card: Card) => Promise<void>,
): Promise<boolean> {
  for (let round = 0; round < SHOWN_MOST; round++) {
    const [row] = await db
      .select({ card: sentCards.card })
      .from(sentCards)
      .where(eq(sentCards.message, message));
    const stored = StoredCard.safeParse(row?.card);
    if (!stored.success) return false;
    const card = fit(change(stored.data));
    await show(card);
    const kept = await db
      .update(sentCards)
      .set({ card })
      .where(and(eq(sentCards.message, message), eq(sentCards.card, row?.card)))
      .returning({ message: sentCards.message });
    if (kept.length > 0) return true;
  }
  throw new StewardError('unavailable', 'a card was changed too often at once', {
    advice: 'Somebody was changing the same card. Please try again.',
  });
}

export async function forgetSentCards(db: Db, before: Date): Promise<void> {
  await db.delete(sentCards).where(lt(sentCards.sentAt, before));
}

export async function forgetSentCard(db: Db, message: MessageName): Promise<void> {
  await db.delete(sentCards).where(eq(sentCards.message, message));
}
