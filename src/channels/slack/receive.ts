import type { ReceiverEvent } from '@slack/bolt';
import { arrivalOf } from '#channels/slack/receive/arrival.ts';
import { type FormHeard, type Heard, isAboutForm } from '#channels/slack/receive/heard.ts';
import { isTooDeep } from '#channels/slack/receive/is-too-deep.ts';
import { readPayload } from '#channels/slack/receive/read-payload.ts';
import { createSlots } from '#channels/slack/receive/slots.ts';
import {
  codeOf,
  LONGEST_WAIT_MS,
  TRIES_MOST,
  triesFor,
  waitAfter,
} from '#channels/slack/receive/tries.ts';
import {
  type Arrival,
  claimLeft,
  finishArrival,
  forgetArrivals,
  postponeArrival,
  renewLeases,
  type SentCard,
  takeArrival,
} from '#foundation/delivery/received.ts';
import { forgetSentCards } from '#foundation/delivery/sent-cards.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import { type Log, placesOf } from '#foundation/kernel/log.ts';
import type { Db } from '#foundation/store/database.ts';

/** How often it was begun, and what names it: a second try looks before it answers again. */
export interface Try {
  readonly id: string;
  readonly attempt: number;
}

export interface GateOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  /** Deals with it; gives the cards that were sent. Throws when it is worth another try. */
  readonly handle: (heard: Heard, how: Try) => Promise<readonly SentCard[]>;
  /** Deals with what must be answered in the acknowledgement, and gives what that says. */
  readonly answerForm: (heard: FormHeard, body: unknown) => Promise<unknown>;
  readonly waits?: Partial<GateWaits>;
}

/** Milliseconds. */
export interface GateWaits {
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

/** Keeps what Slack sends before anything is done about it, acknowledges it, and sees that it is done once. */
export interface Gate {
  /** Resolves when it is acknowledged. Throws `unavailable`, unacknowledged, when no more can be held. */
  take(event: ReceiverEvent): Promise<void>;
  /** Takes up what was left by a process that ended, or waits for another try that is due. */
  sweep(): Promise<void>;
  /** Begins to sweep by itself. */
  start(): void;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** Slack waits three seconds; what the database has not stored by now is acknowledged from memory. */
const STORE_MS = 400;
/** Things held in memory because the database does not answer; with more, Slack is asked to come again. */
const HELD_MOST = 1000;
/** Things dealt with at a time, and waiting in memory for their turn: the others wait in the database. */
const AT_A_TIME = 32;
const IN_LINE_MOST = 256;
const WAITS: GateWaits = {
  lease: 30_000,
  renew: 10_000,
  sweep: 5_000,
  secondTry: 5_000,
  storeAgain: 1_000,
};
/** Slack sends nothing again after so long. */
const KEPT_MS = 3 * 24 * 60 * 60_000;
/** A card that is older is not changed any more: whoever wants to say something about it says it anew. */
const CARDS_KEPT_MS = 90 * 24 * 60 * 60_000;
const FORGET_EVERY_MS = 60 * 60_000;

export function createGate(options: GateOptions): Gate {
  const { db, clock, log, handle, answerForm } = options;
  const waits = { ...WAITS, ...options.waits };
  const slots = createSlots(AT_A_TIME);
  const running = new Set<Promise<void>>();
  const leased = new Set<string>();
  const timers = new Set<NodeJS.Timeout>();
  let held = 0;
  let isStopped = false;
  let isMoreLeft = false;
  let forgottenAt = 0;

  async function take(event: ReceiverEvent): Promise<void> {
    const heard = isTooDeep(event.body) ? undefined : readPayload(event.body);
    if (heard && isAboutForm(heard)) {
      return acknowledge(event, await track(answerForm(heard, event.body)));
    }
    const arrival = heard && arrivalOf(event.body, clock.now());
    if (heard === undefined || arrival === undefined) {
      log.debug({ retry: event.retryNum ?? 0 }, 'nothing to us came from Slack');
      return acknowledge(event);
    }
    if (isStopped || held >= HELD_MOST) throw full();

    held += 1;
    const stored = track(store(arrival)).finally(() => {
      held -= 1;
    });
    const first = await Promise.race([stored, after(STORE_MS)]);
    const acknowledged = acknowledge(event);
    if (first === 'late') log.warn({ held }, 'acknowledged before it was stored');
    // Also when Slack did not hear us: it sends again what we know by then.
    track(
      stored.then((taken) => {
        if (taken === 'taken') return begin(heard, { id: arrival.id, attempt: 1 });
        return undefined;
      }),
    );
    await acknowledged;
  }

  /** Until it is stored, however long the database is away. */
  async function store(arrival: Arrival): Promise<'taken' | 'known' | 'lost'> {
    for (;;) {
      try {
        return await takeArrival(db, arrival, lease());
      } catch (cause) {
        log.warn(placesOf(cause), 'what came from Slack could not be stored');
        if (codeOf(cause) !== 'unavailable') throw cause;
        if (isStopped) return 'lost';
        await pause(waits.storeAgain);
      }
    }
  }

  async function begin(heard: Heard, how: Try): Promise<void> {
    if (slots.waiting() >= IN_LINE_MOST) {
      isMoreLeft = true;
      return leave(how.id, 0);
    }
    leased.add(how.id);
    try {
      await slots.run(() => dealWith(heard, how));
    } finally {
      leased.delete(how.id);
    }
    if (isMoreLeft && slots.waiting() === 0) {
      isMoreLeft = false;
      track(sweep());
    }
  }

  async function dealWith(heard: Heard, how: Try): Promise<void> {
    try {
      const cards = await handle(heard, how);
      await finishArrival(db, how.id, cards, clock.now());
    } catch (cause) {
      const fields = { id: how.id, attempt: how.attempt, ...placesOf(cause) };
      if (how.attempt >= triesFor(cause)) {
        log.error(fields, 'given up: Slack or we could not do it');
        await finishArrival(db, how.id, [], clock.now()).catch(() =>
          leave(how.id, LONGEST_WAIT_MS),
        );
        return;
      }
      log.warn(fields, 'put off for another try');
      await leave(how.id, waitAfter(cause, how.attempt, waits.secondTry));
    }
  }

  async function leave(id: string, waitMs: number): Promise<void> {
    try {
      await postponeArrival(db, id, new Date(clock.now().getTime() + waitMs));
      if (waitMs < waits.sweep) later(() => void track(sweep()), waitMs + 50);
    } catch (cause) {
      // Its lease ends by itself, and then it is taken up.
      log.warn({ id, code: codeOf(cause) }, 'could not be put off');
    }
  }

  async function sweep(): Promise<void> {
    try {
      const room = AT_A_TIME + IN_LINE_MOST - leased.size;
      if (isStopped || room <= 0) return;
      const left = await claimLeft(db, 'slack', { ...lease(), most: Math.min(room, AT_A_TIME) });
      if (left.length > 0) log.info({ count: left.length }, 'taking up what was left');
      if (left.length === AT_A_TIME) isMoreLeft = true;
      for (const { id, body, attempt } of left) {
        track(takeUp(readPayload(body), { id, attempt }));
      }
      await forget();
    } catch (cause) {
      log.warn({ code: codeOf(cause) }, 'what was left could not be read');
    }
  }

  async function takeUp(heard: Heard | undefined, how: Try): Promise<void> {
    if (heard && how.attempt <= TRIES_MOST) return begin(heard, how);
    // Nobody can read it any more, or whoever began with it ended with it, each time.
    log.error({ ...how }, 'given up: it was never finished');
    await finishArrival(db, how.id, [], clock.now());
  }

  async function forget(): Promise<void> {
    const now = clock.now().getTime();
    if (now - forgottenAt < FORGET_EVERY_MS) return;
    forgottenAt = now;
    await forgetArrivals(db, 'slack', new Date(now - KEPT_MS));
    await forgetSentCards(db, new Date(now - CARDS_KEPT_MS));
  }

  async function renew(): Promise<void> {
    try {
      await renewLeases(db, [...leased], lease().leaseUntil);
    } catch (cause) {
      log.warn({ code: codeOf(cause) }, 'leases could not be renewed');
    }
  }

  function lease() {
    const at = clock.now();
    return { at, leaseUntil: new Date(at.getTime() + waits.lease) };
  }

  /** What nobody waits for; what it throws was logged where it happened. */
  function track<T>(work: Promise<T>): Promise<T> {
    const tracked: Promise<void> = work.then(
      () => undefined,
      (cause: unknown) => {
        log.error(placesOf(cause), 'failed while dealing with Slack');
      },
    );
    running.add(tracked);
    tracked.finally(() => running.delete(tracked));
    return work;
  }

  function later(work: () => void, ms: number): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, ms).unref();
    timers.add(timer);
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => later(resolve, ms));
  }

  async function idle(): Promise<void> {
    while (running.size > 0) await Promise.all(running);
  }

  return {
    take,
    sweep,
    idle,
    start() {
      timers.add(setInterval(() => void track(sweep()), waits.sweep).unref());
      timers.add(setInterval(() => void track(renew()), waits.renew).unref());
    },
    async stop() {
      isStopped = true;
      await idle();
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

async function acknowledge(event: ReceiverEvent, response?: unknown): Promise<void> {
  await event.ack(response);
}

function after(ms: number): Promise<'late'> {
  return new Promise((resolve) => setTimeout(() => resolve('late'), ms).unref());
}

function full(): StewardError {
  return new StewardError('unavailable', 'no more can be held in memory', {
    advice: 'Steward cannot reach its database right now. Please try again in a minute.',
  });
}
