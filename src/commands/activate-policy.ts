import { eq } from 'drizzle-orm';
import type { Clock } from '#foundation/kernel/clock.ts';
import { record } from '#foundation/store/audit-log.ts';
import type { Db } from '#foundation/store/database.ts';
import { settings } from '#foundation/store/schema.ts';
import type { LoadedPolicy } from '#knowledge/policy/file/load-policy.ts';

const ACTIVE = 'policy.active';

/** Proves in the audit log which policy was in force since when; says nothing when it is the one that was. */
export async function activatePolicy(
  db: Db,
  { policy, sha256 }: LoadedPolicy,
  clock: Clock,
): Promise<void> {
  await db.transaction(async (tx) => {
    const [active] = await tx.select().from(settings).where(eq(settings.key, ACTIVE)).for('update');
    if (active?.value === sha256) return;
    await tx
      .insert(settings)
      .values({ key: ACTIVE, value: sha256 })
      .onConflictDoUpdate({ target: settings.key, set: { value: sha256 } });
    const { version, profile } = policy;
    await record(
      tx,
      { kind: 'policy.activated', version, profile, sha256 },
      { actor: null, at: clock.now() },
    );
  });
}
