import { sql } from 'drizzle-orm';
import type { Db } from '#foundation/store/database.ts';
import { webChanges } from '#foundation/store/schema.ts';

const ROW = 1;

/**
 * The number of the next change. Holds the only row locked until the transaction ends, so changes are committed in
 * the order of their numbers: whoever has seen one has been able to see all before it.
 */
export async function nextChange(tx: Db): Promise<number> {
  const [row] = await tx
    .insert(webChanges)
    .values({ id: ROW, last: 1 })
    .onConflictDoUpdate({ target: webChanges.id, set: { last: sql`${webChanges.last} + 1` } })
    .returning({ last: webChanges.last });
  if (row === undefined) throw new TypeError('a change was given no number');
  return row.last;
}

/** Nobody else changes anything from here to the end of the transaction. */
export async function holdChanges(tx: Db): Promise<void> {
  await tx.select({ id: webChanges.id }).from(webChanges).for('update');
}

/** The last change that is committed; 0 before the first. */
export async function lastChange(db: Db): Promise<number> {
  const [row] = await db.select({ last: webChanges.last }).from(webChanges);
  return row?.last ?? 0;
}
