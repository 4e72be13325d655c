import { type Alarms, timerAlarms, type WaitUntil } from '#foundation/delivery/bulk/alarm.ts';
import { atMost } from '#foundation/delivery/bulk/at-most.ts';
import { forgetConversations } from '#foundation/delivery/bulk/buckets.ts';
import { codeOf } from '#foundation/delivery/bulk/carry.ts';
import { platformOfLane } from '#foundation/delivery/bulk/lane.ts';
import { workLane } from '#foundation/delivery/bulk/lane-work.ts';
import { createSettler } from '#foundation/delivery/bulk/settle.ts';
import { readLanes } from '#foundation/delivery/bulk/take.ts';
import { channelOf, type DeliverOptions } from '#foundation/delivery/deliver.ts';
import type { Delivery, DeliveryOptions } from '#foundation/delivery/worker.ts';

export interface BulkOptions extends DeliveryOptions {
  /** Instead of the time that really passes. */
  readonly alarms?: Alarms;
}

/** One takes while the other sends, so that no moment of the rate is lost between them. */
const HANDS = 2;
/** How many draw and look up at once, of the ten connections that a process has. */
const DRAWN_AT_ONCE = 2;
/** How soon to look again while something is due, and while nothing is: other processes plan things too. */
const SOON_MS = 1000;
const LATER_MS = 5000;
const FORGET_MS = 10_000;
const PATIENCE_MS = 10_000;

/**
 * Sends what goes to many, from now on: each lane at the rate that its platform allows, shared with all other processes.
 * No lane waits for another, and what is told to somebody just then waits for none of them.
 */
export function startBulk(options: BulkOptions): Delivery {
  const { database, clock, log, channels } = options;
  const { db } = database;
  const { alarms = timerAlarms(clock) } = options;
  const delivering: DeliverOptions = { ...options, db };
  const settler = createSettler({ db, clock, log });
  const inTurn = atMost(DRAWN_AT_ONCE);
  const stop = new AbortController();
  const open = new Map<string, Promise<void>>();
  let asked = new AbortController();
  const wanted: (() => void)[] = [];
  let forgottenAt = clock.now().getTime();
  const looking = alarms.run(look);

  async function look(until: WaitUntil): Promise<void> {
    while (!stop.signal.aborted) {
      asked = new AbortController();
      const waiting = wanted.splice(0);
      const dueIn = await openLanes();
      for (const resolve of waiting) resolve();
      const wait = Math.min(LATER_MS, Math.max(SOON_MS, dueIn));
      const at = new Date(clock.now().getTime() + wait);
      await until(at, AbortSignal.any([asked.signal, stop.signal]));
    }
    for (const resolve of wanted.splice(0)) resolve();
  }

  /** Resolves when a look that begins from now on is over. */
  function lookAnew(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    wanted.push(resolve);
    asked.abort();
    return promise;
  }

  /** In how many milliseconds the next lane is due. */
  async function openLanes(): Promise<number> {
    let dueIn = LATER_MS;
    try {
      const now = clock.now();
      for (const { lane, dueAt } of await readLanes(db)) {
        const from = settler.pausedUntil(lane) ?? dueAt;
        if (from <= now && !open.has(lane)) openLane(lane);
        dueIn = Math.min(dueIn, from.getTime() - now.getTime());
      }
      if (Math.abs(now.getTime() - forgottenAt) > FORGET_MS) {
        forgottenAt = now.getTime();
        await forgetConversations(db, now);
      }
    } catch (error) {
      log.warn({ code: codeOf(error) }, 'what goes to many could not be looked at');
    }
    return dueIn;
  }

  function openLane(lane: string): void {
    const rate = channelOf(channels(), platformOfLane(lane))?.rate;
    const on = { db, clock, log, settler, stopping: stop.signal, lane, rate };
    const hand = async () => {
      try {
        await workLane({ ...on, alarms, delivering, inTurn });
      } catch (error) {
        log.warn({ lane, code: codeOf(error) }, 'a lane could not be served');
      }
    };
    const all = Promise.all(Array.from({ length: HANDS }, hand));
    open.set(
      lane,
      all.then(() => void open.delete(lane)),
    );
  }

  async function idle(): Promise<void> {
    do {
      await Promise.all(open.values());
      if (stop.signal.aborted) return;
      // What became due, or moved to another lane, meanwhile.
      await lookAnew();
    } while (open.size > 0);
  }

  return {
    poke: () => asked.abort(),
    idle,
    async stop() {
      stop.abort();
      const { promise: tooLong, resolve } = Promise.withResolvers<void>();
      const patience = setTimeout(resolve, PATIENCE_MS);
      await Promise.race([Promise.all([looking, ...open.values()]), tooLong]);
      clearTimeout(patience);
    },
  };
}
