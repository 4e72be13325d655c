import { sql } from 'drizzle-orm';
import { StewardError } from '#foundation/kernel/errors.ts';
import type { Db } from '#foundation/store/database.ts';

/** What `work` comes to, unless it takes longer: then throws `unavailable` and no longer waits for it. */
export async function within<T>(milliseconds: number, work: PromiseLike<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(noAnswer(milliseconds)), milliseconds).unref();
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** Throws `unavailable` when the database does not answer a trivial question within three seconds. */
export async function checkAlive(db: Db): Promise<void> {
  await within(3000, db.execute(sql`select 1`));
}

function noAnswer(milliseconds: number): StewardError {
  return new StewardError('unavailable', `no answer from the database in ${milliseconds} ms`, {
    advice: 'The database of Steward does not answer. Please try again in a minute.',
  });
}
