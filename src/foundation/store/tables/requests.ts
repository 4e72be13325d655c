import { isNull } from 'drizzle-orm';
import { index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { json, moment } from '#foundation/store/columns.ts';
import { people } from '#foundation/store/schema.ts';

/** What people ask the office to decide. */
export const requests = pgTable(
  'requests',
  {
    id: uuid('id').primaryKey(),
    /** What people call it by: `REQ-142`. */
    number: integer('number').generatedAlwaysAsIdentity().notNull(),
    /** Name and version of the form that was answered: the answers are never read by another. */
    form: text('form').notNull(),
    formVersion: integer('form_version').notNull(),
    /** The form as it was then, with its answers. */
    asked: json('asked').notNull(),
    /** One line: what is asked for. */
    title: text('title').notNull(),
    /** What it is about, in one spelling: of two that are open only one may have it. */
    matter: text('matter').notNull(),
    requesterId: uuid('requester_id').references(() => people.id, { onDelete: 'set null' }),
    /** The reviewer group that decides. */
    reviewers: text('reviewers').notNull(),
    state: text('state').notNull(),
    /** Counts the steps: a card that was drawn before the last of them is stale. */
    version: integer('version').notNull(),
    submittedAt: moment('submitted_at').notNull(),
    changedAt: moment('changed_at').notNull(),
    /** When the last decision was made; null while it is open. */
    closedAt: moment('closed_at'),
  },
  (table) => [
    uniqueIndex('requests_number').on(table.number),
    uniqueIndex('requests_open_matter').on(table.form, table.matter).where(isNull(table.closedAt)),
    index('requests_requester').on(table.requesterId, table.changedAt),
    index('requests_reviewers')
      .on(table.reviewers, table.submittedAt)
      .where(isNull(table.closedAt)),
  ],
);

/** Every step of a request's life, with what was said. */
export const requestSteps = pgTable(
  'request_steps',
  {
    requestId: uuid('request_id')
      .notNull()
      .references(() => requests.id, { onDelete: 'cascade' }),
    /** From 1; the version of the request after it. */
    version: integer('version').notNull(),
    step: text('step').notNull(),
    personId: uuid('person_id').references(() => people.id, { onDelete: 'set null' }),
    /** A question, a condition, a reason; null where nothing was said. */
    words: text('words'),
    /** What to do instead, of what was rejected. */
    alternative: text('alternative'),
    at: moment('at').notNull(),
  },
  (table) => [uniqueIndex('request_steps_version').on(table.requestId, table.version)],
);
