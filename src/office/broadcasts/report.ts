import { stringify } from 'csv-stringify/sync';
import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { Db } from '#foundation/store/database.ts';
import { notices, people } from '#foundation/store/schema.ts';
import { acknowledgements } from '#foundation/store/tables/broadcasts.ts';
import { type Broadcast, broadcastNotices } from '#office/broadcasts/broadcast.ts';

/** Read at once; so much memory is needed, however many they are. */
const AT_ONCE = 5000;

/** Who got a broadcast and who has confirmed it, as lines of CSV with a heading; read as it is written. */
export async function* reportLines(db: Db, { id }: Pick<Broadcast, 'id'>): AsyncGenerator<string> {
  yield* linesOf([['person', 'name', 'delivery', 'acknowledged at', 'wrong answers']]);
  let after = '';
  for (;;) {
    const rows = await db
      .select({
        recipient: notices.recipient,
        name: people.displayName,
        state: notices.state,
        sent: notices.sent,
        at: acknowledgements.at,
        wrongAnswers: acknowledgements.wrongAnswers,
      })
      .from(notices)
      .leftJoin(people, sql`${people.id} = substr(${notices.recipient}, 8)::uuid`)
      .leftJoin(
        acknowledgements,
        and(eq(acknowledgements.broadcastId, id), eq(acknowledgements.personId, people.id)),
      )
      .where(
        and(
          eq(notices.kind, broadcastNotices.broadcast),
          eq(notices.matter, id),
          gt(notices.recipient, after),
        ),
      )
      .orderBy(asc(notices.recipient))
      .limit(AT_ONCE);
    const fields = rows.map(({ recipient, name, state, sent, at, wrongAnswers }) => {
      const delivery = sent > 0 ? 'sent' : (deliveries[state] ?? state);
      const person = recipient.slice('person:'.length);
      return [
        person,
        (name ?? '').replaceAll(/\s+/g, ' '),
        delivery,
        at?.toISOString() ?? '',
        wrongAnswers ?? 0,
      ];
    });
    if (fields.length > 0) yield* linesOf(fields);
    const last = rows.at(-1);
    if (!last || rows.length < AT_ONCE) return;
    after = last.recipient;
  }
}

const deliveries: Readonly<Record<string, string>> = {
  dead: 'failed',
  held: 'waiting',
};

/** No text in a database has it. */
const END = '\u0000';

/** Many at once, each without its end. What a spreadsheet would take for a formula is text. */
function linesOf(rows: readonly (readonly (string | number)[])[]): readonly string[] {
  const text = stringify(
    rows.map((row) => [...row]),
    { escape_formulas: true, eof: false, record_delimiter: END },
  );
  return text.split(END);
}
