import { and, inArray, isNull } from 'drizzle-orm';
import { tell } from '#foundation/delivery/notice.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import type { Roles } from '#foundation/people/roles.ts';
import { record } from '#foundation/store/audit-log.ts';
import type { Db } from '#foundation/store/database.ts';
import { questionAskers, questions } from '#foundation/store/tables/questions.ts';
import { findQuestion, type Question } from '#office/questions/open-questions.ts';
import { questionNotices, tellDailyAgain } from '#office/questions/record-question.ts';

/** Who deals with questions, and what they answer; without an answer they are dismissed. */
export interface Closing {
  readonly personId: string;
  readonly roles: Roles;
  readonly clock: Clock;
  readonly answer?: string;
}

export type Closed =
  | {
      readonly kind: 'closed';
      /** The first that was named, as it is now. */
      readonly question: Question;
      /** How many people are told; unknown when it was closed before, by the very same sending. */
      readonly told: number | undefined;
    }
  /** Somebody was faster with the first. */
  | { readonly kind: 'already-closed'; readonly question: Question }
  | { readonly kind: 'not-ospo' }
  | { readonly kind: 'not-found' };

/**
 * Answers or dismisses questions that ask the same; those that are closed already stay as they are. Everybody who asked
 * one of them to be told is told.
 */
export async function closeQuestions(db: Db, ids: readonly string[], by: Closing): Promise<Closed> {
  // Before the transaction, which would hold the connection that the roles may need.
  if (!(await by.roles.of(by.personId)).has('ospo')) return { kind: 'not-ospo' };
  const { personId, answer } = by;
  const [first] = ids;
  if (first === undefined) return { kind: 'not-found' };
  return db.transaction(async (tx): Promise<Closed> => {
    const at = by.clock.now();
    const taken = await tx
      .update(questions)
      .set({ closedAt: at, closedBy: personId, answer: answer ?? null })
      .where(and(inArray(questions.id, [...ids]), isNull(questions.closedAt)))
      .returning({ id: questions.id });
    const question = await findQuestion(tx, first);
    if (!question) return { kind: 'not-found' };
    const closed = taken.map(({ id }) => id);
    const kind = answer === undefined ? 'question.dismissed' : 'question.answered';
    for (const questionId of closed) {
      await record(tx, { kind, questionId }, { actor: personId, at });
    }
    if (closed.length > 0) await tellDailyAgain(tx, at);
    const told = await tellAskers(tx, closed, at);
    if (closed.includes(first)) return { kind: 'closed', question, told };
    return isSentAgain(question, by)
      ? { kind: 'closed', question, told: undefined }
      : { kind: 'already-closed', question };
  });
}

/** Once each, whichever of the questions they asked; from then on nobody knows who did. */
async function tellAskers(tx: Db, ids: readonly string[], at: Date): Promise<number> {
  if (ids.length === 0) return 0;
  const askers = await tx
    .delete(questionAskers)
    .where(inArray(questionAskers.questionId, [...ids]))
    .returning({ questionId: questionAskers.questionId, personId: questionAskers.personId });
  const once = new Map(askers.map(({ personId, questionId }) => [personId, questionId]));
  for (const [personId, questionId] of once) {
    const told = { kind: questionNotices.closed, matter: questionId };
    await tell(tx, told, { kind: 'person', personId }, at);
  }
  return once.size;
}

/** The very same once more: whoever sent it may not have heard that it was taken. */
function isSentAgain({ closed }: Question, { personId, answer }: Closing): boolean {
  return closed?.by?.personId === personId && closed.answer === answer;
}
