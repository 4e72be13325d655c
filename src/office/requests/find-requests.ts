import { and, asc, desc, eq, inArray, isNull, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { StoredForm } from '#foundation/cards/stored/stored-form.ts';
import type { Db } from '#foundation/store/database.ts';
import { people } from '#foundation/store/schema.ts';
import { requests, requestSteps as stepRows } from '#foundation/store/tables/requests.ts';
import { requestStates, requestSteps } from '#office/requests/lifecycle.ts';

/** The form as it was answered: what is shown of it never changes with the form. */
export const Asked = z.object({
  form: StoredForm,
  answers: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])),
});
export type Asked = z.infer<typeof Asked>;

const Person = z.object({ personId: z.uuid(), name: z.string().optional() });

export const RequestRecord = z.object({
  id: z.uuid(),
  number: z.int(),
  form: z.string(),
  asked: Asked,
  title: z.string(),
  requester: Person.optional(),
  reviewers: z.string(),
  state: z.enum(requestStates),
  version: z.int(),
  submittedAt: z.date(),
  changedAt: z.date(),
  /** What happened, oldest first. */
  steps: z.array(
    z.object({
      version: z.int(),
      step: z.enum(requestSteps),
      by: Person.optional(),
      words: z.string().optional(),
      alternative: z.string().optional(),
      at: z.date(),
    }),
  ),
});
/** A request with its whole history. */
export type Request = z.infer<typeof RequestRecord>;

/** `REQ-142`. */
export function requestName({ number }: Pick<Request, 'number'>): string {
  return `REQ-${number}`;
}

export async function findRequest(db: Db, id: string): Promise<Request | undefined> {
  const [found] = await read(db, eq(requests.id, id), 1, 'newest');
  return found;
}

export async function findByNumber(db: Db, number: number): Promise<Request | undefined> {
  const [found] = await read(db, eq(requests.number, number), 1, 'newest');
  return found;
}

/** Of one person, the last changed first. */
export function requestsOf(db: Db, personId: string, most: number): Promise<readonly Request[]> {
  return read(db, eq(requests.requesterId, personId), most, 'newest');
}

/** What waits for reviewer groups, the longest waiting first; not what waits for an answer of the requester. */
export function requestsFor(
  db: Db,
  groups: readonly string[],
  most: number,
): Promise<readonly Request[]> {
  if (groups.length === 0) return Promise.resolve([]);
  const waits = and(
    inArray(requests.reviewers, [...groups]),
    isNull(requests.closedAt),
    eq(requests.state, 'in-review'),
  );
  return read(db, waits, most, 'oldest');
}

async function read(
  db: Db,
  which: SQL | undefined,
  most: number,
  order: 'newest' | 'oldest',
): Promise<readonly Request[]> {
  const rows = await db
    .select({ row: requests, requesterName: people.displayName })
    .from(requests)
    .leftJoin(people, eq(people.id, requests.requesterId))
    .where(which)
    .orderBy(order === 'newest' ? desc(requests.changedAt) : asc(requests.submittedAt))
    .limit(most);
  const ids = rows.map(({ row }) => row.id);
  const steps =
    ids.length === 0
      ? []
      : await db
          .select({ row: stepRows, name: people.displayName })
          .from(stepRows)
          .leftJoin(people, eq(people.id, stepRows.personId))
          .where(inArray(stepRows.requestId, ids))
          .orderBy(asc(stepRows.version));
  return rows.map(({ row, requesterName }) =>
    RequestRecord.parse({
      ...row,
      requester: somebody(row.requesterId, requesterName),
      steps: steps
        .filter(({ row: { requestId } }) => requestId === row.id)
        .map(({ row: { personId, words, alternative, ...step }, name }) => ({
          ...step,
          by: somebody(personId, name),
          words: words ?? undefined,
          alternative: alternative ?? undefined,
        })),
    }),
  );
}

function somebody(personId: string | null, name: string | null) {
  if (personId === null) return undefined;
  return { personId, ...(name === null ? {} : { name }) };
}
