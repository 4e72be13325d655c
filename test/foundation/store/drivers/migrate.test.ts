import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { migrateWith } from '#foundation/store/drivers/migrate.ts';
import { testDatabase } from '../../../support/database.ts';

const database = testDatabase();

async function migrationsRun(): Promise<number> {
  let runs = 0;
  await migrateWith(database.db, async () => {
    runs++;
  });
  return runs;
}

describe('migrateWith', () => {
  it('does nothing when the tables are up to date', async () => {
    expect(await migrationsRun()).toBe(0);
  });

  it('migrates when the newest migration is not recorded', async () => {
    await database.db.execute(
      sql`update drizzle.__drizzle_migrations set created_at = created_at - 1000000000`,
    );

    const runs = await migrationsRun();

    expect(runs).toBe(1);
    await database.db.execute(
      sql`update drizzle.__drizzle_migrations set created_at = created_at + 1000000000`,
    );
  });

  it('refuses tables of a newer Steward', async () => {
    await database.db.execute(
      sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 32503680000000)`,
    );

    await expect(migrationsRun()).rejects.toMatchObject({
      code: 'misconfigured',
      advice: expect.stringContaining('newer Steward'),
    });

    await database.db.execute(sql`delete from drizzle.__drizzle_migrations where hash = 'later'`);
  });

  it('migrates when there are no records at all', async () => {
    await database.db.execute(sql`alter schema drizzle rename to elsewhere`);

    const runs = await migrationsRun();

    expect(runs).toBe(1);
    await database.db.execute(sql`alter schema elsewhere rename to drizzle`);
  });
});
