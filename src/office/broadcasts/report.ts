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
  yield line(['person', 'name', 'delivery', 'acknowledged at', 'wrong answers']);
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
    for (const { recipient, name, state, sent, at, wrongAnswers } of rows) {
      const delivery = sent > 0 ? 'sent' : (deliveries[state] ?? state);
      const person = recipient.slice('person:'.length);
      yield line([person, name ?? '', delivery, at?.toISOString() ?? '', wrongAnswers ?? 0]);
    }
    const last = rows.at(-1);
    if (!last || rows.length < AT_ONCE) return;
    after = last.recipient;
  }
}

const deliveries: Readonly<Record<string, string>> = {
  dead: 'failed',
  held: 'waiting',
};

/** Without its end. What a spreadsheet would take for a formula is text. */
function line(fields: readonly (string | number)[]): string {
  return stringify([[...fields]], { escape_formulas: true, eof: false });
}
