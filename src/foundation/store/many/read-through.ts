import { setTimeout } from 'node:timers/promises';
import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '#foundation/store/database.ts';

/** Read at once; so much memory is needed, however many there are. */
const AT_ONCE = 5000;

/** As the drivers give them: postgres.js a list, PGlite an object with one. */
const Fetched = z.union([z.array(z.unknown()), z.object({ rows: z.array(z.unknown()) })]);

/** All rows of a query, some thousand at a time, as they are at one moment. One at a time in a transaction. */
export async function* readThrough(tx: Db, query: SQL): AsyncGenerator<readonly unknown[]> {
  // Otherwise the plan is one for whoever reads the beginning only, and takes ten times as long for all of it.
  await tx.execute(sql`set local cursor_tuple_fraction = 1`);
  await tx.execute(sql`set local work_mem = '64MB'`);
  await tx.execute(sql`declare read_through no scroll cursor for ${query}`);
  const fetch = async () => {
    const fetched = Fetched.parse(await tx.execute(sql.raw(`fetch ${AT_ONCE} from read_through`)));
    return Array.isArray(fetched) ? fetched : fetched.rows;
  };
  let next = fetch();
  for (;;) {
    const rows = await next;
    const isLast = rows.length < AT_ONCE;
    // The database reads on while what it has read is dealt with.
    if (!isLast) next = fetch();
    // Nobody may come for it.
    next.catch(() => undefined);
    // postgres.js sends it at the end of this turn of the event loop, and whoever takes the rows may not end theirs soon.
    await setTimeout();
    if (rows.length > 0) yield rows;
    if (isLast) break;
  }
  await tx.execute(sql`close read_through`);
}
