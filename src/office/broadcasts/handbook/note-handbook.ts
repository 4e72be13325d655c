import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { tell, tellAgain } from '#foundation/delivery/notice.ts';
import { newId } from '#foundation/kernel/ids.ts';
import { record } from '#foundation/store/audit-log.ts';
import type { Db } from '#foundation/store/database.ts';
import { settings } from '#foundation/store/schema.ts';
import { handbooks } from '#foundation/store/tables/questions.ts';
import { type KeptHandbook, toKeep } from '#knowledge/handbook/compare/kept-handbook.ts';
import type { Handbook } from '#knowledge/handbook/section.ts';
import { broadcastNotices } from '#office/broadcasts/broadcast.ts';

/** Names the setting that holds which handbook was seen last, and since when it is so. */
const SEEN = 'handbook.seen';

const Seen = z.object({ sha256: z.string(), since: z.coerce.date() });
type Seen = z.infer<typeof Seen>;

/** A handbook that somebody is at work on is not offered: only once it has stayed as it is for so long. */
export const SETTLED_MS = 15 * 60_000;

/**
 * Looks whether the handbook has changed since the OSPO knew it, and offers them to tell people. The first one that is
 * ever seen is known. Several processes may look at once, also while some of them still have another handbook: nothing
 * is offered before they agree. Whether anything was told.
 */
export async function noteHandbook(
  db: Db,
  handbook: Pick<Handbook, 'sections'>,
  now: Date,
): Promise<boolean> {
  // A folder that is gone for a while says nothing about what holds.
  if (handbook.sections.length === 0) return false;
  const kept = toKeep(handbook);
  const { sha256 } = kept;
  if (isSettled(await stagesIn(db), sha256) && (await seenIn(db))?.sha256 === sha256) return false;
  return db.transaction(async (tx) => {
    const seen = await lockSeen(tx, { sha256, since: now });
    const { known, newer } = await stagesIn(tx);
    if (!known) {
      await tx.insert(handbooks).values({ stage: 'known', ...rowOf(kept, now) });
      return false;
    }
    if (seen.sha256 !== sha256) {
      await setSeen(tx, { sha256, since: now });
      return false;
    }
    const isYoung = now.getTime() - seen.since.getTime() < SETTLED_MS;
    if (isYoung || isSettled({ known, newer }, sha256)) return false;
    await settle(tx, kept, known, now);
    return true;
  });
}

/** What is offered is of the handbook that is known: when it changes once more, the same offer says more. */
async function settle(tx: Db, kept: KeptHandbook, known: Stage, at: Date): Promise<void> {
  const told = { kind: broadcastNotices.handbook, matter: known.id };
  await tx.delete(handbooks).where(eq(handbooks.stage, 'newer'));
  await record(tx, { kind: 'handbook.changed', sha256: kept.sha256 }, { actor: null, at });
  if (kept.sha256 === known.sha256) {
    await tellAgain(tx, told, at);
    // The next offer is a new card: this one says that there is nothing any more.
    await tx.update(handbooks).set({ id: newId() });
    return;
  }
  await tx.insert(handbooks).values({ stage: 'newer', ...rowOf(kept, at) });
  await tell(tx, told, { kind: 'role', role: 'ospo' }, at);
}

function rowOf({ sections, sha256 }: KeptHandbook, settledAt: Date) {
  return { id: newId(), sha256, sections, settledAt };
}

interface Stage {
  readonly id: string;
  readonly sha256: string;
}

interface Stages {
  readonly known: Stage | undefined;
  readonly newer: Stage | undefined;
}

/** Without their sections: it is looked at often. */
export async function stagesIn(db: Db): Promise<Stages> {
  const rows = await db
    .select({ stage: handbooks.stage, id: handbooks.id, sha256: handbooks.sha256 })
    .from(handbooks);
  const staged = (stage: string) => rows.find((row) => row.stage === stage);
  return { known: staged('known'), newer: staged('newer') };
}

function isSettled({ known, newer }: Stages, sha256: string): boolean {
  return (newer ?? known)?.sha256 === sha256;
}

async function seenIn(db: Db): Promise<Seen | undefined> {
  const [row] = await db.select().from(settings).where(eq(settings.key, SEEN));
  return Seen.safeParse(row?.value).data;
}

/** What was seen last, `first` where nothing was; nobody else notes or closes a change until the transaction is over. */
export async function lockSeen(tx: Db, first: Seen): Promise<Seen> {
  await tx.insert(settings).values({ key: SEEN, value: first }).onConflictDoNothing();
  const [row] = await tx.select().from(settings).where(eq(settings.key, SEEN)).for('update');
  return Seen.safeParse(row?.value).data ?? first;
}

async function setSeen(tx: Db, seen: Seen): Promise<void> {
  await tx.update(settings).set({ value: seen }).where(eq(settings.key, SEEN));
}
