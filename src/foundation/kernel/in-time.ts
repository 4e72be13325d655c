import { type Log, placesOf } from '#foundation/kernel/log.ts';

/**
 * What the work gives, if it does before `until`, by `performance.now()`: whoever asked waits for an answer, and not for
 * long. The work goes on in any case.
 */
export async function inTime<T>(
  work: Promise<T>,
  until: number,
  log: Log,
): Promise<T | 'late' | 'failed'> {
  const { promise: late, resolve } = Promise.withResolvers<'late'>();
  const timer = setTimeout(() => resolve('late'), Math.max(0, until - performance.now()));
  try {
    return await Promise.race([work.catch(failed), late]);
  } finally {
    clearTimeout(timer);
  }

  function failed(cause: unknown): 'failed' {
    log.warn(placesOf(cause), 'what somebody waits for could not be done');
    return 'failed';
  }
}
