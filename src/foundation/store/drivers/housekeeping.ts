import { sql } from 'drizzle-orm';
import { StewardError } from '#foundation/kernel/errors.ts';
import type { Log } from '#foundation/kernel/log.ts';
import type { Db } from '#foundation/store/database.ts';

const FIVE_MINUTES = 5 * 60_000;
const DAY = 24 * 60 * 60_000;

/**
 * What PostgreSQL's background processes would do, which PGlite does not have: without checkpoints the
 * write-ahead log grows for as long as Steward runs, without VACUUM the tables do.
 */
export function keepHouse(db: Db, log: Log): { stop(): void } {
  const timers = [
    setInterval(() => void run('checkpoint'), FIVE_MINUTES).unref(),
    setInterval(() => void run('vacuum'), DAY).unref(),
  ];
  return {
    stop() {
      for (const timer of timers) clearInterval(timer);
    },
  };

  async function run(command: 'checkpoint' | 'vacuum'): Promise<void> {
    try {
      await db.execute(sql.raw(command));
    } catch (error) {
      // Nobody waits for it, and the next time is near.
      log.warn(
        { command, code: error instanceof StewardError ? error.code : 'bug' },
        'housekeeping failed',
      );
    }
  }
}
