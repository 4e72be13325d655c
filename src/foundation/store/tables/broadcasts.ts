import { sql } from 'drizzle-orm';
import {
  boolean,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { json, moment } from '#foundation/store/columns.ts';
import { people } from '#foundation/store/schema.ts';

/** What the OSPO says to many at once. Whom it reaches stands in `notices`: a row for each. */
export const broadcasts = pgTable(
  'broadcasts',
  {
    id: uuid('id').primaryKey(),
    /** What people call it by: `BC-12`. */
    number: integer('number').generatedAlwaysAsIdentity().notNull(),
    /** Title, text, kind, section, acknowledgement and question; to whom, and when. */
    content: json('content').notNull(),
    state: text('state').notNull(),
    /** Counts the changes: a card that was drawn before the last of them is stale. */
    version: integer('version').notNull(),
    /** When its text was last corrected after it began to go out. */
    correctedAt: moment('corrected_at'),
    createdBy: uuid('created_by').references(() => people.id, { onDelete: 'set null' }),
    /** The second person, where one was needed. */
    approvedBy: uuid('approved_by').references(() => people.id, { onDelete: 'set null' }),
    createdAt: moment('created_at').notNull(),
    changedAt: moment('changed_at').notNull(),
    /** When whom it goes to was settled, and it began to go out. */
    startedAt: moment('started_at'),
    /** When nothing was left to send. */
    finishedAt: moment('finished_at'),
    /** To how many it goes; null until that is settled. */
    people: integer('people'),
    /** When those who had not acknowledged it were last reminded. */
    remindedAt: moment('reminded_at'),
  },
  (table) => [
    uniqueIndex('broadcasts_number').on(table.number),
    index('broadcasts_under_way')
      .on(table.state)
      .where(sql`${table.state} in ('scheduled', 'sending')`),
    index('broadcasts_changed').on(table.changedAt),
  ],
);

/** Who has read it; `at` is null for whoever has only answered its question wrongly so far. */
export const acknowledgements = pgTable(
  'broadcast_acknowledgements',
  {
    broadcastId: uuid('broadcast_id')
      .notNull()
      .references(() => broadcasts.id, { onDelete: 'cascade' }),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    at: moment('at'),
    wrongAnswers: integer('wrong_answers').notNull(),
  },
  (table) => [primaryKey({ columns: [table.broadcastId, table.personId] })],
);

/** How many have acknowledged, in parts, so that many can at once and nobody counts a million rows. */
export const acknowledgementTallies = pgTable(
  'broadcast_tallies',
  {
    broadcastId: uuid('broadcast_id')
      .notNull()
      .references(() => broadcasts.id, { onDelete: 'cascade' }),
    part: integer('part').notNull(),
    acknowledged: integer('acknowledged').notNull(),
  },
  (table) => [primaryKey({ columns: [table.broadcastId, table.part] })],
);

/** What somebody wants to hear of, or does not: a topic, or `news`. */
export const subscriptions = pgTable(
  'subscriptions',
  {
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    topic: text('topic').notNull(),
    wanted: boolean('wanted').notNull(),
    at: moment('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.personId, table.topic] }),
    index('subscriptions_topic').on(table.topic, table.wanted),
  ],
);
