import { and, eq, inArray, like, lt, sql } from 'drizzle-orm';
import type { Clock } from '#foundation/kernel/clock.ts';
import type { Db } from '#foundation/store/database.ts';
import { rateBuckets } from '#foundation/store/tables/rate-buckets.ts';

export type Reserved =
  /** One moment for each, the first one first; nobody else has them. */
  | { readonly kind: 'reserved'; readonly slots: readonly Date[] }
  /** None is to be had for what has to be over so soon. */
  | { readonly kind: 'wait'; readonly until: Date };

export interface Wanted {
  readonly name: string;
  readonly count: number;
  /** Milliseconds from one to the next. */
  readonly spacing: number;
  /** The last one has to lie before. */
  readonly before: Date;
}

/** What lies further ahead was reserved by a clock that has been set back. Milliseconds. */
const AHEAD_MOST = 10 * 60_000;
/** Longer than any platform asks for. */
const PAUSE_MOST = 60 * 60_000;

/** Reserves moments from the first one on that nobody has: each is the only one's who got it, in all processes. */
export function reserve(db: Db, wanted: Wanted, clock: Clock): Promise<Reserved> {
  const { name, count, spacing, before } = wanted;
  return db.transaction(async (tx) => {
    const bucket = await lockBucket(tx, name, clock);
    // Read with the lock in hand: who waited for it would reserve moments that are over.
    const now = clock.now();
    const paused = pauseAt(bucket.pausedUntil, now);
    if (paused) return { kind: 'wait', until: paused };
    const from = nextAt(bucket.nextAt, now).getTime();
    const end = from + Math.ceil(count * spacing);
    if (end > before.getTime()) return { kind: 'wait', until: new Date(from) };
    await tx
      .update(rateBuckets)
      .set({ nextAt: new Date(end) })
      .where(eq(rateBuckets.name, name));
    const slots = Array.from(
      { length: count },
      (_, at) => new Date(from + Math.ceil(at * spacing)),
    );
    return { kind: 'reserved', slots };
  });
}

async function lockBucket(tx: Db, name: string, clock: Clock) {
  const read = () => tx.select().from(rateBuckets).where(eq(rateBuckets.name, name)).for('update');
  const [found] = await read();
  if (found) return found;
  const nextAt = clock.now();
  await tx.insert(rateBuckets).values({ name, nextAt }).onConflictDoNothing();
  const [made] = await read();
  return made ?? { name, nextAt, pausedUntil: null };
}

/** How far the bucket is spoken for, and until when its platform asked for patience, without taking anything. */
export async function readBucket(
  db: Db,
  name: string,
  now: Date,
): Promise<{ readonly nextAt: Date; readonly pausedUntil: Date | undefined }> {
  const [found] = await db.select().from(rateBuckets).where(eq(rateBuckets.name, name));
  return {
    nextAt: nextAt(found?.nextAt ?? now, now),
    pausedUntil: pauseAt(found?.pausedUntil ?? null, now),
  };
}

function nextAt(reserved: Date, now: Date): Date {
  const ahead = reserved.getTime() - now.getTime();
  return ahead > 0 && ahead <= AHEAD_MOST ? reserved : now;
}

function pauseAt(until: Date | null, now: Date): Date | undefined {
  const left = until === null ? 0 : until.getTime() - now.getTime();
  return until !== null && left > 0 && left <= PAUSE_MOST ? until : undefined;
}

/** Nobody uses this bucket for a while; others are not touched. Gives until when. */
export async function pauseBucket(
  db: Db,
  name: string,
  { afterMs, now }: { readonly afterMs: number; readonly now: Date },
): Promise<Date> {
  const until = new Date(now.getTime() + Math.min(PAUSE_MOST, Math.max(1000, afterMs)));
  await db
    .insert(rateBuckets)
    .values({ name, nextAt: now, pausedUntil: until })
    .onConflictDoUpdate({
      target: rateBuckets.name,
      set: {
        pausedUntil: sql`case when ${rateBuckets.pausedUntil} > excluded.paused_until and ${rateBuckets.pausedUntil} <= ${latest(now)}::timestamptz then ${rateBuckets.pausedUntil} else excluded.paused_until end`,
      },
    });
  return until;
}

function latest(now: Date): string {
  return new Date(now.getTime() + PAUSE_MOST).toISOString();
}

/** Of these buckets those that are paused, and until when. */
export async function readPauses(
  db: Db,
  names: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, Date>> {
  if (names.length === 0) return new Map();
  const rows = await db
    .select()
    .from(rateBuckets)
    .where(inArray(rateBuckets.name, [...names]));
  return new Map(
    rows.flatMap(({ name, pausedUntil }) => {
      const until = pauseAt(pausedUntil, now);
      return until ? [[name, until] as const] : [];
    }),
  );
}

/** A message to one conversation, at the moment that its lane has for it. */
export interface Spoken {
  readonly name: string;
  readonly at: Date;
}

/**
 * Keeps conversations apart from what was said in them just before: gives, by name, from when on those are free in which
 * something was, and keeps the others. Each name once.
 */
export async function speakIn(
  db: Db,
  spoken: readonly Spoken[],
  spacing: number,
): Promise<ReadonlyMap<string, Date>> {
  if (spoken.length === 0) return new Map();
  const after = ({ at }: Spoken) => new Date(at.getTime() + spacing);
  const rows = await db
    .insert(rateBuckets)
    // In one order for all, or two processes would wait for each other.
    .values(
      spoken
        .toSorted((one, other) => (one.name < other.name ? -1 : 1))
        .map((one) => ({ name: one.name, nextAt: after(one) })),
    )
    .onConflictDoUpdate({
      target: rateBuckets.name,
      set: {
        // What lies a minute further ahead was kept by a clock that has been set back.
        nextAt: sql`case when ${rateBuckets.nextAt} > excluded.next_at - make_interval(secs => ${spacing / 1000}::float8) and ${rateBuckets.nextAt} <= excluded.next_at + interval '1 minute' then ${rateBuckets.nextAt} else excluded.next_at end`,
      },
    })
    .returning({ name: rateBuckets.name, nextAt: rateBuckets.nextAt });
  const wanted = new Map(spoken.map((one) => [one.name, after(one).getTime()]));
  return new Map(
    rows
      .filter(({ name, nextAt: kept }) => kept.getTime() !== wanted.get(name))
      .map(({ name, nextAt: kept }) => [name, kept]),
  );
}

/** Conversations are kept for as long as they matter. */
export async function forgetConversations(db: Db, now: Date): Promise<void> {
  await db
    .delete(rateBuckets)
    .where(
      and(like(rateBuckets.name, '%/%'), lt(rateBuckets.nextAt, new Date(now.getTime() - 1000))),
    );
}
