import { and, eq, gt } from 'drizzle-orm';
import { type Memory, Subject } from '#assistant/memory.ts';
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
