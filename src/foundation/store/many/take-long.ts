import { sql } from 'drizzle-orm';
import type { Db } from '#foundation/store/database.ts';

/** As long as we wait for an answer at all; elsewhere a statement has less. Milliseconds. */
const LONG_MS = 29_000;

/** In this transaction a statement may take longer than usual: it is about many, and nobody waits for it. */
export async function takeLong(tx: Db): Promise<void> {
  await tx.execute(sql`select set_config('statement_timeout', ${String(LONG_MS)}, true)`);
}
