import { requestCard } from '#assistant/views/requests/request-card.ts';
import { type GroupNames, viewerOf } from '#assistant/views/requests/viewer.ts';
import type { Card } from '#foundation/cards/card.ts';
import type { Role, Roles } from '#foundation/people/roles.ts';
import type { Db } from '#foundation/store/database.ts';
import { awayOn } from '#office/requests/absences/named-absence.ts';
import { decidedOn, type Request } from '#office/requests/find-requests.ts';
import { legalNotes } from '#office/requests/notes.ts';
import { duesOf } from '#office/requests/reviews.ts';
import { usualTime } from '#office/requests/usual-time.ts';

const PRECEDENTS_MOST = 3;

/** Who looks at it now, by the roles that they hold now. */
export interface Looking {
  readonly personId: string;
  readonly roles: ReadonlySet<Role>;
  readonly now: Date;
  /** Who holds what, to say who is away. */
  readonly people: Roles;
  /** Has opened it just now, instead of being sent it. */
  readonly hasOpened?: boolean;
  /** What is different by now from what was known when it was handed in. */
  readonly changes?: readonly string[];
}

/** A request's card for one person: with what was decided before for those who decide, and legal notes for legal. */
export async function drawCard(
  db: Db | undefined,
  request: Request,
  { personId, roles, now, people, hasOpened = false, changes = [] }: Looking,
  names: GroupNames,
): Promise<Card> {
  const viewer = viewerOf(request, roles, { personId, now, hasOpened });
  const { component } = request.facts;
  const isTheirs = request.requester?.personId === personId;
  const precedents =
    db && component !== undefined && viewer.readsAll && !isTheirs
      ? await decidedOn(db, component, PRECEDENTS_MOST, request.id)
      : [];
  const notes = db ? await legalNotes(db, request, { personId, roles }) : [];
  const isWaiting = request.state === 'in-review';
  const dueAt = db && isWaiting ? (await duesOf(db, [request.id])).get(request.id) : undefined;
  const usually = db && isWaiting && isTheirs ? await usualTime(db, request) : undefined;
  const away = db && isWaiting ? await awayOn(db, request, { roles: people, now }) : [];
  const beside = { precedents, notes, changes, dueAt, usually, away };
  return requestCard(request, viewer, names, beside);
}
