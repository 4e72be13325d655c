import { count, eq, ne, type SQL, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { placesOn } from '#foundation/delivery/places.ts';
import { systemClock } from '#foundation/kernel/clock.ts';
import { newId } from '#foundation/kernel/ids.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { noRoles } from '#foundation/people/roles.ts';
import { type Database, openDatabase } from '#foundation/store/database.ts';
import { takeLong } from '#foundation/store/many/take-long.ts';
import { notices, people } from '#foundation/store/schema.ts';
import { acknowledgementTallies, broadcasts } from '#foundation/store/tables/broadcasts.ts';
import { loadOffice } from '#knowledge/policy/file/load-office.ts';
import { type Broadcast, findBroadcast } from '#office/broadcasts/broadcast.ts';
import { reachOf } from '#office/broadcasts/people-in.ts';
import { progressOf } from '#office/broadcasts/progress.ts';
import { acknowledge } from '#office/broadcasts/readers/acknowledge.ts';
import { remindNow } from '#office/broadcasts/readers/remind.ts';
import { wasReminded } from '#office/broadcasts/readers/was-reminded.ts';
import { writeReport } from '#office/broadcasts/report.ts';
import { type Going, startSending } from '#office/broadcasts/start-sending.ts';
import { reminderNotice } from '#office/requests/tell.ts';
import { load, spread } from '../support/load/figures.ts';
import { createOwnDatabase } from '../support/load/own-database.ts';

const FEW = 1000;
const MANY = 100_000;
const MILLION = 1_000_000;
const ROUNDS = 5;

let url: string;
let remove: () => Promise<void>;
let database: Database;
let going: Going;
const writer = newId();

beforeAll(async () => {
  ({ url, remove } = await createOwnDatabase());
  database = await openDatabase({ kind: 'postgres', url }, silentLog);
  const { office } = await loadOffice(undefined);
  going = {
    roles: noRoles,
    office: { ...office, broadcasts: { ...office.broadcasts, approvalAbove: 0 } },
    groups: [],
    platforms: ['slack', 'teams'],
    places: placesOn(() => []),
  };
  await database.db
    .insert(people)
    .values({ id: writer, displayName: 'Olga', createdAt: new Date() });
});
afterAll(async () => {
  await database.close();
  await remove();
});

/** What is prepared may take its time. */
async function long(statement: SQL): Promise<void> {
  await database.db.transaction(async (tx) => {
    await takeLong(tx);
    await tx.execute(statement);
  });
}

/** Of whom three in four are in Slack, in five time zones. */
async function addPeople(count: number): Promise<void> {
  await long(sql`
    with added as (
      insert into people (id, display_name, created_at)
      select gen_random_uuid(), 'Person ' || number, now() from generate_series(1, ${count}::integer) as number
      returning id, display_name
    )
    insert into accounts (platform, external_id, person_id, created_at, used_at, time_zone)
    select case when number % 4 = 0 then 'teams' else 'slack' end, 'T1/U' || id, id, now(), now(),
      (array['Europe/Berlin', 'Asia/Tokyo', 'America/New_York', 'Asia/Kolkata', 'UTC'])[1 + number % 5]
    from (select id, substr(display_name, 8)::integer as number from added) as numbered`);
  await database.db.execute(sql`analyze people, accounts`);
}

async function scheduled(): Promise<Broadcast> {
  const id = newId();
  const now = new Date();
  await database.db.insert(broadcasts).values({
    id,
    content: {
      kind: 'policy-change',
      title: 'A change',
      body: 'Something has changed.',
      audience: { to: [{ kind: 'everyone' }], except: [] },
      acknowledgement: {},
      isUrgent: false,
    },
    state: 'scheduled',
    version: 1,
    createdBy: writer,
    approvedBy: writer,
    createdAt: now,
    changedAt: now,
  });
  const broadcast = await findBroadcast(database.db, id);
  if (!broadcast) throw new Error('not kept');
  return broadcast;
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

function say(what: string): void {
  process.stdout.write(`${what}; ${load()}\n`);
}

it('plans a broadcast to many, beside one to few', {
  timeout: 900_000,
}, async () => {
  const { db } = database;
  await addPeople(FEW);
  const few = await seconds(async () => startSending(db, await scheduled(), going, new Date()));
  await addPeople(MANY - FEW);
  const before = process.memoryUsage.rss();
  const broadcast = await scheduled();
  const looked = await seconds(() => reachOf(db, broadcast.content, going));
  const many = await seconds(() => startSending(db, broadcast, going, new Date()));
  const memory = (process.memoryUsage.rss() - before) / 1_048_576;

  say(
    `${MANY} people planned in ${many.toFixed(2)} s (${((many / MANY) * 1e6).toFixed(0)} µs each; of ${FEW} ` +
      `${((few / FEW) * 1e6).toFixed(0)} µs each), counted for the draft in ${looked.toFixed(2)} s, ` +
      `${memory.toFixed(0)} MB more than before`,
  );
  const planned = await findBroadcast(db, broadcast.id);
  expect(planned).toMatchObject({ state: 'sending', people: MANY });
});

it('reminds many, and finds one of their reminders among all', {
  timeout: 900_000,
}, async () => {
  const { db } = database;
  const broadcast = await scheduled();
  await startSending(db, broadcast, going, new Date());
  await long(sql`update notices set state = 'sent', sent = 1
    where kind = 'broadcast' and matter = ${broadcast.id}`);
  const all = await seconds(() => remindNow(db, broadcast, going, new Date()));
  await long(sql`update notices set state = 'sent', sent = 1, message = 'slack:' || id, sent_at = now()
    where kind = ${reminderNotice}`);
  await long(sql`analyze notices`);
  const reminded = await db
    .select({ day: notices.matter, recipient: notices.recipient })
    .from(notices)
    .where(eq(notices.kind, reminderNotice))
    .limit(ROUNDS);
  const now = new Date();
  const looks: number[] = [];
  const presses: number[] = [];
  for (const { day, recipient } of reminded) {
    const personId = recipient.slice('person:'.length);
    const reminding = { personId, day: '2020-01-01', today: day, since: new Date(0), now };
    looks.push(1000 * (await seconds(() => wasReminded(db, reminding))));
    const by = { personId, clock: systemClock };
    presses.push(1000 * (await seconds(() => acknowledge(db, broadcast.id, by))));
  }

  say(
    `${MANY} people reminded in ${all.toFixed(2)} s; whether one of them was, ${spread(looks)}; ` +
      `one confirms, and both cards of theirs are to be changed, ${spread(presses)}`,
  );
  const [counted] = await db
    .select({ people: count() })
    .from(notices)
    .where(eq(notices.kind, reminderNotice));
  expect(counted?.people).toBe(MANY);
  expect(reminded).toHaveLength(ROUNDS);
});

it('knows how far it is, and reports, when a million have confirmed it', {
  timeout: 1_800_000,
}, async () => {
  const { db } = database;
  for (let added = MANY; added < MILLION; added += MANY) await addPeople(MANY);
  const broadcast = await scheduled();
  const [someone] = await db
    .select({ id: people.id })
    .from(people)
    .where(ne(people.id, writer))
    .limit(1);
  for (const digit of '0123456789abcdef') {
    // In slices: no statement may take as long as all of it does.
    const isIn = sql`right(id::text, 1) = ${digit} and id <> ${writer}`;
    await long(sql`insert into notices (id, kind, matter, recipient, wanted, sent, state, due_at, attempts, created_at, changed_at)
      select gen_random_uuid(), 'broadcast', ${broadcast.id}, 'person:' || id, 1, 1, 'sent', now(), 0, now(), now()
      from people where ${isIn}`);
    await long(sql`insert into broadcast_acknowledgements (broadcast_id, person_id, at, wrong_answers)
      select ${broadcast.id}::uuid, id, now(), 0 from people where ${isIn} and id <> ${someone?.id ?? writer}`);
  }
  await db
    .insert(acknowledgementTallies)
    .values({ broadcastId: broadcast.id, part: 0, acknowledged: MILLION - 1 });
  await db
    .update(broadcasts)
    .set({ state: 'sent', people: MILLION, startedAt: new Date() })
    .where(eq(broadcasts.id, broadcast.id));
  await long(sql`analyze notices, broadcast_acknowledgements`);
  const sending = await findBroadcast(db, broadcast.id);
  if (!sending || !someone) throw new Error('not kept');

  const pressed = await seconds(() =>
    acknowledge(db, broadcast.id, { personId: someone.id, clock: systemClock }),
  );
  const cards: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    cards.push(1000 * (await seconds(() => progressOf(db, sending, new Date()))));
  }
  let lines = 0;
  let most = process.memoryUsage.rss();
  const before = most;
  const reported = await seconds(async () => {
    await writeReport(db, sending, (text) => {
      lines += text.split('\n').length - 1;
      most = Math.max(most, process.memoryUsage.rss());
    });
  });
  const bare = await seconds(() =>
    long(sql`select count(*) from notices left join broadcast_acknowledgements
      on broadcast_id = ${broadcast.id}::uuid and person_id = substr(recipient, 8)::uuid
      where kind = 'broadcast' and matter = ${broadcast.id}`),
  );

  say(
    `a million: one more confirms in ${(pressed * 1000).toFixed(0)} ms; progress card ${spread(cards)} ms; ` +
      `report of ${lines} lines in ${reported.toFixed(1)} s, ${((most - before) / 1_048_576).toFixed(0)} MB more (the join alone in the database ${bare.toFixed(1)} s)`,
  );
  const { acknowledged, counts } = await progressOf(db, sending, new Date());
  expect({ acknowledged, ...counts }).toMatchObject({ acknowledged: MILLION, sent: MILLION });
  expect(lines).toBe(MILLION + 1);
});
