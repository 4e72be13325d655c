import { StewardError } from '#foundation/kernel/errors.ts';
import type { Db } from '#foundation/store/database.ts';
import { databaseError } from '#foundation/store/database-error.ts';
import { within } from '#foundation/store/drivers/deadline.ts';

export interface Watch {
  /** Asked before each statement; throws when none may be sent. */
  readonly admit?: () => void;
  /** Whether this failure means that the connection is gone and the driver ends the transaction by itself. */
  readonly losesConnection?: (failure: unknown) => boolean;
  /** How long a statement, a BEGIN or a COMMIT may take. */
  readonly deadlineMs?: number;
  /** The name under which the server is to keep the plan of a statement; undefined for none. */
  readonly planFor?: (statement: string) => string | undefined;
}

/**
 * Makes every failure of `db`, and of the transactions begun on it, a StewardError. Done to the object itself,
 * because a query builder keeps the session it was made with and drizzle has no hook for errors.
 *
 * Once its connection is gone a transaction sends nothing any more, not even ROLLBACK: postgres.js 3.4.9 would
 * end the process, or send it inside the next transaction (https://github.com/porsager/postgres/issues/1208).
 */
export function guard<D extends Db>(db: D, watch: Watch): D {
  return guardWith(db, watch, undefined);
}

/** How one transaction stands, with those nested in it. */
interface Standing {
  /** `over`: nobody waits for it any more. `lost`: its connection is gone. */
  now: 'open' | 'over' | 'lost';
}

function guardWith<D extends Db>(db: D, watch: Watch, outer: Standing | undefined): D {
  guardStatements(db, watch, outer);
  const transaction = db.transaction.bind(db);
  db.transaction = async (run, config) => {
    const standing = outer ?? { now: 'open' };
    const begun = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    let thrown: unknown;
    const guarded: typeof run = async (tx) => {
      begun.resolve();
      try {
        check(watch, standing);
        const result = await run(guardWith(tx, watch, standing));
        check(watch, standing);
        return result;
      } catch (error) {
        // Leaves the driver waiting: it has seen the connection go and fails the transaction itself.
        if (standing.now === 'lost') return new Promise(() => undefined);
        thrown = error;
        throw error;
      } finally {
        ended.resolve();
      }
    };
    try {
      check(watch, standing);
      const settled = transaction(guarded, config);
      return await inTime(settled, begun.promise, ended.promise, watch.deadlineMs);
    } catch (error) {
      const isOurs = error === thrown;
      if (!isOurs && watch.losesConnection?.(error)) standing.now = 'lost';
      else if (outer === undefined) standing.now = 'over';
      // The rest is BEGIN and COMMIT.
      throw isOurs ? error : databaseError(error);
    }
  };
  return db;
}

function guardStatements(db: Db, watch: Watch, outer: Standing | undefined): void {
  const session = db._.session;
  const prepareQuery = session.prepareQuery.bind(session);
  session.prepareQuery = (query, fields, name, ...more) => {
    const prepared = prepareQuery(query, fields, name ?? watch.planFor?.(query.sql), ...more);
    const execute = prepared.execute.bind(prepared);
    prepared.execute = async (...values) => {
      try {
        check(watch, outer);
        const answer = execute(...values);
        return await (watch.deadlineMs === undefined ? answer : within(watch.deadlineMs, answer));
      } catch (error) {
        if (outer && watch.losesConnection?.(error)) outer.now = 'lost';
        throw databaseError(error);
      }
    };
    return prepared;
  };
}

function check(watch: Watch, standing: Standing | undefined): void {
  if (standing !== undefined && standing.now !== 'open') {
    throw new StewardError('unavailable', `the transaction is ${standing.now}`, {
      advice:
        'Steward lost its database in the middle of this, so nothing was saved. Please try again in a minute.',
    });
  }
  watch.admit?.();
}

/** Times BEGIN and COMMIT, not what runs between them: after a reset postgres.js may forget either. */
async function inTime<T>(
  settled: Promise<T>,
  begun: Promise<void>,
  ended: Promise<void>,
  deadlineMs: number | undefined,
): Promise<T> {
  if (deadlineMs === undefined) return settled;
  const timed = within(deadlineMs, begun)
    .then(() => ended)
    .then(() => within(deadlineMs, settled));
  return Promise.race([settled, timed]);
}
