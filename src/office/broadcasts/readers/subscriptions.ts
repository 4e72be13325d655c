import { and, eq } from 'drizzle-orm';
import type { Clock } from '#foundation/kernel/clock.ts';
import { record } from '#foundation/store/audit-log.ts';
import type { Db } from '#foundation/store/database.ts';
import { subscriptions } from '#foundation/store/tables/broadcasts.ts';

/** Whether somebody wants to hear of a topic from now on; false where they had said so already. */
export async function subscribe(
  db: Db,
  { topic, wanted }: { readonly topic: string; readonly wanted: boolean },
  { personId, clock }: { readonly personId: string; readonly clock: Clock },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const at = clock.now();
    const [before] = await tx
      .select({ wanted: subscriptions.wanted })
      .from(subscriptions)
      .where(and(eq(subscriptions.personId, personId), eq(subscriptions.topic, topic)))
      .for('update');
    if (before?.wanted === wanted) return false;
    await tx
      .insert(subscriptions)
      .values({ personId, topic, wanted, at })
      .onConflictDoUpdate({
        target: [subscriptions.personId, subscriptions.topic],
        set: { wanted, at },
      });
    const kind = wanted ? 'subscription.wanted' : 'subscription.unwanted';
    await record(tx, { kind, topic }, { actor: personId, at });
    return true;
  });
}

/** What somebody has said of each topic; of the others nothing. */
export async function subscriptionsOf(
  db: Db,
  personId: string,
): Promise<ReadonlyMap<string, boolean>> {
  const rows = await db
    .select({ topic: subscriptions.topic, wanted: subscriptions.wanted })
    .from(subscriptions)
    .where(eq(subscriptions.personId, personId));
  return new Map(rows.map(({ topic, wanted }) => [topic, wanted]));
}
