import { stringify } from 'csv-stringify/sync';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '#foundation/store/database.ts';
import { readThrough } from '#foundation/store/many/read-through.ts';
import { takeLong } from '#foundation/store/many/take-long.ts';
import { type Broadcast, broadcastNotices } from '#office/broadcasts/broadcast.ts';

const Row = z.object({
  person: z.string(),
  name: z.string().nullable(),
  delivery: z.string(),
  at: z.string().nullable(),
  wrong: z.number(),
});

/**
 * Writes who got a broadcast and who has confirmed it, as they are at one moment: lines of CSV with a heading, some
 * thousand at a time as they are read. With `most` the first by name, so many; all of them in no order, which would take
 * longer than all the rest. Gives how many people they are.
 */
export async function writeReport(
  db: Db,
  { id }: Pick<Broadcast, 'id'>,
  write: (lines: string) => Promise<void> | void,
  most?: number,
): Promise<number> {
  await write('person,name,delivery,acknowledged at,wrong answers\n');
  return db.transaction(async (tx) => {
    await takeLong(tx);
    let people = 0;
    const rows = readThrough(
      tx,
      sql`select substr(recipient, 8) as person, display_name as name,
        case when sent > 0 then 'sent' when state = 'dead' then 'failed' when state = 'held' then 'waiting'
          else state end as delivery,
        to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
        coalesce(wrong_answers, 0) as wrong
        from notices
        left join people on people.id = substr(recipient, 8)::uuid
        left join broadcast_acknowledgements on broadcast_id = ${id}::uuid and person_id = people.id
        where kind = ${broadcastNotices.broadcast} and matter = ${id}
        ${most === undefined ? sql`` : sql`order by display_name, recipient limit ${most}`}`,
    );
    for await (const some of rows) {
      people += some.length;
      await write(linesOf(z.array(Row).parse(some)));
    }
    return people;
  });
}

/** No text in a database has it. */
const END = '\u0000';

function linesOf(rows: readonly z.infer<typeof Row>[]): string {
  // Of all that stands there only a name can have what must be quoted, or what a spreadsheet takes for a formula.
  const names = stringify(
    rows.map(({ name }) => [(name ?? '').replaceAll(/\s+/g, ' ')]),
    { escape_formulas: true, eof: false, record_delimiter: END },
  ).split(END);
  return rows
    .map(({ person, delivery, at, wrong }, of) =>
      [person, names[of], delivery, at, wrong].join(',').concat('\n'),
    )
    .join('');
}
