import { type DeliverOptions, deliver } from '#foundation/delivery/deliver.ts';
import type { Job, Jobs } from '#foundation/delivery/jobs.ts';
import { holdNotice, readWaiting, settleNotice } from '#foundation/delivery/lease.ts';
import { tell } from '#foundation/delivery/notice.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import type { Log } from '#foundation/kernel/log.ts';
import type { Database } from '#foundation/store/database.ts';

export interface Delivery {
  /** Something was told, or the time has moved: looks at once. Never fails. */
  poke(): void;
  /** Resolves when nothing is due any more that this process could take. */
  idle(): Promise<void>;
  /** Finishes what is under way, but does not wait for ever. */
  stop(): Promise<void>;
}

export interface DeliveryOptions extends Omit<DeliverOptions, 'db'> {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
}

/** Sent at the same time, so that one that hangs does not hold up the rest. */
const LANES = 5;
const MOST_LOOKED_AT = 100;
/** How soon to look again while something waits, and while nothing does: other processes tell things too. */
const SOON_MS = 1000;
const LATER_MS = 5000;
const PATIENCE_MS = 10_000;

/**
 * Delivers what is told, from now on. pg-boss is loaded and started when the first notice is due: most days of a
 * Steward on one machine have none, and it would double the time of a start.
 */
export function startDelivery(options: DeliveryOptions): Delivery {
  const { database, clock, log } = options;
  const { db } = database;
  const delivering: DeliverOptions = { ...options, db };
  const lanes = new Set<Promise<void>>();
  let jobs: Promise<Jobs> | undefined;
  let looking: Promise<void> | undefined;
  let isAsked = false;
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  poke();

  function poke(): void {
    if (isStopped) return;
    isAsked = true;
    looking ??= look().finally(() => {
      looking = undefined;
      // Between its last look and now somebody may have asked.
      if (isAsked) poke();
    });
  }

  async function look(): Promise<void> {
    clearTimeout(timer);
    let isAnyWaiting = false;
    try {
      while (isAsked && !isStopped) {
        isAsked = false;
        const { due, any } = await readWaiting(db, clock.now(), MOST_LOOKED_AT);
        isAnyWaiting = any;
        if (due.length === 0) continue;
        const carrier = await startedJobs();
        await carrier.add(due);
        openLanes(carrier, due.length);
      }
    } catch (error) {
      log.warn({ code: codeOf(error) }, 'what is due could not be looked at');
    }
    if (!isStopped) timer = setTimeout(poke, isAnyWaiting ? SOON_MS : LATER_MS).unref();
  }

  async function startedJobs(): Promise<Jobs> {
    jobs ??= import('#foundation/delivery/jobs.ts').then(({ startJobs }) =>
      startJobs(database, log),
    );
    try {
      return await jobs;
    } catch (error) {
      // The next look tries again.
      jobs = undefined;
      throw error;
    }
  }

  function openLanes(carrier: Jobs, most: number): void {
    for (let opened = 0; opened < most && lanes.size < LANES; opened++) {
      const lane = carry(carrier).finally(() => lanes.delete(lane));
      lanes.add(lane);
    }
  }

  async function carry(carrier: Jobs): Promise<void> {
    let carried = 0;
    try {
      while (!isStopped) {
        const job = await carrier.take();
        if (job === undefined) break;
        await deliverJob(job);
        await carrier.finish(job);
        carried++;
      }
    } catch (error) {
      log.warn({ code: codeOf(error) }, 'due notices could not be carried');
    }
    // One notice may have told others, or been told again meanwhile.
    if (carried > 0) poke();
  }

  /** Whatever fails is written down; what cannot even be written down is taken again when the lease is over. */
  async function deliverJob({ noticeId }: Job): Promise<void> {
    const notice = await holdNotice(db, noticeId, clock.now());
    if (notice === undefined) return;
    const { outcome, tells = [] } = await deliver(notice, delivering).catch((error: unknown) => {
      const code = codeOf(error);
      const { kind, attempts } = notice;
      log.warn({ noticeId, kind, code, attempts }, 'a notice could not be delivered');
      return { outcome: { kind: 'failed', code } as const, tells: [] };
    });
    const now = clock.now();
    await db.transaction(async (tx) => {
      for (const { told, to } of tells) await tell(tx, told, to, now);
      await settleNotice(tx, notice, outcome, now);
    });
    if (outcome.kind === 'unreachable') log.warn({ noticeId }, 'somebody cannot be reached');
  }

  async function settled(): Promise<void> {
    while (looking !== undefined || lanes.size > 0) await Promise.allSettled([looking, ...lanes]);
  }

  return {
    poke,
    idle: settled,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      const { promise: tooLong, resolve } = Promise.withResolvers<void>();
      const patience = setTimeout(resolve, PATIENCE_MS);
      await Promise.race([settled(), tooLong]);
      clearTimeout(patience);
      const started = await jobs?.catch(() => undefined);
      await started?.stop();
    },
  };
}

function codeOf(error: unknown): string {
  return error instanceof StewardError ? error.code : 'bug';
}
