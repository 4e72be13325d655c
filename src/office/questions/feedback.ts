import { and, asc, eq, isNull, ne, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { tell, tellAgain } from '#foundation/delivery/notice.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import { idOf, newId } from '#foundation/kernel/ids.ts';
import type { Roles } from '#foundation/people/roles.ts';
import { record } from '#foundation/store/audit-log.ts';
import type { Db } from '#foundation/store/database.ts';
import { feedback, people } from '#foundation/store/schema.ts';
import { recordQuestion } from '#office/questions/record-question.ts';

/** The reason of a note that says nothing but that an answer helped; the OSPO counts them and need not read them. */
export const HELPFUL = 'helpful';

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
  readonly from?: Somebody;
  readonly at: Date;
  /** Once somebody in the OSPO has read it; with what they wrote back, if they did. */
  readonly handled?: {
    readonly at: Date;
    /** Unknown once that person was forgotten. */
    readonly by?: Somebody;
    readonly answer?: string;
  };
}

export interface Somebody {
  readonly personId: string;
  readonly name: string | undefined;
}

/** What is told about feedback; the matter of each is its id. */
export const feedbackNotices = {
  /** To the OSPO: there is something to read; and again when it was read. */
  given: 'feedback.new',
  /** On the card that it is about, which others may see too: that it was read, or answered. */
  onCard: 'feedback.state',
  /** To whoever wanted to hear back: the answer, which is for nobody else to read. */
  toAsker: 'feedback.answer',
} as const;

export interface GivenFeedback {
  readonly about: FeedbackAbout;
  readonly reason: FeedbackReason;
  readonly comment?: string | undefined;
  readonly card?: string | undefined;
  /** Only of somebody who wants to hear back. */
  readonly personId?: string | undefined;
  /** What was asked, where the handbook answered it: it becomes an open question. */
  readonly question?: string | undefined;
  /** The channel's name for this sending of the form, the same when it is sent once more. */
  readonly once?: string | undefined;
}

export type Given =
  | { readonly kind: 'given'; readonly id: string }
  /** Once for each card: a second press, a second tab, or somebody else in the same channel. */
  | ({ readonly kind: 'already-given' } & Earlier);

/** Feedback that there is already on a card. */
export interface Earlier {
  readonly at: Date;
  /** Only of somebody who wants to hear back. */
  readonly personId?: string;
}

/** Keeps why an answer did not help, for the OSPO to read. Nobody is named who does not want to hear back. */
export async function giveFeedback(db: Db, given: GivenFeedback, clock: Clock): Promise<Given> {
  const { about, reason, comment, card, personId, question, once } = given;
  return db.transaction(async (tx) => {
    const id = once === undefined ? newId() : idOf(`feedback ${once}`);
    if (card !== undefined) {
      await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${card}::text, 1))`);
      const before = await feedbackOn(tx, card);
      // The very same sending was taken already, and its answer may not have arrived.
      if (before?.id === id) return { kind: 'given', id };
      if (before) return { kind: 'already-given', ...earlierFrom(before) };
    }
    const at = clock.now();
    const added = await tx
      .insert(feedback)
      .values({
        id,
        about: FeedbackAbout.parse(about),
        reason,
        comment: comment ?? null,
        card: card ?? null,
        personId: personId ?? null,
        createdAt: at,
      })
      .onConflictDoNothing({ target: feedback.id })
      .returning({ id: feedback.id });
    if (added.length === 0) return { kind: 'given', id };
    await record(
      tx,
      { kind: 'feedback.given', feedbackId: id, reason },
      { actor: personId ?? null, at },
    );
    if (question !== undefined) await recordQuestion(tx, question, at);
    const told = { kind: feedbackNotices.given, matter: id };
    await tell(tx, told, { kind: 'role', role: 'ospo' }, at);
    return { kind: 'given', id };
  });
}

/** The feedback that was given on this card, if any was. */
export async function findFeedbackOn(db: Db, card: string): Promise<Earlier | undefined> {
  const row = await feedbackOn(db, card);
  return row && earlierFrom(row);
}

async function feedbackOn(db: Db, card: string) {
  const [row] = await db
    .select({ id: feedback.id, at: feedback.createdAt, personId: feedback.personId })
    .from(feedback)
    .where(and(eq(feedback.card, card), ne(feedback.reason, HELPFUL)));
  return row;
}

function earlierFrom(row: { readonly at: Date; readonly personId: string | null }): Earlier {
  const { at, personId } = row;
  return { at, ...(personId === null ? {} : { personId }) };
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
    if (taken.length === 0) {
      const kind = isSentAgain(found, by) ? 'handled' : 'already-handled';
      return { kind, feedback: found };
    }
    await record(tx, { kind: 'feedback.handled', feedbackId: id }, { actor: personId, at });
    await tellHandled(tx, found, at);
    return { kind: 'handled', feedback: found };
  });
}

/** The very answer that was taken, once more: whoever sent it may not have heard that it was. */
function isSentAgain({ handled }: Feedback, { personId, answer }: Handling): boolean {
  return answer !== undefined && handled?.answer === answer && handled.by?.personId === personId;
}

/** The answer goes to whoever asked for it, and to nobody else; the card only says what became of the note. */
async function tellHandled(tx: Db, feedback: Feedback, at: Date): Promise<void> {
  const { id, card, from, handled } = feedback;
  await tellAgain(tx, { kind: feedbackNotices.given, matter: id }, at);
  if (card !== undefined) {
    const told = { kind: feedbackNotices.onCard, matter: id };
    await tell(tx, told, { kind: 'message', message: card }, at);
  }
  // That it was only read is no news where the card says so.
  if (from && (card === undefined || handled?.answer !== undefined)) {
    const told = { kind: feedbackNotices.toAsker, matter: id };
    await tell(tx, told, { kind: 'person', personId: from.personId }, at);
  }
}

const handlers = alias(people, 'handlers');

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
      handledBy: feedback.handledBy,
      handlerName: handlers.displayName,
      answer: feedback.answer,
    })
    .from(feedback)
    .leftJoin(people, eq(people.id, feedback.personId))
    .leftJoin(handlers, eq(handlers.id, feedback.handledBy))
    .$dynamic();
}

type Row = Awaited<ReturnType<typeof selectFeedback>>[number];

function feedbackFrom(row: Row): Feedback {
  const { id, comment, card, at } = row;
  const from = somebody(row.personId, row.name);
  const handled = handledFrom(row);
  return {
    id,
    about: FeedbackAbout.parse(row.about),
    reason: FeedbackReason.parse(row.reason),
    ...(comment === null ? {} : { comment }),
    ...(card === null ? {} : { card }),
    ...(from && { from }),
    at,
    ...(handled && { handled }),
  };
}

function handledFrom({ handledAt, handledBy, handlerName, answer }: Row): Feedback['handled'] {
  if (handledAt === null) return undefined;
  const by = somebody(handledBy, handlerName);
  return { at: handledAt, ...(by && { by }), ...(answer === null ? {} : { answer }) };
}

function somebody(personId: string | null, name: string | null): Somebody | undefined {
  return personId === null ? undefined : { personId, name: name ?? undefined };
}
