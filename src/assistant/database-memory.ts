import { and, desc, eq, gt } from 'drizzle-orm';
import { type AskedLately, type Memory, Subject } from '#assistant/memory.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import type { Db } from '#foundation/store/database.ts';
import { threadMemory } from '#foundation/store/schema.ts';
import { PartialUse } from '#knowledge/policy/use.ts';

const KEPT_MS = 12 * 60 * 60 * 1000;

export function databaseMemory(db: Db, clock: Clock): Memory {
  return {
    async recall(personId, thread) {
      const since = new Date(clock.now().getTime() - KEPT_MS);
      const [row] = await db
        .select({ subject: threadMemory.subject, use: threadMemory.use })
        .from(threadMemory)
        .where(
          and(
            eq(threadMemory.personId, personId),
            eq(threadMemory.thread, thread),
            gt(threadMemory.at, since),
          ),
        );
      const subject = Subject.safeParse(row?.subject);
      const said = PartialUse.safeParse(row?.use);
      return subject.success && said.success
        ? { subject: subject.data, said: said.data }
        : undefined;
    },
    async remember(personId, thread, what) {
      const row = { subject: what.subject, use: what.said, at: clock.now() };
      await db
        .insert(threadMemory)
        .values({ personId, thread, ...row })
        .onConflictDoUpdate({ target: [threadMemory.personId, threadMemory.thread], set: row });
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
