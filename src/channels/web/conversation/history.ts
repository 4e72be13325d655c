import { and, asc, desc, eq, gt, inArray, isNotNull, lt } from 'drizzle-orm';
import { z } from 'zod';
import { Content } from '#channels/web/conversation/content.ts';
import type { Db } from '#foundation/store/database.ts';
import { webMessages } from '#foundation/store/schema.ts';

export interface Message {
  readonly id: string;
  readonly personId: string;
  /** The change with which it arrived: the order of reading. */
  readonly position: number;
  /** The change with which it became what it is. */
  readonly change: number;
  readonly author: 'person' | 'steward';
  /** `gone`: taken back. `unreadable`: written by another Steward, in a form that we do not know. */
  readonly content: Content | { readonly kind: 'gone' } | { readonly kind: 'unreadable' };
  /** The question, or the card that was pressed. */
  readonly answers: string | null;
  readonly createdAt: Date;
  readonly editedAt: Date | null;
}

/** The newest messages of a conversation before a position, oldest first, and whether there are older ones. */
export async function readConversation(
  db: Db,
  personId: string,
  { before, most }: { readonly before: number | undefined; readonly most: number },
): Promise<{ readonly messages: readonly Message[]; readonly more: boolean }> {
  const rows = await db
    .select()
    .from(webMessages)
    .where(
      and(
        eq(webMessages.personId, personId),
        isNotNull(webMessages.content),
        before === undefined ? undefined : lt(webMessages.position, before),
      ),
    )
    .orderBy(desc(webMessages.position))
    .limit(most + 1);
  return { messages: rows.slice(0, most).map(messageOf).toReversed(), more: rows.length > most };
}

/** What changed after a number, in the order of the changes: each message as it is now. */
export async function readChanges(
  db: Db,
  people: readonly string[],
  { after, most }: { readonly after: number; readonly most: number },
): Promise<readonly Message[]> {
  const rows = await db
    .select()
    .from(webMessages)
    .where(and(gt(webMessages.change, after), inArray(webMessages.personId, [...people])))
    .orderBy(asc(webMessages.change))
    .limit(most);
  return rows.map(messageOf);
}

/** Undefined for an id that is none, too. */
export async function findMessage(db: Db, id: string): Promise<Message | undefined> {
  if (!z.uuid().safeParse(id).success) return undefined;
  const [row] = await db.select().from(webMessages).where(eq(webMessages.id, id));
  return row && messageOf(row);
}

/** What answers a message, in order of arrival; those taken back too. */
export async function readAnswers(db: Db, id: string): Promise<readonly Message[]> {
  const rows = await db
    .select()
    .from(webMessages)
    .where(eq(webMessages.answers, id))
    .orderBy(asc(webMessages.position));
  return rows.map(messageOf);
}

export function messageOf(row: typeof webMessages.$inferSelect): Message {
  const content = Content.safeParse(row.content);
  const otherwise = { kind: row.content === null ? 'gone' : 'unreadable' } as const;
  return {
    ...row,
    author: row.author === 'person' ? 'person' : 'steward',
    content: content.success ? content.data : otherwise,
  };
}
