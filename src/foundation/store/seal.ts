import { asc, desc, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Clock } from '#foundation/kernel/clock.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import type { Log } from '#foundation/kernel/log.ts';
import { type Head, noHead, sealAfter } from '#foundation/store/chain.ts';
import type { Db } from '#foundation/store/database.ts';
import { appendHead } from '#foundation/store/heads.ts';
import { auditEntries } from '#foundation/store/schema.ts';

export interface Sealer {
  /** Seals everything committed so far; throws when the database does. */
  sealNow(): Promise<void>;
  /** Seals what is left, writes the head, and ends. */
  stop(): Promise<void>;
}

/**
 * Chains committed audit entries in the background, every two seconds unless told, and writes the head of the chain
 * to `headFile` and the log every minute in which it moved. Chained afterwards and not in the transaction that writes
 * the entry, because one chain locked by every transaction would make them all wait for each other.
 */
export function startSealer(options: {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly headFile: string;
  readonly everyMs?: number;
}): Sealer {
  const { db, clock, log, headFile, everyMs = 2000 } = options;
  let written = noHead;
  let writtenAt = clock.now().getTime();
  let last: Promise<void> = Promise.resolve();
  let isStopped = false;
  let timer = schedule();
  return {
    sealNow: () => inTurn(() => seal(db)),
    stop() {
      isStopped = true;
      clearTimeout(timer);
      return inTurn(async () => {
        await rest();
        await attempt('writing the head of the audit log', writeHead);
      });
    },
  };

  function schedule(): NodeJS.Timeout {
    return setTimeout(async () => {
      await inTurn(rest);
      if (!isStopped) timer = schedule();
    }, everyMs).unref();
  }

  /** One at a time, in the order asked for. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  }

  async function rest(): Promise<void> {
    await attempt('sealing the audit log', () => seal(db));
    if (clock.now().getTime() - writtenAt >= HEAD_EVERY_MS) {
      await attempt('writing the head of the audit log', writeHead);
    }
  }

  async function writeHead(): Promise<void> {
    const head = await currentHead(db);
    writtenAt = clock.now().getTime();
    if (head.hash === written.hash) return;
    await appendHead(headFile, head, clock.now());
    log.info({ sealNumber: head.sealNumber, hash: head.hash }, 'head of the audit log');
    written = head;
  }

  /** Nobody waits for it, and it is tried again soon. */
  async function attempt(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.warn(
        { code: error instanceof StewardError ? error.code : 'unavailable' },
        `${what} failed`,
      );
    }
  }
}

const HEAD_EVERY_MS = 60_000;
const BATCH = 500;

// Any number that nothing else on the server uses.
const SEALING_LOCK = 7_364_502;

async function seal(db: Db): Promise<void> {
  while ((await sealSome(db)) === BATCH) {}
}

/** Returns how many were sealed. */
async function sealSome(db: Db): Promise<number> {
  // By id for a pleasant order only: one that commits late is found by having no seal, whatever its id.
  const unsealed = (from: Db, limit: number) =>
    from
      .select()
      .from(auditEntries)
      .where(isNull(auditEntries.sealNumber))
      .orderBy(asc(auditEntries.id))
      .limit(limit);

  if ((await unsealed(db, 1)).length === 0) return 0;
  return db.transaction(async (tx) => {
    // Several Stewards on one database take turns; each then sees what the one before has sealed.
    await tx.execute(sql`select pg_advisory_xact_lock(${SEALING_LOCK})`);
    let head = await currentHead(tx);
    const seals = [];
    for (const row of await unsealed(tx, BATCH)) {
      const next = sealAfter(head, row);
      seals.push({ id: row.id, ...next });
      head = next;
    }
    await tx.execute(sql`
      update ${auditEntries} as entry
      set seal_number = seal."sealNumber", previous_hash = seal."previousHash", hash = seal.hash
      from jsonb_to_recordset(${JSON.stringify(seals)}::text::jsonb)
        as seal(id bigint, "sealNumber" integer, "previousHash" text, hash text)
      where entry.id = seal.id`);
    return seals.length;
  });
}

async function currentHead(db: Db): Promise<Head> {
  const [row] = await db
    .select({ sealNumber: auditEntries.sealNumber, hash: auditEntries.hash })
    .from(auditEntries)
    .where(isNotNull(auditEntries.sealNumber))
    .orderBy(desc(auditEntries.sealNumber))
    .limit(1);
  // The columns are filled together; a check constraint sees to it.
  return row?.sealNumber == null || row.hash === null
    ? noHead
    : { sealNumber: row.sealNumber, hash: row.hash };
}
