import { and, asc, count, eq, inArray, notInArray, or, sql } from 'drizzle-orm';
import type { Db } from '#foundation/store/database.ts';
import { notices, people } from '#foundation/store/schema.ts';

/** A notice that was given up, or whose recipient cannot be reached. */
export interface TroubledNotice {
  readonly id: string;
  readonly kind: string;
  readonly state: 'dead' | 'unreachable';
  /** Whom it is for; undefined for a card, or somebody without a name. */
  readonly name: string | undefined;
  /** Code of the last failure. */
  readonly failure: string | undefined;
  readonly since: Date;
}

export interface DeliveryTrouble {
  readonly dead: number;
  readonly unreachable: number;
  /** Of both, the longest troubled first; not more than can be looked through. */
  readonly notices: readonly TroubledNotice[];
}

const MOST_SHOWN = 20;

/** `leftOut`: kinds whose unreachable people are shown where they were planned. */
export async function deliveryTrouble(
  db: Db,
  leftOut: readonly string[] = [],
): Promise<DeliveryTrouble> {
  const rows = await db
    .select({
      id: notices.id,
      kind: notices.kind,
      state: notices.state,
      failure: notices.failure,
      since: notices.changedAt,
      name: people.displayName,
    })
    .from(notices)
    .leftJoin(people, sql`${notices.recipient} = 'person:' || ${people.id}::text`)
    .where(isTroubled(leftOut))
    .orderBy(asc(notices.changedAt), asc(notices.id))
    .limit(MOST_SHOWN);
  if (rows.length === 0) return { dead: 0, unreachable: 0, notices: [] };
  const counts = await db
    .select({ state: notices.state, notices: count() })
    .from(notices)
    .where(isTroubled(leftOut))
    .groupBy(notices.state);
  const countOf = (state: string) => counts.find((one) => one.state === state)?.notices ?? 0;
  return {
    dead: countOf('dead'),
    unreachable: countOf('unreachable'),
    notices: rows.map(({ state, name, failure, ...row }) => ({
      ...row,
      state: state === 'dead' ? 'dead' : 'unreachable',
      name: name ?? undefined,
      failure: failure ?? undefined,
    })),
  };
}

/** Tries all of it again, from the beginning; how many that are. `leftOut` as above. */
export async function retryDead(
  tx: Db,
  at: Date,
  leftOut: readonly string[] = [],
): Promise<number> {
  const again = await tx
    .update(notices)
    .set({ state: 'waiting', dueAt: at, attempts: 0, failure: null, changedAt: at })
    .where(isTroubled(leftOut))
    .returning({ id: notices.id });
  return again.length;
}

function isTroubled(leftOut: readonly string[]) {
  return and(
    inArray(notices.state, ['dead', 'unreachable']),
    or(eq(notices.state, 'dead'), notInArray(notices.kind, [...leftOut])),
  );
}
