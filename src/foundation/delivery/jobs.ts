import { PgBoss } from 'pg-boss';
import { z } from 'zod';
import type { Log } from '#foundation/kernel/log.ts';
import type { Database } from '#foundation/store/database.ts';
import { databaseError } from '#foundation/store/database-error.ts';

/** A due notice on its way to whoever delivers it. */
export interface Job {
  readonly id: string;
  readonly noticeId: string;
}

/** Carries due notices to the workers of all processes, each to one of them. */
export interface Jobs {
  /** One job for each that has none waiting. */
  add(noticeIds: readonly string[]): Promise<void>;
  /** The next one that nobody else has taken; undefined when there is none. */
  take(): Promise<Job | undefined>;
  /** It is not needed any more, whatever became of it: the notice knows. */
  finish(job: Job): Promise<void>;
  stop(): Promise<void>;
}

const QUEUE = 'notices';

/** Seconds. Longer than anybody is at work on a notice; then pg-boss takes the job of a process that ended away. */
const EXPIRES = 600;

/**
 * Starts pg-boss on our database, in a schema of its own. It must never be called inside a transaction: on PGlite it
 * would wait for the connection that it holds up.
 */
export async function startJobs(database: Database, log: Log): Promise<Jobs> {
  const store = database.openJobStore();
  const boss = new PgBoss({
    db: {
      async executeSql(text, values) {
        const { rows } = await store.execute(text, values);
        return { rows: [...rows] };
      },
    },
    backend: database.kind === 'embedded' ? 'pglite' : 'postgres',
    schema: 'pgboss',
    // When something is due is a column of ours, compared with our clock.
    schedule: false,
    reindex: false,
    monitorVacuum: false,
  });
  boss.on('error', (error) => log.warn({ code: codeOf(error) }, 'pg-boss could not do its work'));
  boss.on('warning', () => log.debug({}, 'pg-boss has a warning'));

  async function stop(): Promise<void> {
    await boss.stop({ close: false });
    await store.close();
  }
  try {
    await boss.start();
    // `short`: one waiting job for each key. One that a process took and lost keeps no other from being added.
    const policy = { policy: 'short', retryLimit: 0, expireInSeconds: EXPIRES } as const;
    await boss.createQueue(QUEUE, { ...policy, deleteAfterSeconds: EXPIRES });
  } catch (error) {
    await stop();
    throw databaseError(error);
  }
  return {
    async add(noticeIds) {
      const jobs = noticeIds.map((noticeId) => ({ data: { noticeId }, singletonKey: noticeId }));
      await boss.insert(QUEUE, jobs).catch(rethrow);
    },
    async take() {
      const [job] = await boss.fetch(QUEUE).catch(rethrow);
      return job && { id: job.id, ...JobContent.parse(job.data) };
    },
    async finish(job) {
      await boss.deleteJob(QUEUE, job.id).catch(rethrow);
    },
    stop,
  };
}

/** Here and not in the store: pg-boss tells some failures by the code of the driver. */
function rethrow(error: unknown): never {
  throw databaseError(error);
}

const JobContent = z.object({ noticeId: z.uuid() });

/** Never its words, which may quote a statement. */
function codeOf(error: unknown): string {
  return z.object({ code: z.string().max(40) }).safeParse(error).data?.code ?? 'bug';
}
