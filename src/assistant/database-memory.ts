import { and, desc, eq, gt, sql } from 'drizzle-orm';
import { type AskedLately, type Memory, Subject } from '#assistant/memory.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import type { Db } from '#foundation/store/database.ts';
import { threadMemory } from '#foundation/store/schema.ts';
import { PartialUse } from '#knowledge/policy/use.ts';

const KEPT_MS = 12 * 60 * 60 * 1000;

export function databaseMemory(db: Db, clock: Clock): Memory {
  // Asked and kept in nearly every turn: putting the statements together would cost as much as they do.
  const recalling = db
    .select({ subject: threadMemory.subject, use: threadMemory.use })
    .from(threadMemory)
    .where(
      and(
        eq(threadMemory.personId, sql.placeholder('personId')),
        eq(threadMemory.thread, sql.placeholder('thread')),
        gt(threadMemory.at, sql.placeholder('since')),
      ),
    )
    .prepare('recall');
  const remembering = db
    .insert(threadMemory)
    .values({
      personId: sql.placeholder('personId'),
      thread: sql.placeholder('thread'),
      subject: sql.placeholder('subject'),
      use: sql.placeholder('use'),
      at: sql.placeholder('at'),
    })
    .onConflictDoUpdate({
      target: [threadMemory.personId, threadMemory.thread],
      set: { subject: sql`excluded.subject`, use: sql`excluded.use`, at: sql`excluded.at` },
    })
    .prepare('remember');
  return {
    async recall(personId, thread) {
      // In a condition a placeholder has no column to say how a moment is written.
      const since = new Date(clock.now().getTime() - KEPT_MS).toISOString();
      const [row] = await recalling.execute({ personId, thread, since });
      const subject = Subject.safeParse(row?.subject);
      const said = PartialUse.safeParse(row?.use);
      return subject.success && said.success
        ? { subject: subject.data, said: said.data }
        : undefined;
    },
    async remember(personId, thread, { subject, said }) {
      await remembering.execute({ personId, thread, subject, use: said, at: clock.now() });
    },
  };
}

/** Conversations of one person that are looked through for different subjects. */
const LOOKED_THROUGH = 30;

/** What somebody asked about in all their conversations, the last first; each subject once. */
export async function askedLately(
  db: Db,
  personId: string,
  { now, most }: { readonly now: Date; readonly most: number },
): Promise<readonly AskedLately[]> {
  const rows = await db
    .select({ thread: threadMemory.thread, subject: threadMemory.subject, use: threadMemory.use })
    .from(threadMemory)
    .where(
      and(
        eq(threadMemory.personId, personId),
        gt(threadMemory.at, new Date(now.getTime() - KEPT_MS)),
      ),
    )
    .orderBy(desc(threadMemory.at))
    .limit(LOOKED_THROUGH);
  const asked = new Map<string, AskedLately>();
  for (const { thread, ...row } of rows) {
    const subject = Subject.safeParse(row.subject);
    const said = PartialUse.safeParse(row.use);
    const list = /^list:(.+)$/.exec(thread)?.[1];
    if (!subject.success || !said.success) continue;
    // A list stands in its conversation too, where it cannot be asked for again.
    if (subject.data.kind === 'packages' && list === undefined) continue;
    const key = JSON.stringify(subject.data);
    const once = { subject: subject.data, said: said.data, ...(list !== undefined && { list }) };
    if (!asked.has(key)) asked.set(key, once);
  }
  return [...asked.values()].slice(0, most);
}
