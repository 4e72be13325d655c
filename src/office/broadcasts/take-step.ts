import { and, eq, inArray } from 'drizzle-orm';
import { partsOf, tell } from '#foundation/delivery/notice.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import { record } from '#foundation/store/audit-log.ts';
import type { Db } from '#foundation/store/database.ts';
import { notices } from '#foundation/store/schema.ts';
import { broadcasts } from '#foundation/store/tables/broadcasts.ts';
import { isEveryone } from '#office/broadcasts/audience.ts';
import {
  type Broadcast,
  type BroadcastContent,
  broadcastNotices,
  findBroadcast,
} from '#office/broadcasts/broadcast.ts';
import {
  type BroadcastState,
  type BroadcastStep,
  canBeTaken,
} from '#office/broadcasts/lifecycle.ts';
import { type Addressing, reachOf, sizeOf } from '#office/broadcasts/people-in.ts';
import { isOspo, lockBroadcast, nextVersion, type Writing } from '#office/broadcasts/write.ts';

export interface BroadcastStepWanted {
  readonly id: string;
  readonly step: BroadcastStep;
  /** Of the broadcast as it was seen by whoever takes the step. */
  readonly version: number;
}

export interface Steering extends Writing {
  readonly addressing: Addressing;
  /** More people than this are not written to before a second person has looked at it. */
  readonly approvalAbove: number;
}

export type BroadcastStepTaken =
  | { readonly kind: 'taken'; readonly broadcast: Broadcast }
  | { readonly kind: 'moved-on'; readonly broadcast: Broadcast }
  /** A second person is needed, and this is the first. */
  | { readonly kind: 'own-broadcast'; readonly broadcast: Broadcast }
  | { readonly kind: 'nobody'; readonly broadcast: Broadcast }
  /** A second person is needed, and the OSPO has none. */
  | { readonly kind: 'no-second'; readonly broadcast: Broadcast }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'not-ospo' };

/** Takes a step in a broadcast's life; a second press of the same finds it taken. */
export async function takeBroadcastStep(
  db: Db,
  { id, step, version }: BroadcastStepWanted,
  by: Steering,
): Promise<BroadcastStepTaken> {
  if (!(await isOspo(by))) return { kind: 'not-ospo' };
  const seen = await findBroadcast(db, id);
  if (!seen) return { kind: 'not-found' };
  const isGoing = step === 'send' || step === 'approve';
  // Outside of the transaction, which would hold the connection that the roles may need.
  const people = isGoing ? sizeOf(await reachOf(db, seen.content, by.addressing)) : 0;
  const isSecondNeeded = needsSecond(seen.content, people, by);
  if (step === 'send' && people > 0 && isSecondNeeded && !(await hasSecond(by))) {
    return { kind: 'no-second', broadcast: seen };
  }
  return db.transaction(async (tx): Promise<BroadcastStepTaken> => {
    const before = await lockBroadcast(tx, id);
    if (!before) return { kind: 'not-found' };
    if (before.version !== version || !canBeTaken(before.state, step)) {
      return { kind: 'moved-on', broadcast: before };
    }
    if (isGoing && people === 0) return { kind: 'nobody', broadcast: before };
    const { personId } = by;
    if (step === 'approve' && before.createdBy?.personId === personId) {
      return { kind: 'own-broadcast', broadcast: before };
    }
    const at = by.clock.now();
    const state = stateAfter(step, isSecondNeeded);
    const approvedBy = step === 'approve' ? { approvedBy: personId } : {};
    const taken = step === 'take-back' ? { approvedBy: null } : approvedBy;
    await tx
      .update(broadcasts)
      .set({ state, ...taken, ...(step === 'retry' && { finishedAt: null }) })
      .where(eq(broadcasts.id, id));
    await moveNotices(tx, id, step, at);
    const entry = { kind: 'broadcast.step', broadcastId: id, step, version: version + 1 } as const;
    await record(tx, entry, { actor: personId, at });
    await nextVersion(tx, before, at);
    if (state === 'awaiting-approval') {
      const told = { kind: broadcastNotices.approval, matter: id };
      await tell(tx, told, { kind: 'role', role: 'ospo' }, at);
    }
    return { kind: 'taken', broadcast: (await findBroadcast(tx, id)) ?? before };
  });
}

/** Whether there is one; while a platform cannot say, there may be. */
async function hasSecond({ personId, roles }: Steering): Promise<boolean> {
  try {
    const holders = await roles.holders('ospo');
    return holders.some((holder) => holder !== personId);
  } catch (cause) {
    if (cause instanceof StewardError && cause.code === 'unavailable') return true;
    throw cause;
  }
}

/** Whether somebody else of the OSPO must look at it first. */
export function needsSecond(
  { audience }: Pick<BroadcastContent, 'audience'>,
  people: number,
  { approvalAbove }: Pick<Steering, 'approvalAbove'>,
): boolean {
  return isEveryone(audience) || people > approvalAbove;
}

function stateAfter(step: BroadcastStep, isSecondNeeded: boolean): BroadcastState {
  switch (step) {
    case 'send':
      return isSecondNeeded ? 'awaiting-approval' : 'scheduled';
    case 'approve':
      return 'scheduled';
    case 'take-back':
      return 'draft';
    case 'pause':
      return 'paused';
    case 'resume':
    case 'retry':
      return 'sending';
    case 'cancel':
      return 'cancelled';
  }
}

/** From which states to which; of other steps nothing moves. */
const moves: Partial<Record<BroadcastStep, readonly [from: readonly string[], to: string]>> = {
  pause: [['waiting'], 'held'],
  resume: [['held'], 'waiting'],
  cancel: [['waiting', 'held', 'dead', 'unreachable'], 'cancelled'],
  retry: [['dead', 'unreachable'], 'waiting'],
};

/** What waits to be sent stands still, goes on, or is not sent any more; what is being sent just now arrives. */
async function moveNotices(tx: Db, id: string, step: BroadcastStep, at: Date): Promise<void> {
  const move = moves[step];
  if (!move) return;
  const [from, state] = move;
  const anew = step === 'retry' ? { dueAt: at, attempts: 0, failure: null } : {};
  for (const kind of [broadcastNotices.broadcast, broadcastNotices.place]) {
    for await (const part of partsOf(tx, { kind, matter: id })) {
      await tx
        .update(notices)
        .set({ state, changedAt: at, ...anew })
        .where(and(part, inArray(notices.state, [...from])));
    }
  }
}
