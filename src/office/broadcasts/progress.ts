import { and, count, eq, ne, sql, sum } from 'drizzle-orm';
import { recipientToText } from '#foundation/delivery/notice.ts';
import type { Db } from '#foundation/store/database.ts';
import { notices } from '#foundation/store/schema.ts';
import { acknowledgementTallies } from '#foundation/store/tables/broadcasts.ts';
import { channelsOf } from '#office/broadcasts/audience.ts';
import { type Broadcast, broadcastNotices } from '#office/broadcasts/broadcast.ts';

/** How many of those whom it goes to are how far. */
export interface Counts {
  readonly total: number;
  readonly sent: number;
  readonly waiting: number;
  /** Given up after many tries. */
  readonly failed: number;
  readonly unreachable: number;
  /** Not sent any more: it was cancelled first. */
  readonly cancelled: number;
}

export interface Progress {
  readonly counts: Counts;
  readonly acknowledged: number;
  /** How far it is where it is said to all who are there. */
  readonly places: readonly PlaceProgress[];
  /** When the last of it will have gone out, at the pace so far; undefined while that cannot be told. */
  readonly endsAt: Date | undefined;
  /** Codes of what went wrong for those who did not get it, the most frequent first. */
  readonly failures: readonly { readonly code: string; readonly people: number }[];
}

export interface PlaceProgress {
  readonly name: string;
  readonly state: 'sent' | 'waiting' | 'failed' | 'unreachable' | 'cancelled';
}

/** How far a broadcast is. */
export async function progressOf(db: Db, broadcast: Broadcast, now: Date): Promise<Progress> {
  const counts = await countPeople(db, broadcast);
  const acknowledged =
    broadcast.content.acknowledgement === undefined ? 0 : await countAcknowledged(db, broadcast.id);
  return {
    counts,
    acknowledged,
    places: await placesOf(db, broadcast),
    endsAt: endOf(broadcast, counts, now),
    failures: counts.failed === 0 ? [] : await failuresOf(db, broadcast.id),
  };
}

/** Only whoever has not got it is counted: of a million who have, an index of the others knows. */
async function countPeople(db: Db, { id, people = 0 }: Broadcast): Promise<Counts> {
  const hasNone = sql<boolean>`${notices.sent} = 0`;
  const rows = await db
    .select({ state: notices.state, hasNone, people: count() })
    .from(notices)
    .where(and(isOf(id), ne(notices.state, 'sent')))
    .groupBy(notices.state, hasNone);
  const of = (...states: readonly string[]) =>
    rows
      .filter((row) => row.hasNone && states.includes(row.state))
      .reduce((all, row) => all + row.people, 0);
  const others = {
    waiting: of('waiting', 'held'),
    failed: of('dead'),
    unreachable: of('unreachable'),
    cancelled: of('cancelled'),
  };
  const without = Object.values(others).reduce((all, one) => all + one, 0);
  return { total: people, sent: Math.max(0, people - without), ...others };
}

async function placesOf(db: Db, { id, content }: Broadcast): Promise<Progress['places']> {
  const channels = channelsOf(content.audience);
  if (channels.length === 0) return [];
  const rows = await db
    .select({ recipient: notices.recipient, state: notices.state, sent: notices.sent })
    .from(notices)
    .where(and(eq(notices.kind, broadcastNotices.place), eq(notices.matter, id)));
  return channels.map((place) => {
    const recipient = recipientToText({ kind: 'place', place });
    const row = rows.find((one) => one.recipient === recipient);
    return { name: place.name, state: row ? placeState(row) : 'waiting' };
  });
}

function placeState({ state, sent }: { readonly state: string; readonly sent: number }) {
  if (sent > 0) return 'sent';
  if (state === 'dead') return 'failed';
  return state === 'unreachable' || state === 'cancelled' ? state : 'waiting';
}

export async function countAcknowledged(db: Db, id: string): Promise<number> {
  const [counted] = await db
    .select({ acknowledged: sum(acknowledgementTallies.acknowledged) })
    .from(acknowledgementTallies)
    .where(eq(acknowledgementTallies.broadcastId, id));
  return Number(counted?.acknowledged ?? 0);
}

async function failuresOf(db: Db, id: string): Promise<Progress['failures']> {
  const people = count();
  const rows = await db
    .select({ code: sql<string>`coalesce(${notices.failure}, 'unknown')`, people })
    .from(notices)
    .where(and(isOf(id), eq(notices.state, 'dead'), eq(notices.sent, 0)))
    .groupBy(notices.failure)
    .orderBy(sql`count(*) desc`)
    .limit(5);
  return rows;
}

function isOf(id: string) {
  return and(eq(notices.kind, broadcastNotices.broadcast), eq(notices.matter, id));
}

/** Less than this says nothing of the pace. */
const FEWEST = 20;

function endOf(
  { state, startedAt }: Broadcast,
  { sent, waiting }: Counts,
  now: Date,
): Date | undefined {
  if (state !== 'sending' || startedAt === undefined || sent < FEWEST || waiting === 0) {
    return undefined;
  }
  const perPerson = (now.getTime() - startedAt.getTime()) / sent;
  return new Date(now.getTime() + perPerson * waiting);
}
