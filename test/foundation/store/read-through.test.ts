import { type SQL, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { readThrough } from '#foundation/store/many/read-through.ts';
import { testDatabase } from '../../support/database.ts';

describe('reading through many rows', () => {
  const test = testDatabase();

  const read = (query: SQL): Promise<readonly unknown[]> =>
    test.db.transaction(async (tx) => {
      const all: unknown[] = [];
      for await (const rows of readThrough(tx, query)) all.push(...rows);
      return all;
    });

  it.each([0, 1, 4999, 5000, 5001, 12_345])('gives each of %i once, in order', async (many) => {
    const rows = await read(sql`select n from generate_series(1, ${many}::integer) as n`);

    expect(rows).toEqual(Array.from({ length: many }, (_, at) => ({ n: at + 1 })));
  });

  it('gives each query its own columns, however often they are read on one connection', async () => {
    const seen: unknown[] = [];
    for (let round = 0; round < 5; round++) {
      seen.push(...(await read(sql`select 'a' as a`)));
      seen.push(...(await read(sql`select 1 as b, 'c' as c`)));
    }

    expect(seen).toEqual(Array.from({ length: 5 }, () => [{ a: 'a' }, { b: 1, c: 'c' }]).flat());
  });

  it('ends with whoever stops reading', async () => {
    const first = await test.db.transaction(async (tx) => {
      const numbers = sql`select n from generate_series(1, 20000) as n`;
      for await (const [row] of readThrough(tx, numbers)) return row;
      return undefined;
    });

    expect(first).toEqual({ n: 1 });
    expect(await read(sql`select 7 as n`)).toEqual([{ n: 7 }]);
  });
});
