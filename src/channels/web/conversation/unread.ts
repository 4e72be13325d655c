import { and, count, eq, gt, inArray, isNotNull, sql } from 'drizzle-orm';
import { lastChange } from '#channels/web/conversation/changes.ts';
import type { Db } from '#foundation/store/database.ts';
import { webMessages, webReads } from '#foundation/store/schema.ts';

/** How many messages of Steward each of these people has not read, in the form in which they now are. */
export async function countUnread(
  db: Db,
  people: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .select({ personId: webMessages.personId, unread: count() })
    .from(webMessages)
    .leftJoin(webReads, eq(webReads.personId, webMessages.personId))
    .where(
      and(
        inArray(webMessages.personId, [...people]),
        eq(webMessages.author, 'steward'),
        isNotNull(webMessages.content),
        gt(webMessages.change, sql`coalesce(${webReads.change}, 0)`),
      ),
    )
    .groupBy(webMessages.personId);
  return new Map(rows.map(({ personId, unread }) => [personId, unread]));
}

/** Somebody has read up to this change; earlier than before is nothing new, and nobody reads ahead. */
export async function markRead(db: Db, personId: string, change: number): Promise<void> {
  const read = Math.min(change, await lastChange(db));
  await db
    .insert(webReads)
    .values({ personId, change: read })
    .onConflictDoUpdate({
      target: webReads.personId,
      set: { change: sql`greatest(${webReads.change}, ${read})` },
    });
}
