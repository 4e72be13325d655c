import { eq } from 'drizzle-orm';
import { nextChange } from '#channels/web/conversation/changes.ts';
import type { Content } from '#channels/web/conversation/content.ts';
import { findMessage, type Message, messageOf } from '#channels/web/conversation/history.ts';
import type { Db } from '#foundation/store/database.ts';
import { webMessages } from '#foundation/store/schema.ts';

/** What a person typed or handed over. */
export type Said =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly name: string; readonly size: number };

export interface Asked {
  readonly personId: string;
  /** Made by the page, so that what is sent twice is one turn; a new message has it as its id. */
  readonly turn: string;
  readonly said: Said;
  /** The message of their own whose words these replace. */
  readonly edits: string | undefined;
  readonly at: Date;
}

/** A message whose turn is to be answered, or was. */
export interface Question extends Message {
  readonly content: Extract<Content, { kind: 'text' | 'file' }>;
}

export type PutQuestion =
  | { readonly kind: 'to-answer'; readonly question: Question }
  | { readonly kind: 'answered'; readonly question: Question }
  /** The id is another message's. */
  | { readonly kind: 'taken' }
  /** There is no message of theirs to edit. */
  | { readonly kind: 'not-theirs' };

/** Keeps what was said before anything is done about it. Within a transaction. */
export async function putQuestion(tx: Db, asked: Asked): Promise<PutQuestion> {
  // First of all: two of the same turn wait here for each other, and the second finds the first.
  const change = await nextChange(tx);
  const found = await findMessage(tx, asked.edits ?? asked.turn);
  if (found === undefined) {
    return asked.edits === undefined
      ? { kind: 'to-answer', question: await insertQuestion(tx, asked, change) }
      : { kind: 'not-theirs' };
  }
  if (!isQuestion(found) || found.personId !== asked.personId) {
    return { kind: asked.edits === undefined ? 'taken' : 'not-theirs' };
  }
  if (found.content.kind !== asked.said.kind) return { kind: 'taken' };
  const isSameTurn = asked.edits === undefined || found.content.turn === asked.turn;
  if (!isSameTurn) {
    const content = { ...asked.said, turn: asked.turn, settled: false };
    const edited = { content, change, editedAt: asked.at };
    return { kind: 'to-answer', question: await updateQuestion(tx, found.id, edited) };
  }
  if (found.content.settled) return { kind: 'answered', question: found };
  // Steward ended before it could answer: every page hears that it is asked again.
  return { kind: 'to-answer', question: await updateQuestion(tx, found.id, { change }) };
}

/** Says that the turn which wrote the question last has been answered. Within a transaction. */
export function settleQuestion(tx: Db, question: Question): Promise<Question> {
  return updateQuestion(tx, question.id, { content: { ...question.content, settled: true } });
}

export function isQuestion(message: Message): message is Question {
  return message.content.kind === 'text' || message.content.kind === 'file';
}

async function insertQuestion(tx: Db, asked: Asked, change: number): Promise<Question> {
  const { turn, personId, said, at } = asked;
  const [row] = await tx
    .insert(webMessages)
    .values({
      id: turn,
      personId,
      position: change,
      change,
      author: 'person',
      content: { ...said, turn, settled: false } satisfies Content,
      createdAt: at,
    })
    .returning();
  return questionOf(row);
}

async function updateQuestion(
  tx: Db,
  id: string,
  values: { readonly content?: Content; readonly change?: number; readonly editedAt?: Date },
): Promise<Question> {
  const [row] = await tx.update(webMessages).set(values).where(eq(webMessages.id, id)).returning();
  return questionOf(row);
}

function questionOf(row: typeof webMessages.$inferSelect | undefined): Question {
  const message = row && messageOf(row);
  if (message === undefined || !isQuestion(message)) {
    throw new TypeError('a question was not written as one');
  }
  return message;
}
