import { and, eq } from 'drizzle-orm';
import { redrawSent, tellAllAgain } from '#foundation/delivery/notice.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import type { Roles } from '#foundation/people/roles.ts';
import { record } from '#foundation/store/audit-log.ts';
import type { Db } from '#foundation/store/database.ts';
import { broadcasts } from '#foundation/store/tables/broadcasts.ts';
import {
  type Broadcast,
  type BroadcastContent,
  broadcastNotices,
  findBroadcast,
} from '#office/broadcasts/broadcast.ts';
import { closeChange, type SeenChange } from '#office/broadcasts/handbook/handbook-change.ts';
import { hasBegun, isOnTheDesk } from '#office/broadcasts/lifecycle.ts';

/** Who writes or steers, on the word of what. */
export interface Writing {
  readonly personId: string;
  readonly roles: Roles;
  readonly clock: Clock;
}

export type Written =
  | { readonly kind: 'written'; readonly broadcast: Broadcast }
  /** Somebody changed it since it was seen. */
  | { readonly kind: 'changed-meanwhile'; readonly broadcast: Broadcast }
  /** It goes out, or is over: whom it goes to cannot be changed any more. */
  | { readonly kind: 'moved-on'; readonly broadcast: Broadcast }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'not-ospo' };

/** Keeps a new broadcast on the OSPO's desk; `id` is the same for each try to keep it, `about` what it was offered for. */
export async function draftBroadcast(
  db: Db,
  content: BroadcastContent,
  by: Writing,
  { id, about }: { readonly id: string; readonly about?: SeenChange | undefined },
): Promise<Written> {
  if (!(await isOspo(by))) return { kind: 'not-ospo' };
  return db.transaction(async (tx): Promise<Written> => {
    const at = by.clock.now();
    const added = await tx
      .insert(broadcasts)
      .values({
        id,
        content,
        state: 'draft',
        version: 1,
        createdBy: by.personId,
        createdAt: at,
        changedAt: at,
      })
      .onConflictDoNothing({ target: broadcasts.id })
      .returning({ id: broadcasts.id });
    if (added.length > 0) {
      await record(tx, { kind: 'broadcast.drafted', broadcastId: id }, { actor: by.personId, at });
      if (about) await closeChange(tx, about, at);
    }
    return { kind: 'written', broadcast: await read(tx, id) };
  });
}

/** Changes what is on the desk, as it was `seen`. */
export async function changeDraft(
  db: Db,
  change: { readonly id: string; readonly seen: number; readonly content: BroadcastContent },
  by: Writing,
): Promise<Written> {
  return edit(db, change, by, async (tx, before, at) => {
    if (!isOnTheDesk(before.state)) return 'moved-on';
    await tx
      .update(broadcasts)
      .set({ content: change.content })
      .where(eq(broadcasts.id, change.id));
    await recordChange(tx, before, by, at);
    return 'written';
  });
}

/** Changes title and text of what has begun to go out: also where it stands already. */
export async function correctBroadcast(
  db: Db,
  change: {
    readonly id: string;
    readonly seen: number;
    readonly title: string;
    readonly body: string;
  },
  by: Writing,
): Promise<Written> {
  const { id, title, body } = change;
  return edit(db, change, by, async (tx, before, at) => {
    if (!hasBegun(before.state)) return 'moved-on';
    const content: BroadcastContent = { ...before.content, title, body };
    await tx.update(broadcasts).set({ content, correctedAt: at }).where(eq(broadcasts.id, id));
    for (const kind of [broadcastNotices.broadcast, broadcastNotices.place]) {
      await redrawSent(tx, { kind, matter: id }, at);
    }
    if (before.state === 'sent') {
      await tx
        .update(broadcasts)
        .set({ state: 'sending', finishedAt: null })
        .where(eq(broadcasts.id, id));
    }
    await record(
      tx,
      { kind: 'broadcast.corrected', broadcastId: id, version: before.version + 1 },
      { actor: by.personId, at },
    );
    return 'written';
  });
}

async function edit(
  db: Db,
  { id, seen }: { readonly id: string; readonly seen: number },
  by: Writing,
  change: (tx: Db, before: Broadcast, at: Date) => Promise<'written' | 'moved-on'>,
): Promise<Written> {
  if (!(await isOspo(by))) return { kind: 'not-ospo' };
  return db.transaction(async (tx): Promise<Written> => {
    const before = await lockBroadcast(tx, id);
    if (!before) return { kind: 'not-found' };
    if (before.version !== seen) return { kind: 'changed-meanwhile', broadcast: before };
    const at = by.clock.now();
    const kind = await change(tx, before, at);
    if (kind === 'moved-on') return { kind, broadcast: before };
    await nextVersion(tx, before, at);
    return { kind, broadcast: await read(tx, id) };
  });
}

/** Nobody else changes it until the transaction is over. */
export async function lockBroadcast(tx: Db, id: string): Promise<Broadcast | undefined> {
  const [locked] = await tx
    .select({ id: broadcasts.id })
    .from(broadcasts)
    .where(eq(broadcasts.id, id))
    .for('update');
  return locked && findBroadcast(tx, id);
}

/** Cards of it that stand say what is true now. */
export async function nextVersion(tx: Db, { id, version }: Broadcast, at: Date): Promise<void> {
  await tx
    .update(broadcasts)
    .set({ version: version + 1, changedAt: at })
    .where(and(eq(broadcasts.id, id), eq(broadcasts.version, version)));
  const { shown, approval } = broadcastNotices;
  await tellAllAgain(
    tx,
    [shown, approval].map((kind) => ({ kind, matter: id })),
    at,
  );
}

/** Before the transaction, which would hold the connection that the roles may need. */
export async function isOspo({ personId, roles }: Writing): Promise<boolean> {
  return (await roles.of(personId)).has('ospo');
}

async function recordChange(
  tx: Db,
  { id, version }: Broadcast,
  { personId }: Writing,
  at: Date,
): Promise<void> {
  const entry = { kind: 'broadcast.changed', broadcastId: id, version: version + 1 } as const;
  await record(tx, entry, { actor: personId, at });
}

async function read(tx: Db, id: string): Promise<Broadcast> {
  const broadcast = await findBroadcast(tx, id);
  if (broadcast) return broadcast;
  throw new StewardError('bug', 'a broadcast that was written cannot be read', {
    advice: 'Nothing was changed. Please try again.',
  });
}
