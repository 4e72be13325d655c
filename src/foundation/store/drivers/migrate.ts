import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { bigint, pgSchema } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { StewardError } from '#foundation/kernel/errors.ts';
import type { Db } from '#foundation/store/database.ts';

export const migrationsFolder = fileURLToPath(new URL('../../../../drizzle', import.meta.url));

/**
 * Brings the tables up to date with `apply`, drizzle's migrator for the driver in use; most starts have
 * nothing to do and ask only which migration was the last. Throws `misconfigured` when a newer Steward was here.
 */
export async function migrateWith(db: Db, apply: () => Promise<void>): Promise<void> {
  const newest = newestMigration();
  const applied = await lastApplied(db);
  if (applied === newest) return;
  if (applied !== undefined && applied > newest) {
    throw new StewardError('misconfigured', `tables of ${applied}, this Steward knows ${newest}`, {
      advice:
        'This database was written by a newer Steward. Start that version, or restore a backup made with this one.',
    });
  }
  await apply();
}

export type TablesState = 'absent' | 'behind' | 'current' | 'newer';

/** Whether the tables are those of this Steward; changes nothing. */
export async function tablesState(db: Db): Promise<TablesState> {
  const newest = newestMigration();
  const applied = await lastApplied(db);
  if (applied === undefined) return 'absent';
  if (applied === newest) return 'current';
  return applied < newest ? 'behind' : 'newer';
}

// drizzle's own record of what was applied: created_at is the journal's `when`.
const applied = pgSchema('drizzle').table('__drizzle_migrations', {
  when: bigint('created_at', { mode: 'number' }),
});

async function lastApplied(db: Db): Promise<number | undefined> {
  const [existing] = await db
    .select({ name: sql<string | null>`to_regclass('drizzle.__drizzle_migrations')::text` })
    .from(sql`(values (1)) as one`);
  if (existing?.name == null) return undefined;
  const [last] = await db.select({ when: sql<string | null>`max(${applied.when})` }).from(applied);
  return last?.when == null ? undefined : Number(last.when);
}

const Journal = z.object({ entries: z.array(z.object({ when: z.number().int() })).min(1) });

function newestMigration(): number {
  const file = readFileSync(`${migrationsFolder}/meta/_journal.json`, 'utf8');
  const journal = Journal.parse(JSON.parse(file));
  return Math.max(...journal.entries.map((entry) => entry.when));
}
