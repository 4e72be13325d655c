import { type Arrival, createArrivals, type Held } from '#foundation/delivery/intake/arrivals.ts';
import { createSlots } from '#foundation/delivery/intake/slots.ts';
import {
  codeOf,
  LONGEST_WAIT_MS,
  TRIES_MOST,
  triesFor,
  waitAfter,
} from '#foundation/delivery/intake/tries.ts';
import { createUnderWay } from '#foundation/delivery/intake/under-way.ts';
import { forgetSentCards, type SentCard } from '#foundation/delivery/sent-cards.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import { type Log, placesOf } from '#foundation/kernel/log.ts';
import type { Db } from '#foundation/store/database.ts';

/** How often it was begun, and what names it: a second try looks before it answers again. */
export interface Try {
  readonly id: string;
  readonly attempt: number;
}

export interface IntakeOptions<Heard> {
  readonly db: Db;
  readonly platform: string;
  readonly clock: Clock;
  readonly log: Log;
  /** What a body means, as it was kept; undefined when nobody can read it any more. */
  readonly read: (body: unknown) => Heard | undefined;
  /** Deals with it; gives the cards that were sent. Throws when it is worth another try. */
  readonly handle: (heard: Heard, how: Try) => Promise<readonly SentCard[]>;
  /** Milliseconds that the platform asks us to wait. */
  readonly askedToWait?: (cause: unknown) => number | undefined;
  /** The platform said no, and would say so again. */
  readonly isFinal?: (cause: unknown) => boolean;
  /** No other process has this database: what was left by the one before need not be waited for. */
  readonly isAlone?: boolean;
  readonly waits?: Partial<IntakeWaits>;
}

/** Milliseconds. */
export interface IntakeWaits {
  /** So long what a process is at work on is left to it, if it does not say that it still is. */
  readonly lease: number;
  /** How often it says so. */
  readonly renew: number;
  /** How often it looks for what was left. */
  readonly sweep: number;
  /** Before the second try; each later one waits twice as long. */
  readonly secondTry: number;
  /** Before something is stored again that the database did not take. */
  readonly storeAgain: number;
}

/** What is done while somebody waits for its result. */
export type NowWork<T> = (
  how: Try,
) => Promise<{ readonly result: T; readonly cards: readonly SentCard[] }>;

/** Keeps what a platform sends before anything is done about it, and sees that it is done once. */
export interface Intake<Heard> {
  /**
   * Resolves when it may be acknowledged: it is stored, or 400 ms have passed since `since` (of `performance.now()`); `known`
   * when it had come before. Throws `unavailable` when no more can be held.
   */
  take(heard: Heard, arrival: Arrival, since?: number): Promise<'taken' | 'known'>;
  /** Deals with something at once, for whoever waits; `known` when it was dealt with before. */
  dealNow<T>(arrival: Arrival, work: NowWork<T>): Promise<T | 'known'>;
  /** What goes on behind an acknowledgement, so that it is waited for when all ends. */
  track(work: Promise<unknown>): void;
  /** Takes up what was left by a process that ended, or waits for another try that is due. */
  sweep(): Promise<void>;
  /** Takes up what was left, and from then on by itself. */
  start(): Promise<void>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  /** Takes nothing more, and waits for what is under way, but not for ever. */
  stop(): Promise<void>;
}

/** Platforms wait three seconds or more; what is not stored by now is acknowledged from memory. */
const STORE_MS = 400;
/** Things held in memory because the database does not answer; with more, the platform is asked to come again. */
const HELD_MOST = 1000;
/** Things dealt with at a time, and waiting in memory for their turn: the others wait in the database. */
const AT_A_TIME = 32;
const IN_LINE_MOST = 256;
/** Of those the ones that use the processor: the shorter each takes, the less is under way when a process is killed. */
const QUICK = 4;
const SLOW_MS = 100;
const WAITS: IntakeWaits = {
  lease: 30_000,
  renew: 10_000,
  sweep: 5_000,
  secondTry: 5_000,
  storeAgain: 1_000,
};
/** No platform sends anything again after so long. */
const KEPT_MS = 3 * 24 * 60 * 60_000;
/** A card that is older is not changed any more: whoever wants to say something about it says it anew. */
const CARDS_KEPT_MS = 90 * 24 * 60 * 60_000;
const FORGET_EVERY_MS = 60 * 60_000;

export function createIntake<Heard>(options: IntakeOptions<Heard>): Intake<Heard> {
  const { db, platform, clock, log, read, handle } = options;
  const { askedToWait = () => undefined, isFinal = () => false, isAlone = false } = options;
  const waits = { ...WAITS, ...options.waits };
  const arrivals = createArrivals(db, platform);
  const slots = createSlots({ most: AT_A_TIME, quick: QUICK, slowMs: SLOW_MS });
  const underWay = createUnderWay(log);
  const leased = new Map<string, Held>();
  let held = 0;
  let isStopped = false;
  let isMoreLeft = false;
  let forgottenAt = 0;
  let sweeping: Promise<void> | undefined;

  async function take(heard: Heard, arrival: Arrival, since = performance.now()) {
    if (isStopped || held >= HELD_MOST) throw full();
    held += 1;
    const stored = underWay.track(store(arrival)).finally(() => {
      held -= 1;
    });
    underWay.track(
      stored.then((taken) => {
        if (taken === undefined) return undefined;
        // The acknowledgement first.
        return new Promise((resolve) => setImmediate(resolve)).then(() => begin(heard, taken, 1));
      }),
    );
    const first = await Promise.race([stored, underWay.after(since + STORE_MS)]);
    if (first === 'late') log.warn({ held }, 'acknowledged before it was stored');
    return first === undefined ? 'known' : 'taken';
  }

  /** Until it is stored, however long the database is away. */
  async function store(arrival: Arrival): Promise<Held | undefined> {
    for (;;) {
      try {
        return await arrivals.take(arrival, lease());
      } catch (cause) {
        log.warn(placesOf(cause), 'what came could not be stored');
        if (codeOf(cause) !== 'unavailable') throw cause;
        if (isStopped) {
          log.error({ id: arrival.id }, 'lost: the database did not come back before the end');
          return undefined;
        }
        await underWay.pause(waits.storeAgain);
      }
    }
  }

  async function begin(heard: Heard, held: Held, attempt: number): Promise<void> {
    if (slots.waiting() >= IN_LINE_MOST) {
      isMoreLeft = true;
      return arrivals.putBack(held, clock.now());
    }
    await holding(held, () => slots.run(() => dealWith(heard, held, attempt)));
    if (isMoreLeft && slots.waiting() === 0) {
      isMoreLeft = false;
      underWay.track(sweep());
    }
  }

  /** Its lease is renewed as long as we are at work on it. */
  async function holding<T>(held: Held, work: () => Promise<T>): Promise<T> {
    leased.set(held.holder, held);
    try {
      return await work();
    } finally {
      leased.delete(held.holder);
    }
  }

  async function dealWith(heard: Heard, held: Held, attempt: number): Promise<void> {
    try {
      const cards = await handle(heard, { id: held.id, attempt });
      await arrivals.finish(held, cards, clock.now());
    } catch (cause) {
      await afterFailure(cause, held, attempt);
    }
  }

  async function afterFailure(cause: unknown, held: Held, attempt: number): Promise<void> {
    const fields = { id: held.id, attempt, ...placesOf(cause) };
    if (attempt < (isFinal(cause) ? 2 : triesFor(cause))) {
      log.warn(fields, 'put off for another try');
      return leave(held, askedToWait(cause) ?? waitAfter(attempt, waits.secondTry));
    }
    log.error(fields, 'given up: the platform or we could not do it');
    await arrivals.finish(held, [], clock.now()).catch(() => leave(held, LONGEST_WAIT_MS));
  }

  async function leave(held: Held, waitMs: number): Promise<void> {
    try {
      await arrivals.postpone(held, new Date(clock.now().getTime() + waitMs));
      if (waitMs < waits.sweep) underWay.later(sweep, waitMs + 50);
    } catch (cause) {
      // Its lease ends by itself, and then it is taken up.
      log.warn({ id: held.id, code: codeOf(cause) }, 'could not be put off');
    }
  }

  /** One at a time: two would take more than there is room for. */
  function sweep(): Promise<void> {
    sweeping ??= sweepOnce(clock.now()).finally(() => {
      sweeping = undefined;
    });
    return sweeping;
  }

  /** Takes up what nobody is at work on, by a lease that ended before `before`. */
  async function sweepOnce(before: Date): Promise<void> {
    try {
      const room = AT_A_TIME + IN_LINE_MOST - leased.size;
      if (isStopped || room <= 0) return;
      const ours = [...leased.values()].map(({ id }) => id);
      const most = Math.min(room, AT_A_TIME);
      const left = await arrivals.claim({ ...lease(), at: before }, most, ours);
      if (left.length > 0) log.info({ count: left.length }, 'taking up what was left');
      if (left.length === AT_A_TIME) isMoreLeft = true;
      for (const { body, attempt, ...held } of left) {
        underWay.track(takeUp(read(body), held, attempt));
      }
      await forget();
    } catch (cause) {
      log.warn({ code: codeOf(cause) }, 'what was left could not be read');
    }
  }

  async function takeUp(heard: Heard | undefined, held: Held, attempt: number): Promise<void> {
    if (heard && attempt <= TRIES_MOST) return begin(heard, held, attempt);
    // Nobody can read it any more, or whoever began with it ended with it, each time.
    log.error({ id: held.id, attempt }, 'given up: it was never finished');
    await arrivals.finish(held, [], clock.now());
  }

  async function forget(): Promise<void> {
    const now = clock.now().getTime();
    if (now - forgottenAt < FORGET_EVERY_MS) return;
    forgottenAt = now;
    await arrivals.forget(new Date(now - KEPT_MS));
    await forgetSentCards(db, new Date(now - CARDS_KEPT_MS));
  }

  async function dealNow<T>(arrival: Arrival, work: NowWork<T>): Promise<T | 'known'> {
    const held = await arrivals.take(arrival, lease());
    if (held === undefined) return 'known';
    return holding(held, async () => {
      try {
        const { result, cards } = await work({ id: held.id, attempt: 1 });
        await arrivals.finish(held, cards, clock.now());
        return result;
      } catch (cause) {
        await afterFailure(cause, held, 1);
        throw cause;
      }
    });
  }

  async function renew(): Promise<void> {
    try {
      await arrivals.renew([...leased.values()], lease().leaseUntil);
    } catch (cause) {
      log.warn({ code: codeOf(cause) }, 'leases could not be renewed');
    }
  }

  function lease() {
    const at = clock.now();
    return { at, leaseUntil: new Date(at.getTime() + waits.lease) };
  }

  return {
    take,
    dealNow: (arrival, work) => underWay.track(dealNow(arrival, work)),
    track: (work) => void underWay.track(work),
    sweep,
    start() {
      underWay.every(waits.sweep, sweep);
      underWay.every(waits.renew, renew);
      // The one before has ended, whatever its leases say.
      return isAlone ? sweepOnce(lease().leaseUntil) : sweep();
    },
    idle: underWay.idle,
    stop() {
      isStopped = true;
      return underWay.stop();
    },
  };
}

function full(): StewardError {
  return new StewardError('unavailable', 'no more can be held in memory', {
    advice: 'Steward cannot reach its database right now. Please try again in a minute.',
  });
}
