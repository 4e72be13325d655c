import { pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from '#foundation/store/columns.ts';

/** How far what a platform lets through is spoken for, by all processes together. */
export const rateBuckets = pgTable('rate_buckets', {
  /** Of a lane, or of one conversation in it for as long as that matters. */
  name: text('name').primaryKey(),
  /** The first moment that nobody has reserved. */
  nextAt: moment('next_at').notNull(),
  /** The platform asked for patience until then. */
  pausedUntil: moment('paused_until'),
});
