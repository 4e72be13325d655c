import type { WaitUntil } from '#foundation/delivery/bulk/alarm.ts';
import { pauseBucket, type Reserved, reserve } from '#foundation/delivery/bulk/buckets.ts';
import { LATE_MOST, type Rate, spacingOf } from '#foundation/delivery/bulk/rate.ts';
import type { Settler } from '#foundation/delivery/bulk/settle.ts';
import { giveBack } from '#foundation/delivery/bulk/take.ts';
import type { HeldNotice, Outcome } from '#foundation/delivery/lease.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import type { Log } from '#foundation/kernel/log.ts';
import type { Db } from '#foundation/store/database.ts';

/** A notice that is drawn and has its moment. */
export interface Slotted {
  readonly notice: HeldNotice;
  /** Undefined: at once. */
  readonly slot: Date | undefined;
  send(): Promise<Outcome>;
}

export interface CarryOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly settler: Settler;
  readonly stopping: AbortSignal;
  readonly lane: string;
  readonly rate: Rate | undefined;
}

/** As long as a call may take and be written down before another may take the notice. Milliseconds. */
export const CALL_MOST = 30_000;

/** What became of it; undefined when it was given back. */
export interface Carried {
  readonly outcome: Outcome | undefined;
  /** Resolves when it is written down. */
  readonly written: Promise<void>;
}

/** Sends a notice at its moment. Never fails. */
export async function carry(
  { notice, slot, send }: Slotted,
  until: WaitUntil,
  options: CarryOptions,
): Promise<Carried> {
  const { db, clock, log, settler, lane } = options;
  if (!(await isItsTurn(notice, slot, until, options))) {
    const back = giveBack(db, [notice], { now: clock.now() }).catch((error: unknown) => {
      // Then it is free when its lease is over.
      log.warn({ code: codeOf(error) }, 'a notice could not be given back');
    });
    return { outcome: undefined, written: back };
  }
  const outcome = await send().catch((error: unknown): Outcome => {
    const code = codeOf(error);
    const { id: noticeId, kind, attempts } = notice;
    log.debug({ noticeId, kind, code, attempts }, 'a notice could not be delivered');
    return { kind: 'failed', code };
  });
  const written = settler.settle(notice, lane, outcome);
  if (outcome.kind === 'later') await pauseLane(outcome.afterMs, options);
  return { outcome, written };
}

/** Nobody writes there for a while, in no process; what is planned for then is given back. */
export async function pauseLane(afterMs: number, options: CarryOptions): Promise<void> {
  const { db, clock, log, settler, lane } = options;
  const now = clock.now();
  settler.pause(lane, new Date(now.getTime() + afterMs));
  try {
    settler.pause(lane, await pauseBucket(db, lane, { afterMs, now }));
  } catch (error) {
    log.warn({ lane, code: codeOf(error) }, 'the others could not be told of a pause');
  }
}

/** Waits for its moment. One that was missed, as by a machine that slept, is not made up for: there is a later one. */
async function isItsTurn(
  notice: HeldNotice,
  first: Date | undefined,
  until: WaitUntil,
  options: CarryOptions,
): Promise<boolean> {
  const { clock, settler, stopping, lane } = options;
  const before = new Date(notice.leaseUntil.getTime() - CALL_MOST);
  let slot = first;
  for (;;) {
    if (slot !== undefined) await until(slot, stopping);
    const now = clock.now();
    if (stopping.aborted || now >= before || settler.pausedUntil(lane)) return false;
    if (slot === undefined || now.getTime() - slot.getTime() <= LATE_MOST) return true;
    const next = await reserveOne(before, options);
    if (next.kind === 'wait') return false;
    slot = next.slots[0];
  }
}

async function reserveOne(before: Date, options: CarryOptions): Promise<Reserved> {
  const { db, clock, lane, rate, log } = options;
  if (rate === undefined) return { kind: 'reserved', slots: [clock.now()] };
  try {
    const wanted = { name: lane, count: 1, spacing: spacingOf(rate), before };
    return await reserve(db, wanted, clock);
  } catch (error) {
    log.warn({ lane, code: codeOf(error) }, 'no moment could be reserved');
    return { kind: 'wait', until: before };
  }
}

export function codeOf(error: unknown): string {
  return error instanceof StewardError ? error.code : 'bug';
}
