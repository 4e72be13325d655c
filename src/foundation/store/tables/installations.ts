import { pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from '#foundation/store/columns.ts';

/** Workspaces in which Steward is installed, with their tokens; sealed with a key that is not in the database. */
export const installations = pgTable('installations', {
  /** `slack:T…` for a workspace, `slack:E…` for a whole organisation. */
  id: text('id').primaryKey(),
  sealed: text('sealed').notNull(),
  changedAt: moment('changed_at').notNull(),
});
