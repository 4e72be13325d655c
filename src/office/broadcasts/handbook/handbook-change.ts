import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { tellAgain } from '#foundation/delivery/notice.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import type { Roles } from '#foundation/people/roles.ts';
import { record } from '#foundation/store/audit-log.ts';
import type { Db } from '#foundation/store/database.ts';
import { handbooks } from '#foundation/store/tables/questions.ts';
import {
  compareHandbooks,
  type HandbookChange,
} from '#knowledge/handbook/compare/compare-handbooks.ts';
import { KeptSections } from '#knowledge/handbook/compare/kept-handbook.ts';
import { broadcastNotices } from '#office/broadcasts/broadcast.ts';
import { lockSeen, stagesIn } from '#office/broadcasts/handbook/note-handbook.ts';

/** Which change of the handbook somebody has seen. */
export const SeenChange = z.object({
  /** Id of the handbook before it. */
  offer: z.uuid(),
  /** Of the handbook after it. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type SeenChange = z.infer<typeof SeenChange>;

export interface ChangedHandbook extends SeenChange {
  readonly changes: readonly HandbookChange[];
  /** Headings of all sections that there are now, from the topmost down to their own. */
  readonly paths: readonly (readonly string[])[];
}

/** What changed since the OSPO knew the handbook, and nobody has dealt with; undefined where nothing did. */
export async function changedHandbook(db: Db): Promise<ChangedHandbook | undefined> {
  const rows = await db.select().from(handbooks);
  const known = rows.find(({ stage }) => stage === 'known');
  const newer = rows.find(({ stage }) => stage === 'newer');
  if (!known || !newer) return undefined;
  const now = { sections: KeptSections.parse(newer.sections) };
  return {
    offer: known.id,
    sha256: newer.sha256,
    changes: compareHandbooks({ sections: KeptSections.parse(known.sections) }, now),
    paths: now.sections.map(({ path }) => path),
  };
}

/**
 * The OSPO knows this change from now on, and what was offered about it says so. False where somebody has dealt with it,
 * or it is not all any more: then the offer stands.
 */
export async function closeChange(
  tx: Db,
  { offer, sha256 }: SeenChange,
  at: Date,
): Promise<boolean> {
  await lockSeen(tx, { sha256, since: at });
  const { known, newer } = await stagesIn(tx);
  if (known?.id !== offer || newer?.sha256 !== sha256) return false;
  await tx.delete(handbooks).where(eq(handbooks.stage, 'known'));
  await tx.update(handbooks).set({ stage: 'known' }).where(eq(handbooks.stage, 'newer'));
  await tellAgain(tx, { kind: broadcastNotices.handbook, matter: offer }, at);
  return true;
}

/** Nobody need be told of it. */
export async function passChange(
  db: Db,
  seen: SeenChange,
  by: { readonly personId: string; readonly roles: Roles; readonly clock: Clock },
): Promise<'passed' | 'moved-on' | 'not-ospo'> {
  if (!(await by.roles.of(by.personId)).has('ospo')) return 'not-ospo';
  return db.transaction(async (tx) => {
    const at = by.clock.now();
    if (!(await closeChange(tx, seen, at))) return 'moved-on';
    const entry = { kind: 'handbook.passed', sha256: seen.sha256 } as const;
    await record(tx, entry, { actor: by.personId, at });
    return 'passed';
  });
}
