import type { Clock } from '#foundation/kernel/clock.ts';
import { idOf, newId } from '#foundation/kernel/ids.ts';
import { record } from '#foundation/store/audit-log.ts';
import type { Db } from '#foundation/store/database.ts';
import { feedback } from '#foundation/store/schema.ts';
import { FeedbackAbout, HELPFUL } from '#office/questions/feedback.ts';

/** Keeps that an answer helped, for the figures; once for each card, and without who said so. */
export async function markHelpful(
  db: Db,
  { about, card }: { readonly about: FeedbackAbout; readonly card: string | undefined },
  clock: Clock,
): Promise<void> {
  await db.transaction(async (tx) => {
    const at = clock.now();
    const added = await tx
      .insert(feedback)
      .values({
        id: card === undefined ? newId() : idOf(`helpful ${card}`),
        about: FeedbackAbout.parse(about),
        reason: HELPFUL,
        card: card ?? null,
        createdAt: at,
        // There is nothing to read.
        handledAt: at,
      })
      .onConflictDoNothing({ target: feedback.id })
      .returning({ id: feedback.id });
    const [first] = added;
    if (!first) return;
    const entry = { kind: 'feedback.given', feedbackId: first.id, reason: HELPFUL } as const;
    await record(tx, entry, { actor: null, at });
  });
}
