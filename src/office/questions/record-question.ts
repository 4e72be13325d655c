import { createHash } from 'node:crypto';
import { eq, isNull, sql } from 'drizzle-orm';
import { tell, tellAgain } from '#foundation/delivery/notice.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import { newId } from '#foundation/kernel/ids.ts';
import { record } from '#foundation/store/audit-log.ts';
import type { Db } from '#foundation/store/database.ts';
import { questionAskers, questions } from '#foundation/store/tables/questions.ts';

/** What is told about open questions. */
export const questionNotices = {
  /** To the OSPO, once a day: what waits. The matter is the day, `YYYY-MM-DD`. */
  daily: 'question.daily',
  /** To whoever asked to be told: how it ended. The matter is the question's id. */
  closed: 'question.closed',
} as const;

/** Characters of a question that are kept. */
const KEPT_MOST = 4000;
/** By UTC: early in Europe, and the evening before in America, where nobody is disturbed by it either. */
const DAILY_HOUR = 8;

/**
 * Keeps a question that the handbook did not answer, or not well, for the OSPO; the same words are the same question.
 * Not who asked it. In a transaction. Returns the question's id.
 */
export async function recordQuestion(tx: Db, typed: string, at: Date): Promise<string> {
  const text = typed.replaceAll('\u0000', '').slice(0, KEPT_MOST).toWellFormed().trim();
  const fresh = newId();
  const [row] = await tx
    .insert(questions)
    .values({
      id: fresh,
      text,
      words: hashOfWords(text),
      times: 1,
      createdAt: at,
      lastAt: at,
    })
    .onConflictDoUpdate({
      target: questions.words,
      targetWhere: isNull(questions.closedAt),
      set: { times: sql`${questions.times} + 1`, lastAt: at },
    })
    .returning({ id: questions.id });
  const id = row?.id ?? fresh;
  if (id === fresh) {
    await record(tx, { kind: 'question.opened', questionId: id }, { actor: null, at });
    await tellDaily(tx, at);
  }
  return id;
}

export type Asked =
  /** Whoever asks is told once there is an answer; `again`: they had asked already. */
  | { readonly kind: 'asked'; readonly again: boolean }
  /** It was answered or dismissed meanwhile. */
  | { readonly kind: 'closed'; readonly answer: string | undefined }
  | { readonly kind: 'not-found' };

/** Somebody wants the OSPO's answer to an open question: from now on it is kept that they asked. */
export async function askToBeTold(
  db: Db,
  { id, personId }: { readonly id: string; readonly personId: string },
  clock: Clock,
): Promise<Asked> {
  return db.transaction(async (tx): Promise<Asked> => {
    const at = clock.now();
    // Locked, so that whoever closes it meanwhile tells this person too, or is seen here.
    const [row] = await tx.select().from(questions).where(eq(questions.id, id)).for('update');
    if (!row) return { kind: 'not-found' };
    if (row.closedAt !== null) return { kind: 'closed', answer: row.answer ?? undefined };
    const added = await tx
      .insert(questionAskers)
      .values({ questionId: id, personId, at })
      .onConflictDoNothing()
      .returning({ id: questionAskers.questionId });
    if (added.length === 0) return { kind: 'asked', again: true };
    await record(tx, { kind: 'question.asked', questionId: id }, { actor: personId, at });
    await tellDaily(tx, at);
    return { kind: 'asked', again: false };
  });
}

/** At the next hour of telling; what comes until then is told with it. */
async function tellDaily(tx: Db, at: Date): Promise<void> {
  const due = nextDaily(at);
  await tell(tx, daily(due), { kind: 'role', role: 'ospo' }, due);
}

/** The last card of what waits says again what is true, where it stands. In a transaction. */
export async function tellDailyAgain(tx: Db, at: Date): Promise<void> {
  await tellAgain(tx, daily(new Date(nextDaily(at).getTime() - DAY_MS)), at);
}

function daily(due: Date) {
  return { kind: questionNotices.daily, matter: due.toISOString().slice(0, 10) };
}

const DAY_MS = 24 * 60 * 60 * 1000;

function nextDaily(at: Date): Date {
  const today = Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate(), DAILY_HOUR);
  return new Date(today > at.getTime() ? today : today + DAY_MS);
}

function hashOfWords(text: string): string {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return createHash('sha256').update(words).digest('hex');
}
