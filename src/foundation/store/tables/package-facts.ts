import { pgTable, text } from 'drizzle-orm/pg-core';
import { json, moment } from '#foundation/store/columns.ts';

/** Facts about packages, kept so that the next question needs no network. */
export const packageFacts = pgTable('package_facts', {
  key: text('key').primaryKey(),
  facts: json('facts').notNull(),
  fetchedAt: moment('fetched_at').notNull(),
});
