import { isNull } from 'drizzle-orm';
import { index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { moment } from '#foundation/store/columns.ts';
import { people } from '#foundation/store/schema.ts';

/** Who is away, from when until when, and who covers for them. */
export const absences = pgTable(
  'absences',
  {
    id: uuid('id').primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    /** As they were said, `2026-12-01`; the last day is one of them. */
    firstDay: text('first_day').notNull(),
    lastDay: text('last_day').notNull(),
    /** The same as moments, in the zone of the office's calendar as it was then. */
    from: moment('from_at').notNull(),
    until: moment('until_at').notNull(),
    /** Who covers; null where the others of their groups do. */
    deputyId: uuid('deputy_id').references(() => people.id, { onDelete: 'set null' }),
    setBy: uuid('set_by').references(() => people.id, { onDelete: 'set null' }),
    setAt: moment('set_at').notNull(),
    /** When they were back, or another absence took its place; null until then. */
    endedAt: moment('ended_at'),
  },
  (table) => [
    // Somebody is away, or will be, once at a time.
    uniqueIndex('absences_person').on(table.personId).where(isNull(table.endedAt)),
    // Who is away now is asked with every press: few are, and what is over is not looked at.
    index('absences_until').on(table.until).where(isNull(table.endedAt)),
  ],
);
