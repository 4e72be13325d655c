import { and, desc, eq, gt, lt, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type AskedLately, type Memory, type Remembered, Subject } from '#assistant/memory.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import type { Db } from '#foundation/store/database.ts';
import { threadMemory } from '#foundation/store/schema.ts';
import { PartialUse } from '#knowledge/policy/use.ts';

const KEPT_MS = 12 * 60 * 60 * 1000;
const FORGET_EVERY_MS = 60 * 60 * 1000;

/** The subjects before this one that are not too old, the last first, and no more than are offered anywhere. */
const withWhatItWasBefore = sql`jsonb_path_query_array(
  jsonb_path_query_array(
    jsonb_build_array(jsonb_build_object(
      'subject', ${threadMemory.subject},
      'use', ${threadMemory.use},
      'at', (extract(epoch from ${threadMemory.at}) * 1000)::bigint
    )) || coalesce(${threadMemory.earlier}, '[]'::jsonb),
    '$[*] ? (@.at > $since)',
    jsonb_build_object('since', ${sql.placeholder('since')}::bigint)
  ),
  '$[0 to 4]'
)`;

/** As it comes back from the database. */
const Earliers = z
  .array(z.object({ subject: z.unknown(), use: z.unknown(), at: z.number() }))
  .catch([]);

function rememberedFrom(row: {
  readonly subject?: unknown;
  readonly use?: unknown;
}): Remembered | undefined {
  const subject = Subject.safeParse(row.subject);
  const said = PartialUse.safeParse(row.use);
  return subject.success && said.success ? { subject: subject.data, said: said.data } : undefined;
}

export function databaseMemory(db: Db, clock: Clock): Memory {
  // Asked and kept in nearly every turn: putting the statements together would cost as much as they do.
  const recalling = db
    .select({
      subject: threadMemory.subject,
      use: threadMemory.use,
      earlier: threadMemory.earlier,
    })
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
      set: {
        subject: sql`excluded.subject`,
        use: sql`excluded.use`,
        at: sql`excluded.at`,
        earlier: withWhatItWasBefore,
      },
    })
    .prepare('remember');
  let forgottenAt = 0;

  /** Nobody waits for it, and the next time is near. */
  function forgetNowAndThen(now: number): void {
    if (now - forgottenAt < FORGET_EVERY_MS) return;
    forgottenAt = now;
    db.delete(threadMemory)
      .where(lt(threadMemory.at, new Date(now - KEPT_MS)))
      .catch(() => {
        forgottenAt = 0;
      });
  }

  return {
    async recall(personId, thread) {
      // In a condition a placeholder has no column to say how a moment is written.
      const since = clock.now().getTime() - KEPT_MS;
      const [row] = await recalling.execute({
        personId,
        thread,
        since: new Date(since).toISOString(),
      });
      const last = row && rememberedFrom(row);
      if (!last) return undefined;
      const earlier = Earliers.parse(row.earlier)
        .filter(({ at }) => at > since)
        .flatMap((one) => rememberedFrom(one) ?? []);
      return { ...last, earlier };
    },
    async remember(personId, thread, { subject, said }) {
      const at = clock.now();
      const since = at.getTime() - KEPT_MS;
      await remembering.execute({ personId, thread, subject, use: said, at, since });
      forgetNowAndThen(at.getTime());
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
  const since = now.getTime() - KEPT_MS;
  const rows = await db
    .select()
    .from(threadMemory)
    .where(and(eq(threadMemory.personId, personId), gt(threadMemory.at, new Date(since))))
    .orderBy(desc(threadMemory.at))
    .limit(LOOKED_THROUGH);
  const all = rows.flatMap(({ thread, subject, use, at, earlier }) => [
    { thread, subject, use, at: at.getTime() },
    ...Earliers.parse(earlier).map((one) => ({ ...one, thread })),
  ]);
  const asked = new Map<string, AskedLately>();
  for (const { thread, ...row } of all.sort((one, other) => other.at - one.at)) {
    const remembered = rememberedFrom(row);
    const list = /^list:(.+)$/.exec(thread)?.[1];
    if (!remembered || row.at <= since) continue;
    const { subject } = remembered;
    if (subject.kind === 'open-question') continue;
    // A list stands in its conversation too, where it cannot be asked for again.
    if (subject.kind === 'packages' && list === undefined) continue;
    const key = JSON.stringify(subject);
    const once = { subject, said: remembered.said, ...(list !== undefined && { list }) };
    if (!asked.has(key)) asked.set(key, once);
  }
  return [...asked.values()].slice(0, most);
}
