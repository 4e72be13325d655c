import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { tell, tellAgain } from '#foundation/delivery/notice.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import { newId } from '#foundation/kernel/ids.ts';
import type { Roles } from '#foundation/people/roles.ts';
import { record } from '#foundation/store/audit-log.ts';
import type { Db } from '#foundation/store/database.ts';
import { feedback, people } from '#foundation/store/schema.ts';

export const FeedbackReason = z.enum(['wrong', 'unclear', 'missing', 'other']);
export type FeedbackReason = z.infer<typeof FeedbackReason>;

/** The answer that did not help. */
export const FeedbackAbout = z.object({
  title: z.string().max(200),
  /** What was asked about, in words. */
  subject: z.string().max(400),
  /** Version of the policy that the answer was given under. */
  policy: z.string().max(100),
  /** What would have been right, as far as they say. */
  expected: z.string().max(3000).exactOptional(),
});
export type FeedbackAbout = z.infer<typeof FeedbackAbout>;

export interface Feedback {
  readonly id: string;
  readonly about: FeedbackAbout;
  readonly reason: FeedbackReason;
  readonly comment?: string;
  /** The channel's name for the card that it is about. */
  readonly card?: string;
  /** Who wants to hear back; nobody else is known. */
  readonly from?: { readonly personId: string; readonly name: string | undefined };
  readonly at: Date;
  /** Once somebody in the OSPO has read it; with what they wrote back, if they did. */
  readonly handled?: { readonly at: Date; readonly answer?: string };
}

/** What is told about feedback; the matter of each is its id. */
export const feedbackNotices = {
  /** To the OSPO: there is something to read; and again when it was read. */
  given: 'feedback.new',
  /** On the card that it is about: it was read, or answered. */
  onCard: 'feedback.state',
  /** To whoever wanted to hear back, where there is no such card. */
  toAsker: 'feedback.answer',
} as const;

export interface GivenFeedback {
  readonly about: FeedbackAbout;
  readonly reason: FeedbackReason;
  readonly comment?: string | undefined;
  readonly card?: string | undefined;
  /** Only of somebody who wants to hear back. */
  readonly personId?: string | undefined;
}

export type Given =
  | { readonly kind: 'given'; readonly id: string }
  /** Once for each card: a second press, or a second tab. */
  | { readonly kind: 'already-given'; readonly at: Date };

/** Keeps why an answer did not help, for the OSPO to read. Nobody is named who does not want to hear back. */
export async function giveFeedback(db: Db, given: GivenFeedback, clock: Clock): Promise<Given> {
  const { about, reason, comment, card, personId } = given;
  return db.transaction(async (tx) => {
    if (card !== undefined) {
      await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${card}::text, 1))`);
      const before = await findFeedbackOn(tx, card);
      if (before) return { kind: 'already-given', at: before.at };
    }
    const id = newId();
    const at = clock.now();
    await tx.insert(feedback).values({
      id,
      about: FeedbackAbout.parse(about),
      reason,
      comment: comment ?? null,
      card: card ?? null,
      personId: personId ?? null,
      createdAt: at,
    });
    await record(
      tx,
      { kind: 'feedback.given', feedbackId: id, reason },
      { actor: personId ?? null, at },
    );
    const told = { kind: feedbackNotices.given, matter: id };
    await tell(tx, told, { kind: 'role', role: 'ospo' }, at);
    return { kind: 'given', id };
  });
}

/** When feedback on this card was given, if any was. */
export async function findFeedbackOn(
  db: Db,
  card: string,
): Promise<{ readonly at: Date } | undefined> {
  const [row] = await db
    .select({ at: feedback.createdAt })
    .from(feedback)
    .where(eq(feedback.card, card));
  return row;
}

/** What nobody in the OSPO has read yet, oldest first. */
export async function openFeedback(db: Db, limit: number): Promise<readonly Feedback[]> {
  const rows = await selectFeedback(db)
    .where(isNull(feedback.handledAt))
    .orderBy(asc(feedback.createdAt), asc(feedback.id))
    .limit(limit);
  return rows.map(feedbackFrom);
}

/** One note, whether it was read or not. */
export async function findFeedback(db: Db, id: string): Promise<Feedback | undefined> {
  const [row] = await selectFeedback(db).where(eq(feedback.id, id));
  return row && feedbackFrom(row);
}

export type Handled =
  | { readonly kind: 'handled'; readonly feedback: Feedback }
  | { readonly kind: 'already-handled'; readonly feedback: Feedback }
  | { readonly kind: 'not-ospo' }
  | { readonly kind: 'not-found' };

/** Who deals with feedback, and what they write back, if anything. */
export interface Handling {
  readonly personId: string;
  readonly roles: Roles;
  readonly clock: Clock;
  readonly answer?: string;
}

/** Marks feedback as read by the OSPO, or answers it; once, whoever is first. All who know of it are told. */
export async function handleFeedback(db: Db, id: string, by: Handling): Promise<Handled> {
  // Before the transaction, which would hold the connection that the roles may need.
  if (!(await by.roles.of(by.personId)).has('ospo')) return { kind: 'not-ospo' };
  const { personId, answer } = by;
  return db.transaction(async (tx) => {
    const at = by.clock.now();
    const taken = await tx
      .update(feedback)
      .set({ handledAt: at, handledBy: personId, answer: answer ?? null })
      .where(and(eq(feedback.id, id), isNull(feedback.handledAt)))
      .returning({ id: feedback.id });
    const found = await findFeedback(tx, id);
    if (!found) return { kind: 'not-found' };
    if (taken.length === 0) return { kind: 'already-handled', feedback: found };
    await record(tx, { kind: 'feedback.handled', feedbackId: id }, { actor: personId, at });
    await tellHandled(tx, found, at);
    return { kind: 'handled', feedback: found };
  });
}

async function tellHandled(tx: Db, { id, card, from }: Feedback, at: Date): Promise<void> {
  await tellAgain(tx, { kind: feedbackNotices.given, matter: id }, at);
  if (card !== undefined) {
    const told = { kind: feedbackNotices.onCard, matter: id };
    await tell(tx, told, { kind: 'message', message: card }, at);
  } else if (from) {
    const told = { kind: feedbackNotices.toAsker, matter: id };
    await tell(tx, told, { kind: 'person', personId: from.personId }, at);
  }
}

function selectFeedback(db: Db) {
  return db
    .select({
      id: feedback.id,
      about: feedback.about,
      reason: feedback.reason,
      comment: feedback.comment,
      card: feedback.card,
      personId: feedback.personId,
      name: people.displayName,
      at: feedback.createdAt,
      handledAt: feedback.handledAt,
      answer: feedback.answer,
    })
    .from(feedback)
    .leftJoin(people, eq(people.id, feedback.personId))
    .$dynamic();
}

type Row = Awaited<ReturnType<typeof selectFeedback>>[number];

function feedbackFrom(row: Row): Feedback {
  const { id, comment, card, personId, name, at, handledAt, answer } = row;
  return {
    id,
    about: FeedbackAbout.parse(row.about),
    reason: FeedbackReason.parse(row.reason),
    ...(comment === null ? {} : { comment }),
    ...(card === null ? {} : { card }),
    ...(personId === null ? {} : { from: { personId, name: name ?? undefined } }),
    at,
    ...(handledAt === null
      ? {}
      : { handled: { at: handledAt, ...(answer === null ? {} : { answer }) } }),
  };
}
