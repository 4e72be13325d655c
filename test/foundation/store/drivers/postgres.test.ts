import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { inspect } from 'node:util';
import { sql } from 'drizzle-orm';
import type postgres from 'postgres';
import { describe, expect, it, vi } from 'vitest';
import { newId } from '#foundation/kernel/ids.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { type Db, openDatabase } from '#foundation/store/database.ts';
import { people } from '#foundation/store/schema.ts';
import {
  createDatabase,
  isPostgres,
  onServer,
  openOwnDatabase,
  serverUrl,
} from '../../../support/database.ts';

const open = (url: string) => openDatabase({ kind: 'postgres', url }, silentLog);
const failureOf = (opening: Promise<unknown>) =>
  opening.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('an address of PostgreSQL', () => {
  it.each([
    'not an address',
    'mysql://u:hunter2@db/x',
    'postgres://u:hunter2@[bad/x',
    'postgres://u:hunter2@db:99999/x',
  ])('that cannot be one is refused without repeating it: %s', async (url) => {
    const failure = await failureOf(open(url));

    expect(failure).toMatchObject({
      code: 'misconfigured',
      advice: expect.stringContaining('DATABASE_URL'),
    });
    expect(inspect(failure, { depth: 10, showHidden: true })).not.toContain('hunter2');
  });

  it('where nobody listens is unavailable', async () => {
    const port = await closedPort();

    const failure = await failureOf(open(`postgres://u:hunter2@127.0.0.1:${port}/x`));

    expect(failure).toMatchObject({ code: 'unavailable' });
    expect(inspect(failure, { depth: 10, showHidden: true })).not.toContain('hunter2');
  });
});

describe.runIf(isPostgres)('a PostgreSQL server', () => {
  const urlOf = (changes: Partial<URL>) => Object.assign(new URL(serverUrl ?? ''), changes).href;

  it.each([
    ['a wrong password', { password: 'wrong-hunter2' }],
    ['a database that is not there', { pathname: '/no_such_database' }],
  ])('refuses %s as a matter of configuration', async (_what, changes) => {
    const failure = await failureOf(open(urlOf(changes)));

    expect(failure).toMatchObject({ code: 'misconfigured' });
    expect(inspect(failure, { depth: 10, showHidden: true })).not.toContain('hunter2');
  });

  it('is migrated once when several start together', async () => {
    const name = await createDatabase(serverUrl ?? '');
    const url = urlOf({ pathname: `/${name}` });

    const opened = await Promise.all([open(url), open(url), open(url), open(url)]);

    const counts = await Promise.all(opened.map(({ db }) => db.select().from(people)));
    expect(counts).toEqual([[], [], [], []]);
    await Promise.all(opened.map(({ close }) => close()));
    await onServer(serverUrl ?? '', (client) => client.unsafe(`drop database ${name}`));
  });

  it.each([
    ['between two statements', async () => undefined],
    ['during a statement', (tx: Db) => tx.execute(sql`select pg_sleep(20)`)],
  ])(
    'that drops a transaction %s is unavailable for it, and then back',
    async (_when, underWay) => {
      const { database, url, remove } = await openOwnDatabase();
      const { promise: dropped, resolve: drop } = Promise.withResolvers<void>();
      let begun = false;
      const work = database.db.transaction(async (tx) => {
        await tx.insert(people).values({ id: newId(), createdAt: new Date() });
        begun = true;
        await Promise.all([underWay(tx), dropped]);
        await tx.insert(people).values({ id: newId(), createdAt: new Date() });
      });
      const outcome = failureOf(work);
      await vi.waitFor(() => expect(begun).toBe(true));

      await onServer(url ?? '', dropOthers);
      drop();

      expect(await outcome).toMatchObject({ code: 'unavailable' });
      for (let turn = 0; turn < 30; turn++) {
        expect(await database.db.transaction((tx) => tx.select().from(people))).toEqual([]);
      }
      await remove();
    },
  );

  it('that drops an inner transaction is unavailable for the outer one', async () => {
    const { database, url, remove } = await openOwnDatabase();

    const outcome = await failureOf(
      database.db.transaction((tx) =>
        tx.transaction(async (inner) => {
          await inner.select().from(people);
          await onServer(url ?? '', dropOthers);
          await inner.select().from(people);
        }),
      ),
    );

    expect(outcome).toMatchObject({ code: 'unavailable' });
    await expect(database.checkAlive()).resolves.toBeUndefined();
    await remove();
  });
});

function dropOthers(client: postgres.Sql): Promise<unknown> {
  return client`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`;
}

async function closedPort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  // A TCP server's address is never a path.
  const { port } = listener.address() as AddressInfo;
  listener.close();
  await once(listener, 'close');
  return port;
}
