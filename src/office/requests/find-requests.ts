import { and, asc, desc, eq, exists, inArray, isNull, lte, ne, or, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { fieldsOf, type Option } from '#foundation/cards/form.ts';
import { StoredForm } from '#foundation/cards/stored/stored-form.ts';
import type { Db } from '#foundation/store/database.ts';
import { people } from '#foundation/store/schema.ts';
import {
  requestFollowers,
  requestReviews,
  requests,
  requestSteps as stepRows,
} from '#foundation/store/tables/requests.ts';
import { requestStates, requestSteps } from '#office/requests/lifecycle.ts';
import { RequestFacts } from '#office/requests/routing/facts.ts';
import { type Progress, progressOf, type StepSeen } from '#office/requests/routing/progress.ts';
import { Route } from '#office/requests/routing/route.ts';

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
  facts: RequestFacts,
  route: Route,
  state: z.enum(requestStates),
  version: z.int(),
  /** Whether somebody else waits for what comes of it. */
  isFollowed: z.boolean(),
  submittedAt: z.date(),
  changedAt: z.date(),
  /** What happened, oldest first. */
  steps: z.array(
    z.object({
      version: z.int(),
      step: z.enum(requestSteps),
      by: Person.optional(),
      /** For which reviewer groups it was taken. */
      groups: z.array(z.string()),
      /** Who was away, in whose place it was taken. */
      inPlaceOf: Person.optional(),
      /** To whom it was handed over. */
      to: Person.optional(),
      toGroup: z.string().optional(),
      words: z.string().optional(),
      alternative: z.string().optional(),
      at: z.date(),
    }),
  ),
});
/** A request with its whole history, and how far that has brought it. */
export type Request = z.infer<typeof RequestRecord> & { readonly progress: Progress };

export type RequestStepTaken = Request['steps'][number];

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

/** For whom something waits: a person, who may hold reviewer groups, and cover for others. */
export interface Reviewer {
  readonly personId: string;
  readonly groups: readonly string[];
  readonly covered?: readonly string[];
}

/**
 * What waits for a reviewer to decide, the longest waiting first: what their groups have, and what was handed to them
 * or to whom they cover for. Not what waits for the requester; with `dueUntil` only what should be decided by then.
 */
export function requestsFor(
  db: Db,
  { personId, groups, covered = [] }: Reviewer,
  most: number,
  dueUntil?: Date,
): Promise<readonly Request[]> {
  const theirs = [
    inArray(requestReviews.assigneeId, [personId, ...covered]),
    ...(groups.length === 0
      ? []
      : [and(isNull(requestReviews.assigneeId), inArray(requestReviews.group, [...groups]))]),
  ];
  const isTheirs = exists(
    db
      .select({ id: requestReviews.requestId })
      .from(requestReviews)
      .where(
        and(
          eq(requestReviews.requestId, requests.id),
          isNull(requestReviews.closedAt),
          dueUntil === undefined ? undefined : lte(requestReviews.dueAt, dueUntil),
          or(...theirs),
        ),
      ),
  );
  const waits = and(isNull(requests.closedAt), eq(requests.state, 'in-review'), isTheirs);
  return read(db, waits, most, 'oldest');
}

/**
 * What was decided of a component, in whatever version, the last first: `pkg:npm/lodash@4.17.21` is one of
 * `pkg:npm/lodash`.
 */
export function decidedOn(
  db: Db,
  component: string,
  most: number,
  except?: string,
): Promise<readonly Request[]> {
  const is = and(
    inArray(requests.state, ['approved', 'approved-with-conditions', 'rejected']),
    eq(requests.component, withoutVersion(component)),
    except === undefined ? undefined : ne(requests.id, except),
  );
  return read(db, is, most, 'newest');
}

/** A scope's `@` is written `%40` in a purl: the only one stands before the version. */
export function withoutVersion(purl: string): string {
  return purl.split('@')[0] ?? purl;
}

async function read(
  db: Db,
  which: SQL | undefined,
  most: number,
  order: 'newest' | 'oldest',
): Promise<readonly Request[]> {
  const isFollowed = exists(
    db
      .select({ id: requestFollowers.requestId })
      .from(requestFollowers)
      .where(eq(requestFollowers.requestId, requests.id)),
  );
  const rows = await db
    .select({ row: requests, requesterName: people.displayName, isFollowed })
    .from(requests)
    .leftJoin(people, eq(people.id, requests.requesterId))
    .where(which)
    .orderBy(order === 'newest' ? desc(requests.changedAt) : asc(requests.submittedAt))
    .limit(most);
  const ids = rows.map(({ row }) => row.id);
  if (ids.length === 0) return [];
  const to = alias(people, 'to');
  const away = alias(people, 'away');
  const steps = await db
    .select({
      row: stepRows,
      name: people.displayName,
      toName: to.displayName,
      awayName: away.displayName,
    })
    .from(stepRows)
    .leftJoin(people, eq(people.id, stepRows.personId))
    .leftJoin(to, eq(to.id, stepRows.toPersonId))
    .leftJoin(away, eq(away.id, stepRows.forPersonId))
    .where(inArray(stepRows.requestId, ids))
    .orderBy(asc(stepRows.version));
  const records = rows.map(({ row, requesterName, isFollowed }) =>
    RequestRecord.parse({
      ...row,
      isFollowed,
      requester: somebody(row.requesterId, requesterName),
      steps: steps
        .filter(({ row: { requestId } }) => requestId === row.id)
        .map(({ row: step, name, toName, awayName }) => ({
          ...step,
          by: somebody(step.personId, name),
          groups: step.groups?.split(',') ?? [],
          inPlaceOf: somebody(step.forPersonId, awayName),
          to: somebody(step.toPersonId, toName),
          toGroup: step.toGroup ?? undefined,
          words: step.words ?? undefined,
          alternative: step.alternative ?? undefined,
        })),
    }),
  );
  const named = await peopleIn(db, records);
  return records.map((record) => ({
    ...record,
    asked: withPeople(record.asked, named),
    progress: progressOf(record.route, record.steps.map(stepSeen)),
  }));
}

/** Names of the people who are answers to a form's fields. */
async function peopleIn(
  db: Db,
  requests: readonly { readonly asked: Asked }[],
): Promise<readonly Option[]> {
  const ids = requests.flatMap(({ asked: { form, answers } }) =>
    fieldsOf(form)
      .filter(({ kind, id }) => kind === 'person' && Object.hasOwn(answers, id))
      .map(({ id }) => String(answers[id])),
  );
  if (ids.length === 0) return [];
  const found = await db
    .select({ value: people.id, label: people.displayName })
    .from(people)
    .where(inArray(people.id, ids));
  return found.map(({ value, label }) => ({ value, label: label ?? 'Somebody' }));
}

function withPeople(asked: Asked, named: readonly Option[]): Asked {
  if (named.length === 0) return asked;
  const pages = asked.form.pages.map((page) => ({
    ...page,
    fields: page.fields.map((field) =>
      field.kind === 'person' ? { ...field, people: named } : field,
    ),
  }));
  return { ...asked, form: { ...asked.form, pages } };
}

/** A step as the way of a request depends on it. */
export function stepSeen({ version, step, by, groups, to, toGroup }: RequestStepTaken): StepSeen {
  return {
    version,
    step,
    groups,
    ...(by === undefined ? {} : { personId: by.personId }),
    ...(to === undefined ? {} : { toPersonId: to.personId }),
    ...(toGroup === undefined ? {} : { toGroup }),
  };
}

function somebody(personId: string | null, name: string | null) {
  if (personId === null) return undefined;
  return { personId, ...(name === null ? {} : { name }) };
}
