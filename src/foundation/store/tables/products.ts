import { pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { json, moment } from '#foundation/store/columns.ts';
import { people } from '#foundation/store/schema.ts';

/** What the company makes, added in chat; what the office folder names stands there and not here. */
export const products = pgTable(
  'products',
  {
    id: uuid('id').primaryKey(),
    /** As people write it. */
    name: text('name').notNull(),
    /** The name in one spelling: only one product has it. */
    key: text('key').notNull(),
    /** Who owns it, how it reaches people, its business unit and its releases. */
    details: json('details').notNull(),
    addedBy: uuid('added_by').references(() => people.id, { onDelete: 'set null' }),
    addedAt: moment('added_at').notNull(),
    /** When it was taken off the list; approvals for it stay. */
    removedAt: moment('removed_at'),
  },
  (table) => [uniqueIndex('products_key').on(table.key)],
);
