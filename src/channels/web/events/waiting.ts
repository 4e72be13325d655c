import type { Cast } from '#channels/web/conversation/cast.ts';
import { countUnread } from '#channels/web/conversation/unread.ts';
import { renderCard } from '#channels/web/render-card.ts';
import type { Card } from '#foundation/cards/card.ts';
import { cardToText } from '#foundation/cards/card-to-text.ts';
import { fit } from '#foundation/cards/fit.ts';
import type { Db } from '#foundation/store/database.ts';

/** A card that waits for somebody, outside their conversation. */
export interface InboxCard {
  /** Comes back with a press on it. */
  readonly id: string;
  readonly card: Card;
  /** Since when it waits. */
  readonly at: Date;
}

export type Inbox = (personId: string) => Promise<readonly InboxCard[]>;

/** The same as the page takes it. */
export interface DrawnInboxCard {
  readonly id: string;
  readonly html: string;
  readonly text: string;
  readonly at: string;
}

/** What waits for the personas. */
export interface Waiting {
  /** Messages not read, and cards in the inbox. */
  readonly unread: Readonly<Record<string, number>>;
  readonly inboxes: ReadonlyMap<string, readonly DrawnInboxCard[]>;
}

export async function readWaiting(db: Db, cast: Cast, inbox: Inbox): Promise<Waiting> {
  const counts = await countUnread(db, cast.people);
  const inboxes = new Map<string, readonly DrawnInboxCard[]>();
  for (const { id } of cast.personas) inboxes.set(id, (await inbox(cast.personOf(id))).map(drawn));
  const unread = Object.fromEntries(
    cast.personas.map(({ id }) => [
      id,
      (counts.get(cast.personOf(id)) ?? 0) + (inboxes.get(id)?.length ?? 0),
    ]),
  );
  return { unread, inboxes };
}

function drawn({ id, card, at }: InboxCard): DrawnInboxCard {
  const fitted = fit(card);
  return { id, html: renderCard(fitted), text: cardToText(fitted), at: at.toISOString() };
}
