import { eq } from 'drizzle-orm';
import { tell } from '#foundation/delivery/notice.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import { record } from '#foundation/store/audit-log.ts';
import type { Db } from '#foundation/store/database.ts';
import { settings } from '#foundation/store/schema.ts';
import { ACTIVE_POLICY, isPolicyKept, keepPolicy } from '#knowledge/policy/file/kept-policies.ts';
import type { LoadedPolicy } from '#knowledge/policy/file/load-policy.ts';
import { broadcastNotices } from '#office/broadcasts/broadcast.ts';

/**
 * Proves in the audit log which policy was in force since when, and keeps it whole; says nothing when it is the one that
 * was.
 */
export async function activatePolicy(db: Db, loaded: LoadedPolicy, clock: Clock): Promise<void> {
  const { policy, sha256 } = loaded;
  await db.transaction(async (tx) => {
    const at = clock.now();
    const [active] = await tx
      .select()
      .from(settings)
      .where(eq(settings.key, ACTIVE_POLICY))
      .for('update');
    if (active?.value === sha256) {
      // An older Steward activated it, and kept its fingerprint only.
      if (!(await isPolicyKept(tx, sha256))) await keepPolicy(tx, loaded, at);
      return;
    }
    await tx
      .insert(settings)
      .values({ key: ACTIVE_POLICY, value: sha256 })
      .onConflictDoUpdate({ target: settings.key, set: { value: sha256 } });
    await keepPolicy(tx, loaded, at);
    const { version, profile } = policy;
    // Of the first one there is nothing to say: nobody knew another.
    if (active !== undefined) {
      const told = { kind: broadcastNotices.offer, matter: sha256 };
      await tell(tx, told, { kind: 'role', role: 'ospo' }, at);
    }
    await record(tx, { kind: 'policy.activated', version, profile, sha256 }, { actor: null, at });
  });
}
