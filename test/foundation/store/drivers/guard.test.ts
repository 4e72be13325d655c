import { inspect } from 'node:util';
import { eq, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { describe, expect, it } from 'vitest';
import { StewardError } from '#foundation/kernel/errors.ts';
import { guard } from '#foundation/store/drivers/guard.ts';
import * as schema from '#foundation/store/schema.ts';
import { accounts, people, settings } from '#foundation/store/schema.ts';
import { isPostgres, serverUrl, testDatabase } from '../../../support/database.ts';

const database = testDatabase();
const id = '0198a7e4-6a52-7d3c-9f10-000000000001';
const ada = { id, displayName: 'Ada Secretname', createdAt: new Date() };

describe('a failing statement', () => {
  it('becomes an error that says what failed and holds no value of it', async () => {
    await database.db.insert(people).values(ada);

    const failure = await database.db
      .insert(people)
      .values(ada)
      .catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(StewardError);
    expect(failure).toMatchObject({ code: 'bug', message: expect.stringContaining('23505') });
    expect(inspect(failure, { depth: 10, showHidden: true })).not.toMatch(/Secretname|0198a7e4/);
  });

  it('becomes one inside a transaction too, and the transaction leaves nothing', async () => {
    const failing = database.db.transaction(async (tx) => {
      await tx.insert(people).values(ada);
      await tx.insert(accounts).values({
        platform: 'web',
        externalId: 'secret-id',
        personId: id.replace('1', '2'),
        createdAt: new Date(),
      });
    });

    const failure = await failing.catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(StewardError);
    expect(inspect(failure, { depth: 10, showHidden: true })).not.toContain('secret-id');
    expect(await database.db.select().from(people)).toEqual([]);
  });

  it('in an inner transaction can be caught, and the outer one goes on', async () => {
    await database.db.transaction(async (tx) => {
      await tx.insert(people).values(ada);
      const inner = tx.transaction((again) => again.insert(people).values(ada));
      await expect(inner).rejects.toBeInstanceOf(StewardError);
      await tx.update(people).set({ displayName: 'Grace' }).where(eq(people.id, id));
    });

    const names = await database.db.select({ name: people.displayName }).from(people);
    expect(names).toEqual([{ name: 'Grace' }]);
  });

  it('does not stop the statements after it', async () => {
    await expect(database.db.execute(sql`select no_such_column`)).rejects.toBeInstanceOf(
      StewardError,
    );

    expect(await database.db.select().from(settings)).toEqual([]);
  });
});

describe('an error of our own', () => {
  it('leaves a transaction as it is', async () => {
    const mine = Object.assign(new Error('no such file'), { code: 'ENOENT' });

    const failing = database.db.transaction(() => Promise.reject(mine));

    await expect(failing).rejects.toBe(mine);
  });

  it('ends an inner transaction only', async () => {
    const mine = Object.assign(new Error('no connection to somewhere else'), {
      code: 'ECONNREFUSED',
    });

    await database.db.transaction(async (tx) => {
      await expect(tx.transaction(() => Promise.reject(mine))).rejects.toBe(mine);
      await tx.insert(people).values(ada);
    });

    expect(await database.db.select().from(people)).toHaveLength(1);
  });
});

// Only a server works on several statements at a time.
describe.runIf(isPostgres)('a deadline', () => {
  it('ends the waiting for a statement and for a BEGIN, but not for what runs between', async () => {
    const client = postgres(serverUrl ?? '', { max: 1, fetch_types: false });
    const db = guard(drizzle(client, { schema }), { deadlineMs: 300 });
    const pause = () => new Promise((resolve) => setTimeout(resolve, 700));

    const longTransaction = db.transaction(async (tx) => {
      await tx.execute(sql`select 1`);
      await pause();
      await tx.execute(sql`select 1`);
      return 'done';
    });
    const second = await db.transaction(async () => 'begun').catch((error: unknown) => error);
    const first = await longTransaction;
    const statement = await db.execute(sql`select pg_sleep(1)`).catch((error: unknown) => error);

    expect(first).toBe('done');
    expect(second).toMatchObject({ code: 'unavailable' });
    expect(statement).toMatchObject({ code: 'unavailable' });
    await client.end();
  });
});
