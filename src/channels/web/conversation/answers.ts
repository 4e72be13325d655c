import { eq } from 'drizzle-orm';
import { holdChanges, nextChange } from '#channels/web/conversation/changes.ts';
import type { Content } from '#channels/web/conversation/content.ts';
import {
  findMessage,
  type Message,
  messageOf,
  readAnswers,
} from '#channels/web/conversation/history.ts';
import type { Card } from '#foundation/cards/card.ts';
import { fit } from '#foundation/cards/fit.ts';
import { newId } from '#foundation/kernel/ids.ts';
import type { Db } from '#foundation/store/database.ts';
import { webMessages } from '#foundation/store/schema.ts';

export interface Answering {
  readonly personId: string;
  /** The question, or the card that was pressed. */
  readonly answers: string | null;
  readonly at: Date;
}

/** Appends cards to a conversation. Within a transaction, as all of these. */
export async function appendCards(
  tx: Db,
  to: Answering,
  cards: readonly Card[],
): Promise<readonly Message[]> {
  const appended: Message[] = [];
  for (const card of cards) appended.push(await appendCard(tx, to, card, newId()));
  return appended;
}

export async function appendCard(tx: Db, to: Answering, card: Card, id: string): Promise<Message> {
  const change = await nextChange(tx);
  const [row] = await tx
    .insert(webMessages)
    .values({
      id,
      personId: to.personId,
      position: change,
      change,
      author: 'steward',
      content: cardContent(card),
      answers: to.answers,
      createdAt: to.at,
    })
    .returning();
  return written(row);
}

/**
 * Puts cards in the place of what answered a question so far: the same messages say something else, further ones
 * follow, and those that are too many are taken back, as is all that was pressed out of a replaced answer.
 */
export async function replaceAnswers(
  tx: Db,
  to: Answering & { readonly answers: string },
  cards: readonly Card[],
): Promise<readonly Message[]> {
  const before = await readAnswers(tx, to.answers);
  const changed: Message[] = [];
  for (const [place, answer] of before.entries()) {
    changed.push(...(await takeBackAnswersTo(tx, answer.id)));
    const card = cards[place];
    if (card !== undefined) {
      changed.push(await rewrite(tx, answer.id, { content: cardContent(card), editedAt: to.at }));
    } else if (answer.content.kind !== 'gone') {
      changed.push(await rewrite(tx, answer.id, { content: null }));
    }
  }
  return [...changed, ...(await appendCards(tx, to, cards.slice(before.length)))];
}

/** Changes a card, whoever's conversation it is in; undefined when there is no such card any more. */
export async function editCard(
  tx: Db,
  id: string,
  edit: (card: Card) => Card,
  at: Date,
): Promise<Message | undefined> {
  await holdChanges(tx);
  const message = await findMessage(tx, id);
  if (message?.content.kind !== 'card') return undefined;
  const content = cardContent(edit(message.content.card));
  return rewrite(tx, id, { content, editedAt: at });
}

async function takeBackAnswersTo(tx: Db, id: string): Promise<readonly Message[]> {
  const changed: Message[] = [];
  for (const answer of await readAnswers(tx, id)) {
    changed.push(...(await takeBackAnswersTo(tx, answer.id)));
    if (answer.content.kind !== 'gone') {
      changed.push(await rewrite(tx, answer.id, { content: null }));
    }
  }
  return changed;
}

async function rewrite(
  tx: Db,
  id: string,
  values: { readonly content: Content | null; readonly editedAt?: Date },
): Promise<Message> {
  const [row] = await tx
    .update(webMessages)
    .set({ ...values, change: await nextChange(tx) })
    .where(eq(webMessages.id, id))
    .returning();
  return written(row);
}

function cardContent(card: Card): Content {
  return { kind: 'card', card: fit(card) };
}

function written(row: typeof webMessages.$inferSelect | undefined): Message {
  if (row === undefined) throw new TypeError('a message was not written');
  return messageOf(row);
}
