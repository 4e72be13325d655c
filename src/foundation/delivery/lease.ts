import { and, asc, eq, isNull, lte, or, sql } from 'drizzle-orm';
import { backOffMs } from '#foundation/delivery/back-off.ts';
import type { MessageName } from '#foundation/delivery/channel.ts';
import { type Matter, type Recipient, recipientFromText } from '#foundation/delivery/notice.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import type { Db } from '#foundation/store/database.ts';
import { notices } from '#foundation/store/schema.ts';

/** A notice that this process is at work on. */
export interface HeldNotice extends Matter {
  readonly id: string;
  readonly recipient: Recipient;
  /** Where it stands already. */
  readonly message: MessageName | undefined;
  /** How often it had been told when we took it. */
  readonly wanted: number;
  readonly attempts: number;
  /** Whether an earlier try may have arrived. */
  readonly isRetry: boolean;
  /** Ours until then; and by it we know that it still is. */
  readonly leaseUntil: Date;
}

export type Outcome =
  /** `message`: where it stands now; without one, there is nothing that stands. */
  | { readonly kind: 'sent'; readonly message?: MessageName }
  | { readonly kind: 'unreachable' }
  /** No failure: somebody asked for patience. */
  | { readonly kind: 'later'; readonly afterMs: number }
  | { readonly kind: 'failed'; readonly code: string };

/** Longer than any channel takes to send a card; then another may take it. Milliseconds. */
export const LEASE = 2 * 60_000;

/** After as many failed tries the OSPO has to look. */
const MOST_ATTEMPTS = 8;

export interface Waiting {
  readonly due: readonly string[];
  /** Whether anything waits at all, due or not. */
  readonly any: boolean;
}

/** What waits outside of any lane, the longest due first; of that what is due and nobody is at work on. */
export async function readWaiting(db: Db, now: Date, most: number): Promise<Waiting> {
  const rows = await db
    .select({ id: notices.id, dueAt: notices.dueAt, leaseUntil: notices.leaseUntil })
    .from(notices)
    .where(and(sql`${notices.state} = 'waiting'`, isNull(notices.lane)))
    .orderBy(asc(notices.dueAt))
    .limit(most);
  const due = rows.filter(
    ({ dueAt, leaseUntil }) => dueAt <= now && (leaseUntil === null || leaseUntil <= now),
  );
  return { due: due.map(({ id }) => id), any: rows.length > 0 };
}

/** Takes a notice for this process; undefined when it is not due, or another has it. */
export async function holdNotice(db: Db, id: string, now: Date): Promise<HeldNotice | undefined> {
  const isFree = and(
    eq(notices.id, id),
    eq(notices.state, 'waiting'),
    lte(notices.dueAt, now),
    or(isNull(notices.leaseUntil), lte(notices.leaseUntil, now)),
  );
  const [before] = await db.select({ leaseUntil: notices.leaseUntil }).from(notices).where(isFree);
  if (before === undefined) return undefined;
  const wasLost = before.leaseUntil !== null;
  const [row] = await db
    .update(notices)
    .set({ leaseUntil: new Date(now.getTime() + LEASE) })
    .where(and(isFree, wasLost ? undefined : isNull(notices.leaseUntil)))
    .returning();
  if (row?.leaseUntil == null) return undefined;
  return heldFrom(row, { leaseUntil: row.leaseUntil, wasLost });
}

/** A notice whose lease we have just taken; `wasLost`: from somebody who never came back for it. */
export function heldFrom(
  row: typeof notices.$inferSelect,
  { leaseUntil, wasLost }: { readonly leaseUntil: Date; readonly wasLost: boolean },
): HeldNotice {
  const { id, kind, matter, recipient, message, wanted, attempts } = row;
  return {
    id,
    kind,
    matter,
    recipient: recipientFromText(recipient),
    message: message ?? undefined,
    wanted,
    attempts,
    isRetry: attempts > 0 || wasLost,
    leaseUntil,
  };
}

/** Writes down what became of it; nothing when another has taken it meanwhile. */
export async function settleNotice(
  db: Db,
  notice: HeldNotice,
  outcome: Outcome,
  now: Date,
): Promise<void> {
  await db
    .update(notices)
    .set({
      ...became(notice, outcome, now),
      leaseUntil: leftAs(notice, outcome, now),
      changedAt: now,
    })
    .where(and(eq(notices.id, notice.id), eq(notices.leaseUntil, notice.leaseUntil)));
}

/** A lease that is over, and not none, says that an earlier try may have arrived: still so when we did not get to it. */
function leftAs(notice: HeldNotice, outcome: Outcome, now: Date): Date | null {
  return outcome.kind === 'later' && notice.isRetry ? now : null;
}

function became(notice: HeldNotice, outcome: Outcome, now: Date) {
  const after = (milliseconds: number) => new Date(now.getTime() + milliseconds);
  switch (outcome.kind) {
    case 'sent':
      return {
        sent: notice.wanted,
        ...(outcome.message === undefined ? {} : { message: outcome.message, sentAt: now }),
        // Told again while we were sending: that goes out too.
        state: sql`case when ${notices.wanted} > ${notice.wanted} then 'waiting' else 'sent' end`,
        attempts: 0,
        failure: null,
      };
    case 'unreachable':
      return {
        // Told again meanwhile: by then they may have come back.
        state: sql`case when ${notices.wanted} > ${notice.wanted} then 'waiting' else 'unreachable' end`,
        failure: null,
      };
    case 'later':
      return { dueAt: after(Math.max(1000, outcome.afterMs)) };
    case 'failed':
      return {
        attempts: sql`${notices.attempts} + 1`,
        // Held or cancelled while we were sending: it stays so.
        state: sql`case when ${notices.state} <> 'waiting' then ${notices.state} when ${notices.attempts} + 1 >= ${MOST_ATTEMPTS}::integer then 'dead' else 'waiting' end`,
        dueAt: after(backOffMs(notice.attempts)),
        failure: outcome.code,
      };
    default:
      return unreachable(outcome);
  }
}
