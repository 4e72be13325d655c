import type { WaitingCard } from '#assistant/inbox.ts';
import { policyChange } from '#assistant/notices/policy-offer.ts';
import { broadcastCard, unreadCard } from '#assistant/views/broadcasts/broadcast-card.ts';
import { deskCard } from '#assistant/views/broadcasts/desk-card.ts';
import {
  handbookDoneCard,
  handbookOfferCard,
} from '#assistant/views/broadcasts/handbook-offer-card.ts';
import { policyOfferCard } from '#assistant/views/broadcasts/policy-offer-card.ts';
import { fit } from '#foundation/cards/fit.ts';
import type { Drawing, Drawn } from '#foundation/delivery/draw.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import type { Office } from '#foundation/people/office.ts';
import type { Roles } from '#foundation/people/roles.ts';
import type { Db } from '#foundation/store/database.ts';
import type { Policy } from '#knowledge/policy/file/policy-file.ts';
import {
  type Broadcast,
  broadcastNotices,
  broadcastsIn,
  findBroadcast,
} from '#office/broadcasts/broadcast.ts';
import { changedHandbook } from '#office/broadcasts/handbook/handbook-change.ts';
import { type Addressing, type Reach, reachOf, sizeOf } from '#office/broadcasts/people-in.ts';
import { progressOf } from '#office/broadcasts/progress.ts';
import { acknowledgedAt } from '#office/broadcasts/readers/acknowledge.ts';
import { unreadBy } from '#office/broadcasts/readers/remind.ts';
import { needsSecond } from '#office/broadcasts/take-step.ts';
import type { Comparing } from '#office/requests/touched/find-touched.ts';

export interface DrawingBroadcasts {
  readonly roles: Roles;
  readonly office: Office;
  readonly clock: Clock;
  readonly addressing: () => Addressing;
}

export interface DrawingAll extends DrawingBroadcasts, Pick<Comparing, 'forms'> {
  readonly policy: Policy;
}

/** A card about broadcasts for one person, as it is when it is sent; nothing where there is no news in it any more. */
export async function drawBroadcast(
  db: Db,
  { kind, matter, recipient, message }: Drawing,
  drawing: DrawingAll,
): Promise<Drawn | undefined> {
  const from = drawing.office.name;
  if (recipient.kind === 'place') {
    const posted = await findBroadcast(db, matter);
    if (posted?.state === 'cancelled' && message === undefined) return undefined;
    return posted && { kind: 'card', card: broadcastCard(posted, { from, isInChannel: true }) };
  }
  if (recipient.kind !== 'person') return undefined;
  const { personId } = recipient;
  if (kind === broadcastNotices.offer) {
    // Drawn once: a newer change has an offer of its own.
    if (message !== undefined || !(await drawing.roles.of(personId)).has('ospo')) return undefined;
    const change = await policyChange(db, { ...drawing, on: drawing.clock.now() });
    return change && { kind: 'card', card: policyOfferCard(change) };
  }
  if (kind === broadcastNotices.handbook) {
    if (!(await drawing.roles.of(personId)).has('ospo')) return undefined;
    return drawHandbook(db, matter, message !== undefined);
  }
  const broadcast = await findBroadcast(db, matter.slice(0, 36));
  if (!broadcast) return undefined;
  if (kind === broadcastNotices.test) {
    return { kind: 'card', card: broadcastCard(broadcast, { from, isPreview: true }) };
  }
  if (kind === broadcastNotices.broadcast) {
    // Told before it was cancelled, and not sent until now.
    if (broadcast.state === 'cancelled' && message === undefined) return undefined;
    const isAsked = broadcast.content.acknowledgement !== undefined && message !== undefined;
    const at = isAsked ? await acknowledgedAt(db, broadcast.id, personId) : undefined;
    return { kind: 'card', card: broadcastCard(broadcast, { from, acknowledgedAt: at }) };
  }
  const isApproval = kind === broadcastNotices.approval;
  if (message === undefined && (!isApproval || broadcast.state !== 'awaiting-approval')) {
    return undefined;
  }
  // Whoever is no longer of the OSPO keeps what they saw, and sees nothing new.
  if (!(await drawing.roles.of(personId)).has('ospo')) return undefined;
  const isOwn = broadcast.createdBy?.personId === personId;
  if (isApproval && isOwn && message === undefined) return undefined;
  const waits = isApproval && !isOwn && broadcast.state === 'awaiting-approval';
  const card = await drawDesk(db, broadcast, { ...drawing, isOwn });
  return { kind: 'card', card, ...(waits && { waits }) };
}

/** The offer of a change that nobody has dealt with; its card closes in place. */
async function drawHandbook(db: Db, offer: string, stands: boolean): Promise<Drawn | undefined> {
  const changed = await changedHandbook(db);
  if (changed?.offer === offer) return { kind: 'card', card: handbookOfferCard(changed) };
  return stands ? { kind: 'card', card: handbookDoneCard() } : undefined;
}

/** What waits for somebody: all that they must confirm on one card, and what they are to approve. */
export async function waitingBroadcasts(
  db: Db,
  personId: string,
  { isOspo, ...drawing }: Omit<DrawingBroadcasts, 'roles'> & { readonly isOspo: boolean },
): Promise<readonly WaitingCard[]> {
  const unread = await unreadBy(db, personId);
  const [first] = unread;
  const toRead =
    first === undefined
      ? []
      : [
          {
            id: 'broadcasts-to-read',
            card: fit(unreadCard(unread, drawing.office.name)),
            at: first.startedAt ?? first.changedAt,
          },
        ];
  if (!isOspo) return toRead;
  const toApprove = (await broadcastsIn(db, ['awaiting-approval'])).filter(
    ({ createdBy }) => createdBy?.personId !== personId,
  );
  const approvals = await Promise.all(
    toApprove.map(async (broadcast) => ({
      id: broadcast.id,
      card: fit(await drawDesk(db, broadcast, { ...drawing, isOwn: false })),
      at: broadcast.changedAt,
    })),
  );
  return [...approvals, ...toRead];
}

/** As the OSPO sees it: whom it would reach, or how far it is. */
export async function drawDesk(
  db: Db,
  broadcast: Broadcast,
  {
    office,
    clock,
    addressing,
    isOwn,
  }: Omit<DrawingBroadcasts, 'roles'> & { readonly isOwn: boolean },
) {
  if (broadcast.startedAt !== undefined) {
    return deskCard(broadcast, { progress: await progressOf(db, broadcast, clock.now()), isOwn });
  }
  const reach = await reachOrNone(db, broadcast, addressing());
  if (!reach) return deskCard(broadcast, { isOwn });
  const { approvalAbove } = office.broadcasts;
  const isSecond = needsSecond(broadcast.content, sizeOf(reach), { approvalAbove });
  return deskCard(broadcast, { reach, needsSecond: isSecond, isOwn });
}

/** Undefined while a platform does not say who is meant: the card can be seen and discarded all the same. */
async function reachOrNone(
  db: Db,
  { content }: Pick<Broadcast, 'content'>,
  addressing: Addressing,
): Promise<Reach | undefined> {
  try {
    return await reachOf(db, content, addressing);
  } catch (cause) {
    if (cause instanceof StewardError && cause.code === 'unavailable') return undefined;
    throw cause;
  }
}
