import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobStore } from '#foundation/store/database.ts';
import { testDatabase } from '../../../support/database.ts';

describe('the store for jobs', () => {
  const test = testDatabase();
  let store: JobStore;
  beforeEach(async () => {
    store = test.database.openJobStore();
    await store.execute('create table if not exists tried (id integer primary key)');
    await store.execute('delete from tried');
  });
  afterEach(() => store.close());

  it('hands values over as PostgreSQL reads them', async () => {
    const { rows } = await store.execute(
      `select $1::uuid[] = array['0198a7e4-6a52-7d3c-9f10-000000000001']::uuid[] as ids,
        ($2::text::json)->'a'->>0 as json, $3::jsonb->>'b' as object, $4::timestamptz as at,
        $5::text[] as words, $6::boolean as flag, $7::text as nothing`,
      [
        ['0198a7e4-6a52-7d3c-9f10-000000000001'],
        JSON.stringify({ a: ['"q"'] }),
        JSON.stringify({ b: 'two' }),
        new Date('2026-03-02T09:00:00Z'),
        ['a "b" \\ c'],
        false,
        null,
      ],
    );

    expect(rows).toMatchObject([
      {
        ids: true,
        json: '"q"',
        object: 'two',
        at: new Date('2026-03-02T09:00:00Z'),
        flag: false,
        nothing: null,
      },
    ]);
  });

  it('runs a block as a whole and gives the rows of all its statements', async () => {
    const block = 'BEGIN; insert into tried values (1); select id from tried; COMMIT;';

    const { rows } = await store.execute(block);

    expect(rows).toEqual([{ id: 1 }]);
  });

  it('rolls a failed block back before anybody else is served', async () => {
    const failing = store.execute(`
      BEGIN;
      insert into tried values (7);
      insert into tried values (7);
      COMMIT;`);
    const others = Promise.all([1, 2, 3].map((id) => store.execute(`select ${id} as id`)));

    await expect(failing).rejects.toMatchObject({ code: '23505' });
    expect((await others).map(({ rows }) => rows)).toEqual([[{ id: 1 }], [{ id: 2 }], [{ id: 3 }]]);
    expect((await store.execute('select count(*)::integer as n from tried')).rows).toEqual([
      { n: 0 },
    ]);
  });
});
