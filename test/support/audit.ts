import { type Clock, movableClock } from '#foundation/kernel/clock.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { record } from '#foundation/store/audit-log.ts';
import type { Db } from '#foundation/store/database.ts';
import { type Sealer, startSealer } from '#foundation/store/seal.ts';

/** Entries `from` to `to`, told apart by their version. */
export async function recordEntries(db: Db, from: number, to: number): Promise<void> {
  const at = new Date('2026-03-01T12:00:00Z');
  for (let number = from; number <= to; number++) {
    const entry = {
      kind: 'policy.activated',
      version: String(number),
      sha256: 'd'.repeat(64),
      profile: 'balanced',
    } as const;
    await record(db, entry, { actor: null, at });
  }
}

/** A sealer that acts only when it is told to. */
export function quietSealer(db: Db, headFile: string, clock: Clock = stillClock()): Sealer {
  return startSealer({ db, clock, log: silentLog, headFile, everyMs: 3_600_000 });
}

function stillClock(): Clock {
  return movableClock(new Date('2026-03-01T12:00:00Z'));
}
