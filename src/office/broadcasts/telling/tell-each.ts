import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { laneOfAccount } from '#foundation/delivery/bulk/lane.ts';
import type { Office } from '#foundation/people/office.ts';
import type { Db } from '#foundation/store/database.ts';
import { readThrough } from '#foundation/store/many/read-through.ts';
import { takeLong } from '#foundation/store/many/take-long.ts';
import { accounts } from '#foundation/store/schema.ts';
import { textsIn } from '#office/broadcasts/people-in.ts';
import { quietOf } from '#office/broadcasts/quiet-hours.ts';
import type { Calendar } from '#office/requests/routing/route-file.ts';

/** On which clocks people are, and on which platforms they are told things. */
export interface Clocks {
  readonly office: Pick<Office, 'broadcasts'>;
  /** Whose clock it is where somebody's own is not known. */
  readonly calendar?: Calendar | undefined;
  readonly platforms: readonly string[];
}

export interface TellingEach {
  /** Of the notice. */
  readonly kind: string;
  /** What somebody in a time zone is told, and when. */
  readonly when: (zone: string) => { readonly matter: string; readonly at: Date };
  readonly going: Clocks;
  readonly now: Date;
}

/** As `laneOf` names it: whose rate it counts against. */
const LANE = laneOfAccount(sql`account.platform`, sql`account.external_id`);

const Person = z.object({ person_id: z.uuid() });

/**
 * Tells each of an audience, where and when it is time for them; who was told the matter before is not told again. How
 * many they are; `audience` is a query of one column, `person_id`. In a transaction, in which nothing else is read through.
 */
export async function tellEach(
  tx: Db,
  audience: SQL,
  { kind, when, going, now }: TellingEach,
): Promise<number> {
  const { zone: usual } = quietOf(going.office.broadcasts, going.calendar);
  const zones = await knownZones(tx, usual);
  const dues = JSON.stringify(zones.map((zone) => ({ zone, ...when(zone) })));
  // Somebody may have moved to a zone since we looked.
  const otherwise = when(usual);
  const at = sql`${now.toISOString()}::timestamptz`;
  await takeLong(tx);
  let people = 0;
  // Some thousand at a time: one statement for a million would take longer than any may.
  for await (const rows of readThrough(tx, audience)) {
    const ids = z
      .array(Person)
      .parse(rows)
      .map(({ person_id }) => person_id);
    people += ids.length;
    await tx.execute(sql`
      insert into notices (id, kind, matter, recipient, wanted, sent, state, due_at, attempts, created_at, changed_at, lane)
      select gen_random_uuid(), ${kind}, coalesce(due.matter, ${otherwise.matter}), 'person:' || audience.person_id, 1, 0,
        case when account.platform is null then 'unreachable' else 'waiting' end,
        coalesce(due.at, ${otherwise.at.toISOString()}::timestamptz), 0, ${at}, ${at}, ${LANE}
      from (select ${textsIn(ids)}::uuid as person_id) as audience
      left join ${accountOf(going.platforms)} on true
      left join jsonb_to_recordset(${dues}::text::jsonb) as due(zone text, at timestamptz, matter text)
        on due.zone = coalesce(account.time_zone, ${usual})
      on conflict (kind, matter, recipient) do nothing`);
  }
  return people;
}

/** The account on which each of them is told things: the one that they used last. */
function accountOf(platforms: readonly string[]) {
  return sql`lateral (select platform, external_id, time_zone from accounts
    where accounts.person_id = audience.person_id and platform in (select ${textsIn(platforms)})
    order by used_at desc nulls last, created_at desc limit 1) as account`;
}

/** On whose clocks these people are; `audience` as above. */
export async function zonesIn(
  db: Db,
  audience: SQL,
  { office, calendar, platforms }: Clocks,
): Promise<readonly string[]> {
  const { zone: usual } = quietOf(office.broadcasts, calendar);
  const zone = sql<string>`coalesce(account.time_zone, ${usual})`;
  const rows = await db
    .selectDistinct({ zone })
    .from(sql`(${audience}) as audience left join ${accountOf(platforms)} on true`);
  return rows.map((row) => row.zone);
}

/** Of everybody whom Steward knows; `usual` where somebody's own is not known. */
export async function knownZones(db: Db, usual: string): Promise<readonly string[]> {
  const zone = sql<string>`coalesce(${accounts.timeZone}, ${usual})`;
  const rows = await db.selectDistinct({ zone }).from(accounts);
  return [...new Set([usual, ...rows.map((row) => row.zone)])];
}

/** Puts off until morning what is due where it is quiet: `part` says what of the notices. */
export async function putOff(
  db: Db,
  part: SQL | undefined,
  mornings: readonly { readonly zone: string; readonly at: Date }[],
  { going, now }: Pick<TellingEach, 'going' | 'now'>,
): Promise<void> {
  const { zone: usual } = quietOf(going.office.broadcasts, going.calendar);
  const at = sql`${now.toISOString()}::timestamptz`;
  await db.execute(sql`
    update notices set due_at = morning.at
    from (select id, substr(recipient, 8)::uuid as person_id from notices
      where ${part} and state = 'waiting' and sent = 0 and due_at <= ${at}
      and (lease_until is null or lease_until <= ${at})) as audience
    left join ${accountOf(going.platforms)} on true
    join jsonb_to_recordset(${JSON.stringify(mornings)}::text::jsonb)
      as morning(zone text, at timestamptz) on morning.zone = coalesce(account.time_zone, ${usual})
    where notices.id = audience.id and notices.state = 'waiting'
    and (notices.lease_until is null or notices.lease_until <= ${at})`);
}
