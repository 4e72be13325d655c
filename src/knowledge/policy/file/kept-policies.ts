import { desc, eq, ne } from 'drizzle-orm';
import type { Db } from '#foundation/store/database.ts';
import { settings } from '#foundation/store/schema.ts';
import { policies } from '#foundation/store/tables/policies.ts';
import type { LoadedPolicy } from '#knowledge/policy/file/load-policy.ts';
import { Policy } from '#knowledge/policy/file/policy-file.ts';

/** Names the setting that holds the fingerprint of the policy in force. */
export const ACTIVE_POLICY = 'policy.active';

/** Keeps a policy that became active whole; where it was active before, when it did so last. */
export async function keepPolicy(
  tx: Db,
  { policy, sha256 }: LoadedPolicy,
  activatedAt: Date,
): Promise<void> {
  await tx
    .insert(policies)
    .values({ sha256, version: policy.version, content: policy, activatedAt })
    .onConflictDoUpdate({ target: policies.sha256, set: { activatedAt } });
}

export async function isPolicyKept(tx: Db, sha256: string): Promise<boolean> {
  const found = await tx
    .select({ sha256: policies.sha256 })
    .from(policies)
    .where(eq(policies.sha256, sha256));
  return found.length > 0;
}

/** A policy that was in force before. */
export interface PreviousPolicy extends LoadedPolicy {
  /** When it became active last. */
  readonly activatedAt: Date;
}

/**
 * The policy that was in force before the one that is. Undefined where there was none, or where it was written for another
 * Steward that knew other rules.
 */
export async function previousPolicy(db: Db): Promise<PreviousPolicy | undefined> {
  const [active] = await db
    .select({ sha256: settings.value })
    .from(settings)
    .where(eq(settings.key, ACTIVE_POLICY));
  if (!active) return undefined;
  const [row] = await db
    .select()
    .from(policies)
    .where(ne(policies.sha256, String(active.sha256)))
    .orderBy(desc(policies.activatedAt))
    .limit(1);
  const policy = Policy.safeParse(row?.content).data;
  return row && policy && { policy, sha256: row.sha256, activatedAt: row.activatedAt };
}
