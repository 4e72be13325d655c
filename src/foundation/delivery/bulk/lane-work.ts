import type { Alarms, WaitUntil } from '#foundation/delivery/bulk/alarm.ts';
import type { atMost } from '#foundation/delivery/bulk/at-most.ts';
import { readBucket, reserve, speakIn } from '#foundation/delivery/bulk/buckets.ts';
import {
  CALL_MOST,
  type Carried,
  type CarryOptions,
  carry,
  codeOf,
  pauseLane,
  type Slotted,
} from '#foundation/delivery/bulk/carry.ts';
import { laneOf } from '#foundation/delivery/bulk/lane.ts';
import { spacingOf } from '#foundation/delivery/bulk/rate.ts';
import { giveBack, takeNotices } from '#foundation/delivery/bulk/take.ts';
import { type DeliverOptions, type Prepared, prepare } from '#foundation/delivery/deliver.ts';
import type { HeldNotice } from '#foundation/delivery/lease.ts';
import { recipientToText } from '#foundation/delivery/notice.ts';
import { StewardError } from '#foundation/kernel/errors.ts';

export interface LaneOptions extends CarryOptions {
  readonly alarms: Alarms;
  readonly delivering: DeliverOptions;
  /** Draws and looks up, so many at once in this process: answers to people have most of the connections. */
  readonly inTurn: ReturnType<typeof atMost>;
}

/** How many are taken at once: about a second's worth, or where nothing is said what is quickly done. */
const TAKEN_MOST = 50;
/** Nobody reserves further ahead than this many of a second's worth; who would, waits. */
const AHEAD_MS = 3000;
/** How long a lane rests in which everything failed. */
const REST_MS = 60_000;
const MANY = 3;

/** Sends what is due in a lane until nothing is any more. A second one beside it takes its turn while this one sends. */
export async function workLane(options: LaneOptions): Promise<void> {
  let carried: readonly Carried[] = [];
  for (;;) {
    const batch = await options.alarms.run(async (until) => {
      await Promise.all(carried.map(({ written }) => written));
      await restIfAllFailed(carried, options);
      return takeBatch(until, options);
    });
    if (batch === undefined) return;
    carried = await Promise.all(
      batch.map((one) => options.alarms.run((until) => carry(one, until, options))),
    );
  }
}

/** A platform that is away is not asked for everybody in turn. */
async function restIfAllFailed(carried: readonly Carried[], options: CarryOptions) {
  const tried = carried.filter(({ outcome }) => outcome !== undefined);
  if (tried.length < MANY || tried.some(({ outcome }) => outcome?.kind !== 'failed')) return;
  options.log.warn({ lane: options.lane }, 'nothing could be delivered there; it rests');
  await pauseLane(REST_MS, options);
}

/** Undefined: nothing is due, the lane is paused, or Steward stops. Empty: what was due needed no sending. */
async function takeBatch(
  until: WaitUntil,
  options: LaneOptions,
): Promise<readonly Slotted[] | undefined> {
  const { db, clock, lane, rate } = options;
  if (!(await hasRoom(until, options))) return undefined;
  const most = Math.min(TAKEN_MOST, Math.ceil(rate?.perSecond ?? TAKEN_MOST));
  const taken = await takeNotices(db, lane, most, clock.now());
  if (taken.length === 0) return undefined;
  const ready = await prepareAll(taken, options);
  if (rate === undefined) return ready.map((one) => ({ ...one, slot: undefined }));
  return slotAll(ready, { ...options, rate });
}

/** Waits until the lane is not spoken for so far ahead. False where it is paused: it is opened again when that is over. */
async function hasRoom(
  until: WaitUntil,
  { db, clock, settler, stopping, lane }: LaneOptions,
): Promise<boolean> {
  while (!stopping.aborted) {
    const now = clock.now();
    const { nextAt, pausedUntil } = await readBucket(db, lane, now);
    if (pausedUntil) {
      settler.pause(lane, pausedUntil);
      return false;
    }
    const free = new Date(nextAt.getTime() - AHEAD_MS);
    if (free <= now) return true;
    await until(free, stopping);
  }
  return false;
}

type Ready = Omit<Slotted, 'slot'>;

/** What is ready to be sent here; the rest is settled, or moved to where its person is now. */
async function prepareAll(
  taken: readonly HeldNotice[],
  options: LaneOptions,
): Promise<readonly Ready[]> {
  const { db, clock, settler, lane, inTurn } = options;
  const prepared = await Promise.all(
    taken.map(async (notice) => ({
      notice,
      what: await inTurn(() => prepareOne(notice, options)),
    })),
  );
  const ready: Ready[] = [];
  const settling: Promise<void>[] = [];
  for (const { notice, what } of prepared) {
    const elsewhere = what.kind === 'ready' && what.to ? laneOf(what.to) : lane;
    if (what.kind === 'done') settling.push(settler.settle(notice, lane, what.outcome));
    else if (elsewhere === lane) ready.push({ notice, send: what.send });
    else settling.push(giveBack(db, [notice], { now: clock.now(), lane: elsewhere }));
  }
  await Promise.all(settling);
  return ready;
}

async function prepareOne(notice: HeldNotice, options: LaneOptions): Promise<Prepared> {
  const { recipient } = notice;
  try {
    if (recipient.kind === 'person' || recipient.kind === 'place') {
      return await prepare(notice, recipient, options.delivering);
    }
    throw new StewardError('bug', 'only people and places are told things in a lane', {
      advice: 'Steward planned a message for nobody.',
    });
  } catch (error) {
    const code = codeOf(error);
    const { id: noticeId, kind, attempts } = notice;
    options.log.warn({ noticeId, kind, code, attempts }, 'a notice could not be drawn');
    return { kind: 'done', outcome: { kind: 'failed', code } };
  }
}

/** Gives each its moment; who was written to just now waits for theirs. */
async function slotAll(
  ready: readonly Ready[],
  options: LaneOptions & { readonly rate: NonNullable<CarryOptions['rate']> },
): Promise<readonly Slotted[]> {
  const [first] = ready;
  if (first === undefined) return [];
  const { db, clock, lane, rate } = options;
  const reserved = await reserve(
    db,
    {
      name: lane,
      count: ready.length,
      spacing: spacingOf(rate),
      before: new Date(first.notice.leaseUntil.getTime() - CALL_MOST),
    },
    clock,
  );
  if (reserved.kind === 'wait') {
    await giveBack(
      db,
      ready.map(({ notice }) => notice),
      { now: clock.now() },
    );
    return [];
  }
  const slotted = ready.flatMap((one, at) => {
    const slot = reserved.slots[at];
    return slot ? [{ ...one, slot }] : [];
  });
  return leaveOutBusy(slotted, options);
}

async function leaveOutBusy(
  slotted: readonly (Ready & { readonly slot: Date })[],
  { db, clock, lane, rate }: LaneOptions & { readonly rate: NonNullable<CarryOptions['rate']> },
): Promise<readonly Slotted[]> {
  const byName = new Map<string, (typeof slotted)[number]>();
  const later: { readonly notice: HeldNotice; readonly dueAt: Date }[] = [];
  for (const one of slotted) {
    const name = `${lane}/${recipientOf(one.notice)}`;
    const dueAt = new Date(one.slot.getTime() + rate.conversationMs);
    if (byName.has(name)) later.push({ notice: one.notice, dueAt });
    else byName.set(name, one);
  }
  const spoken = [...byName].map(([name, { slot }]) => ({ name, at: slot }));
  const busy = await speakIn(db, spoken, rate.conversationMs);
  for (const [name, dueAt] of busy) {
    const one = byName.get(name);
    byName.delete(name);
    if (one) later.push({ notice: one.notice, dueAt });
  }
  for (const { notice, dueAt } of later) {
    await giveBack(db, [notice], { now: clock.now(), dueAt });
  }
  return [...byName.values()];
}

function recipientOf({ recipient }: HeldNotice): string {
  return recipient.kind === 'person' ? recipient.personId : recipientToText(recipient);
}
