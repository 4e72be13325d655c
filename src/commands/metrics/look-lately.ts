import { StewardError } from '#foundation/kernel/errors.ts';
import type { Log } from '#foundation/kernel/log.ts';
import { within } from '#foundation/store/drivers/deadline.ts';

/** Milliseconds that something seen is good for, and that somebody waits to see it. */
export interface Lately {
  readonly fresh: number;
  readonly patience: number;
}

const LATELY: Lately = { fresh: 5_000, patience: 2_000 };

/**
 * What `look` sees, seen lately; undefined when it cannot be seen soon. However many ask, and however long it takes, one
 * looks at a time.
 */
export function createLookLately<T>(
  look: () => Promise<T>,
  { log, fresh, patience }: Partial<Lately> & { readonly log: Log },
): () => Promise<T | undefined> {
  const waits = { ...LATELY, ...(fresh !== undefined && { fresh }), ...(patience && { patience }) };
  let last: { readonly seen: T; readonly at: number } | undefined;
  let looking: Promise<T> | undefined;

  async function lookNow(): Promise<T> {
    const at = performance.now();
    const seen = await look();
    last = { seen, at };
    return seen;
  }

  return async () => {
    if (last && performance.now() - last.at < waits.fresh) return last.seen;
    looking ??= lookNow().finally(() => {
      looking = undefined;
    });
    try {
      return await within(waits.patience, looking);
    } catch (cause) {
      const code = cause instanceof StewardError ? cause.code : 'bug';
      log.warn({ code }, 'what waits in the database could not be counted');
      return undefined;
    }
  };
}
