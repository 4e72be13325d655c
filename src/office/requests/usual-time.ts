import { and, count, desc, eq, isNotNull, ne, sql } from 'drizzle-orm';
import type { Db } from '#foundation/store/database.ts';
import { requests } from '#foundation/store/tables/requests.ts';
import type { Request } from '#office/requests/find-requests.ts';

/** Of fewer a median says little. */
const FEWEST = 5;
const LOOKED_AT = 100;

/**
 * Milliseconds in which half of the last requests on the same lane were decided; undefined while there are too few.
 * What was withdrawn is not counted.
 */
export async function usualTime(
  db: Db,
  { form, route }: Pick<Request, 'form' | 'route'>,
): Promise<number | undefined> {
  const last = db
    .select({
      took: sql`extract(epoch from ${requests.closedAt} - ${requests.submittedAt})`.as('took'),
    })
    .from(requests)
    .where(
      and(
        eq(requests.form, form),
        eq(sql`(${requests.route} ->> 'lane')`, route.lane),
        isNotNull(requests.closedAt),
        ne(requests.state, 'withdrawn'),
      ),
    )
    .orderBy(desc(requests.closedAt))
    .limit(LOOKED_AT)
    .as('last');
  const median = sql<number | null>`percentile_cont(0.5) within group (order by ${last.took})`;
  const [found] = await db.select({ decided: count(), seconds: median }).from(last);
  if (!found || found.decided < FEWEST || found.seconds === null) return undefined;
  return Number(found.seconds) * 1000;
}
