import { and, desc, eq, gt, inArray } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '#foundation/store/database.ts';
import { people } from '#foundation/store/schema.ts';
import { broadcasts } from '#foundation/store/tables/broadcasts.ts';
import { Audience } from '#office/broadcasts/audience.ts';
import { type BroadcastState, broadcastStates } from '#office/broadcasts/lifecycle.ts';

/** News can be muted; a policy change and a deadline cannot. */
export const BroadcastKind = z.enum(['policy-change', 'deadline', 'news']);
export type BroadcastKind = z.infer<typeof BroadcastKind>;

/** One answer of them is right; it is asked before somebody has acknowledged. */
export const Question = z.object({
  text: z.string().min(1).max(300),
  answers: z.array(z.string().min(1).max(150)).min(2).max(6),
  /** Its place among the answers, from 0. */
  right: z.int().min(0).max(5),
});
export type Question = z.infer<typeof Question>;

export const Acknowledgement = z.object({
  /** A day, `YYYY-MM-DD`. */
  by: z.iso.date().optional(),
  question: Question.optional(),
  /** Days between two reminders to whoever has not; without it nobody is reminded. */
  remindAfterDays: z.int().min(1).max(90).optional(),
});
export type Acknowledgement = z.infer<typeof Acknowledgement>;

/** What is said, to whom and when. */
export const BroadcastContent = z.object({
  kind: BroadcastKind,
  title: z.string().min(1).max(120),
  /** Markdown. */
  body: z.string().min(1).max(3000),
  /** Id of a section of the handbook, and its title. */
  section: z.object({ id: z.string(), title: z.string() }).optional(),
  /** Whom a topic interests can subscribe to it. */
  topic: z.string().optional(),
  audience: Audience,
  /** Without it nobody need say that they have read it. */
  acknowledgement: Acknowledgement.optional(),
  /** On the clock of each of those who get it, `YYYY-MM-DDTHH:mm`; without it at once. */
  sendAt: z.string().optional(),
  /** Arrives also in quiet hours and on weekends. */
  isUrgent: z.boolean(),
});
export type BroadcastContent = z.infer<typeof BroadcastContent>;

export interface Broadcast {
  readonly id: string;
  readonly number: number;
  readonly content: BroadcastContent;
  readonly state: BroadcastState;
  readonly version: number;
  readonly correctedAt: Date | undefined;
  readonly createdBy: Somebody | undefined;
  readonly approvedBy: Somebody | undefined;
  readonly changedAt: Date;
  readonly startedAt: Date | undefined;
  readonly finishedAt: Date | undefined;
  /** To how many it goes, once that is settled. */
  readonly people: number | undefined;
  readonly remindedAt: Date | undefined;
}

export interface Somebody {
  readonly personId: string;
  readonly name: string | undefined;
}

/** What is told of broadcasts; the matter is the broadcast's id. */
export const broadcastNotices = {
  /** To everybody whom it goes to. */
  broadcast: 'broadcast',
  /** To a place of several people. */
  place: 'broadcast.place',
  /** To the OSPO: a second person must look at it before it goes out. */
  approval: 'broadcast.approval',
  /** To the OSPO: the policy has changed; the matter is the new one's fingerprint. */
  offer: 'broadcast.offer',
  /** To the OSPO: the handbook has changed; the matter is the id of the one before. */
  handbook: 'broadcast.handbook',
  /** To whoever wants to see it first; the matter ends in when that was. */
  test: 'broadcast.test',
  /** To whoever it was shown to: how far it is. */
  shown: 'broadcast.shown',
} as const;

export function broadcastName({ number }: Pick<Broadcast, 'number'>): string {
  return `BC-${number}`;
}

export async function findBroadcast(db: Db, id: string): Promise<Broadcast | undefined> {
  const [row] = await db.select().from(broadcasts).where(eq(broadcasts.id, id));
  const [found] = row ? await withNames(db, [row]) : [];
  return found;
}

/** In the order in which they are asked for. */
export async function findBroadcasts(
  db: Db,
  ids: readonly string[],
): Promise<readonly Broadcast[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select()
    .from(broadcasts)
    .where(inArray(broadcasts.id, [...ids]));
  const found = await withNames(db, rows);
  return ids.flatMap((id) => found.find((broadcast) => broadcast.id === id) ?? []);
}

export async function findBroadcastByNumber(
  db: Db,
  number: number,
): Promise<Broadcast | undefined> {
  const [row] = await db.select().from(broadcasts).where(eq(broadcasts.number, number));
  const [found] = row ? await withNames(db, [row]) : [];
  return found;
}

/** Whether there is anything to look for. */
export async function anyBroadcast(db: Db): Promise<boolean> {
  const [first] = await db.select({ id: broadcasts.id }).from(broadcasts).limit(1);
  return first !== undefined;
}

/** The last changed first. */
export async function listBroadcasts(db: Db, most: number): Promise<readonly Broadcast[]> {
  const rows = await db
    .select()
    .from(broadcasts)
    .orderBy(desc(broadcasts.changedAt), desc(broadcasts.number))
    .limit(most);
  return withNames(db, rows);
}

/** Those in these states; of what began, since a moment. */
export async function broadcastsIn(
  db: Db,
  states: readonly BroadcastState[],
  startedSince?: Date,
): Promise<readonly Broadcast[]> {
  const since = startedSince && gt(broadcasts.startedAt, startedSince);
  const rows = await db
    .select()
    .from(broadcasts)
    .where(and(inArray(broadcasts.state, [...states]), since));
  return withNames(db, rows);
}

type Row = typeof broadcasts.$inferSelect;

async function withNames(db: Db, rows: readonly Row[]): Promise<readonly Broadcast[]> {
  const ids = rows.flatMap(({ createdBy, approvedBy }) =>
    [createdBy, approvedBy].filter((id) => id !== null),
  );
  const named =
    ids.length === 0
      ? []
      : await db
          .select({ id: people.id, name: people.displayName })
          .from(people)
          .where(inArray(people.id, ids));
  const names = new Map(named.map(({ id, name }) => [id, name ?? undefined]));
  const somebody = (id: string | null): Somebody | undefined =>
    id === null ? undefined : { personId: id, name: names.get(id) };
  return rows.map((row) => broadcastFrom(row, somebody));
}

function broadcastFrom(row: Row, somebody: (id: string | null) => Somebody | undefined): Broadcast {
  const { id, number, version, changedAt } = row;
  return {
    id,
    number,
    version,
    changedAt,
    content: BroadcastContent.parse(row.content),
    state: z.enum(broadcastStates).parse(row.state),
    correctedAt: row.correctedAt ?? undefined,
    createdBy: somebody(row.createdBy),
    approvedBy: somebody(row.approvedBy),
    startedAt: row.startedAt ?? undefined,
    finishedAt: row.finishedAt ?? undefined,
    people: row.people ?? undefined,
    remindedAt: row.remindedAt ?? undefined,
  };
}
