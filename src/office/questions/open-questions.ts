import { asc, count, desc, eq, inArray, isNull } from 'drizzle-orm';
import type { Db } from '#foundation/store/database.ts';
import { people } from '#foundation/store/schema.ts';
import { questionAskers, questions } from '#foundation/store/tables/questions.ts';
import type { Somebody } from '#office/questions/feedback.ts';

export interface Question {
  readonly id: string;
  /** As it was typed first. */
  readonly text: string;
  /** How often it was asked, or its answer did not help. */
  readonly times: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
  /** Who wants to be told the answer, who asked first first. */
  readonly askers: readonly Somebody[];
  readonly closed?: {
    readonly at: Date;
    readonly by?: Somebody;
    /** None when it was dismissed. */
    readonly answer?: string;
    /** When the answer went into the handbook. */
    readonly addedAt?: Date;
  };
}

/** Questions after the same thing, the most typical first. */
export interface Cluster {
  readonly questions: readonly Question[];
  /** How often all of them were asked. */
  readonly times: number;
}

/** Those asked last; older ones wait until these are dealt with. */
const READ_MOST = 500;
/** What one answer closes at once, and a form carries. */
export const CLUSTER_MOST = 20;

/** What waits for the OSPO, the most wanted first. */
export async function openQuestions(db: Db): Promise<readonly Cluster[]> {
  const open = await readOpen(db);
  if (open.length === 0) return [];
  // It reads words as the search does, which takes longer to load than to start without.
  const { clusterQuestions } = await import('#knowledge/handbook/search/cluster.ts');
  const groups = clusterQuestions(open.map(({ text }) => text));
  const clusters = groups.flatMap((group) => {
    const questions = group.flatMap((at) => open[at] ?? []);
    const parts = Math.ceil(questions.length / CLUSTER_MOST);
    return Array.from({ length: parts }, (_, part) =>
      clusterOf(questions.slice(part * CLUSTER_MOST, (part + 1) * CLUSTER_MOST)),
    );
  });
  return clusters.sort(
    (one, other) =>
      waiting(other) - waiting(one) || other.times - one.times || latest(other) - latest(one),
  );
}

/** An open question with those that ask the same, itself first; undefined when it is not open. */
export async function clusterAround(db: Db, id: string): Promise<Cluster | undefined> {
  const all = await openQuestions(db);
  const cluster = all.find(({ questions }) => questions.some((one) => one.id === id));
  if (!cluster) {
    // Older than what is clustered: it stands alone.
    const question = await findQuestion(db, id);
    return question && !question.closed ? clusterOf([question]) : undefined;
  }
  const first = cluster.questions.filter((one) => one.id === id);
  const rest = cluster.questions.filter((one) => one.id !== id);
  return clusterOf([...first, ...rest]);
}

export async function countOpenQuestions(db: Db): Promise<number> {
  const [row] = await db
    .select({ open: count() })
    .from(questions)
    .where(isNull(questions.closedAt));
  return row?.open ?? 0;
}

/** One question, open or closed. */
export async function findQuestion(db: Db, id: string): Promise<Question | undefined> {
  const rows = await selectQuestions(db).where(eq(questions.id, id));
  const [question] = await withAskers(db, rows);
  return question;
}

async function readOpen(db: Db): Promise<readonly Question[]> {
  const rows = await selectQuestions(db)
    .where(isNull(questions.closedAt))
    .orderBy(desc(questions.lastAt), asc(questions.id))
    .limit(READ_MOST);
  return withAskers(db, rows);
}

function selectQuestions(db: Db) {
  return db
    .select({ row: questions, closedByName: people.displayName })
    .from(questions)
    .leftJoin(people, eq(people.id, questions.closedBy))
    .$dynamic();
}

type Row = Awaited<ReturnType<typeof selectQuestions>>[number];

async function withAskers(db: Db, rows: readonly Row[]): Promise<readonly Question[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ row }) => row.id);
  const asked = await db
    .select({
      questionId: questionAskers.questionId,
      personId: questionAskers.personId,
      name: people.displayName,
    })
    .from(questionAskers)
    .innerJoin(people, eq(people.id, questionAskers.personId))
    .where(inArray(questionAskers.questionId, ids))
    .orderBy(asc(questionAskers.at), asc(questionAskers.personId));
  const askers = Map.groupBy(asked, ({ questionId }) => questionId);
  return rows.map(({ row, closedByName }) => {
    const { id, text, times, createdAt, lastAt, closedAt, closedBy, answer, addedAt } = row;
    return {
      id,
      text,
      times,
      firstAt: createdAt,
      lastAt,
      askers: (askers.get(id) ?? []).map(({ personId, name }) => somebody(personId, name)),
      ...(closedAt !== null && {
        closed: {
          at: closedAt,
          ...(closedBy !== null && { by: somebody(closedBy, closedByName) }),
          ...(answer !== null && { answer }),
          ...(addedAt !== null && { addedAt }),
        },
      }),
    };
  });
}

function somebody(personId: string, name: string | null): Somebody {
  return { personId, name: name ?? undefined };
}

function clusterOf(questions: readonly Question[]): Cluster {
  return { questions, times: questions.reduce((sum, { times }) => sum + times, 0) };
}

function waiting({ questions }: Cluster): number {
  return new Set(questions.flatMap(({ askers }) => askers.map(({ personId }) => personId))).size;
}

function latest({ questions }: Cluster): number {
  return Math.max(...questions.map(({ lastAt }) => lastAt.getTime()));
}
