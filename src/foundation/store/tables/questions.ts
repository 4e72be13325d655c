import { isNull } from 'drizzle-orm';
import { index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { json, moment } from '#foundation/store/columns.ts';
import { people } from '#foundation/store/schema.ts';

/** What the handbook did not answer, or not well. Without who asked: that is kept only of those who want to be told. */
export const questions = pgTable(
  'questions',
  {
    id: uuid('id').primaryKey(),
    /** As it was typed. */
    text: text('text').notNull(),
    /** Hash of its words: the same words are the same question. */
    words: text('words').notNull(),
    /** How often it was asked, or its answer did not help. */
    times: integer('times').notNull(),
    createdAt: moment('created_at').notNull(),
    lastAt: moment('last_at').notNull(),
    closedAt: moment('closed_at'),
    closedBy: uuid('closed_by').references(() => people.id, { onDelete: 'set null' }),
    /** What the OSPO answered; null while it is open, and when it was dismissed. */
    answer: text('answer'),
    /** When the answer went into the handbook. */
    addedAt: moment('added_at'),
  },
  (table) => [
    uniqueIndex('questions_open').on(table.words).where(isNull(table.closedAt)),
    index('questions_last_at').on(table.lastAt).where(isNull(table.closedAt)),
  ],
);

/** Who wants to be told the answer. */
export const questionAskers = pgTable(
  'question_askers',
  {
    questionId: uuid('question_id')
      .notNull()
      .references(() => questions.id, { onDelete: 'cascade' }),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    at: moment('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.questionId, table.personId] }),
    index('question_askers_person').on(table.personId),
  ],
);

/** Pages of the handbook that could not be written into its folder. */
export const handbookFiles = pgTable('handbook_files', {
  /** Path as it would be in the folder. */
  file: text('file').primaryKey(),
  text: text('text').notNull(),
  createdAt: moment('created_at').notNull(),
});

/** The handbook as the OSPO knows it, and as it has become since: what changed is the difference. */
export const handbooks = pgTable('handbooks', {
  /** `known` or `newer`. */
  stage: text('stage').primaryKey(),
  /** Names what is offered about a change of it. */
  id: uuid('id').notNull(),
  /** Of its words, in hexadecimal: without where they stand, and how much room is between them. */
  sha256: text('sha256').notNull(),
  /** Its sections with their headings and words. */
  sections: json('sections').notNull(),
  /** When it had become so, and stayed so for a while. */
  settledAt: moment('settled_at').notNull(),
});
