import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { json, moment } from '#foundation/store/columns.ts';

/** Every policy that was in force, whole, so that a later one can be compared with it. */
export const policies = pgTable(
  'policies',
  {
    /** Of its file, in hexadecimal. */
    sha256: text('sha256').primaryKey(),
    version: text('version').notNull(),
    /** As it was read from the file. */
    content: json('content').notNull(),
    /** When it became active last. */
    activatedAt: moment('activated_at').notNull(),
  },
  (table) => [index('policies_activated').on(table.activatedAt)],
);
