import { isNotNull, isNull, sql } from 'drizzle-orm';
import { index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
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
    /** What was known when it was handed in: verdict, licenses, categories, risk with the lines that make it up. */
    facts: json('facts').notNull(),
    /** The component as a purl without its version; null where none is known. */
    component: text('component'),
    /** Lane and stages as they were chosen then, and why: a request keeps the route that it began on. */
    route: json('route').notNull(),
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
    // What waits, the longest first: found without looking at all that is open.
    index('requests_waiting').on(table.submittedAt).where(sql`${table.state} = 'in-review'`),
    index('requests_component').on(table.component, table.changedAt),
    index('requests_closed').on(table.form, table.matter, table.closedAt),
    // How long a lane takes.
    index('requests_decided')
      .on(table.form, sql`(${table.route} ->> 'lane')`, table.closedAt)
      .where(isNotNull(table.closedAt)),
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
    /** For which reviewer groups it was taken, joined by commas; null where it was taken for none. */
    groups: text('groups'),
    personId: uuid('person_id').references(() => people.id, { onDelete: 'set null' }),
    /** A question, a condition, a reason; null where nothing was said. */
    words: text('words'),
    /** What to do instead, of what was rejected. */
    alternative: text('alternative'),
    /** The form with its answers, where the step sent them: they are never changed, only sent anew. */
    asked: json('asked'),
    /** To whom it was handed over: a person or a reviewer group; null for all other steps. */
    toPersonId: uuid('to_person_id').references(() => people.id, { onDelete: 'set null' }),
    toGroup: text('to_group'),
    /** In whose place it was taken while they were away; null where it was in nobody's. */
    forPersonId: uuid('for_person_id').references(() => people.id, { onDelete: 'set null' }),
    at: moment('at').notNull(),
  },
  (table) => [uniqueIndex('request_steps_version').on(table.requestId, table.version)],
);

/** Which groups must look at a request now, and what they did: the reviewers' queues. */
export const requestReviews = pgTable(
  'request_reviews',
  {
    requestId: uuid('request_id')
      .notNull()
      .references(() => requests.id, { onDelete: 'cascade' }),
    /** From 0, as in the route. */
    stage: integer('stage').notNull(),
    group: text('reviewer_group').notNull(),
    /** Whom it was handed to; null while the whole group has it. */
    assigneeId: uuid('assignee_id').references(() => people.id, { onDelete: 'set null' }),
    since: moment('since').notNull(),
    /** By when the lane promises a decision; null without a promise. */
    dueAt: moment('due_at'),
    /** When nothing was to be decided any more; null while it is. */
    closedAt: moment('closed_at'),
  },
  (table) => [
    primaryKey({ columns: [table.requestId, table.stage, table.group] }),
    index('request_reviews_group').on(table.group, table.since).where(isNull(table.closedAt)),
    index('request_reviews_assignee').on(table.assigneeId).where(isNull(table.closedAt)),
    index('request_reviews_due').on(table.dueAt).where(isNull(table.closedAt)),
  ],
);

/** Who wanted the same as a request that was open, and hears what comes of it. */
export const requestFollowers = pgTable(
  'request_followers',
  {
    requestId: uuid('request_id')
      .notNull()
      .references(() => requests.id, { onDelete: 'cascade' }),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    at: moment('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.requestId, table.personId] })],
);

/** What the legal group notes on a request, for nobody else. */
export const requestNotes = pgTable(
  'request_notes',
  {
    id: uuid('id').primaryKey(),
    requestId: uuid('request_id')
      .notNull()
      .references(() => requests.id, { onDelete: 'cascade' }),
    personId: uuid('person_id').references(() => people.id, { onDelete: 'set null' }),
    words: text('words').notNull(),
    at: moment('at').notNull(),
  },
  (table) => [index('request_notes_request').on(table.requestId, table.at)],
);
