import { groupNames } from '#assistant/skills/requests/request-parts.ts';
import { drawCard } from '#assistant/views/requests/draw-card.ts';
import { followedCard } from '#assistant/views/requests/duplicates/follow-cards.ts';
import { sampledCard } from '#assistant/views/requests/parts/sampled-card.ts';
import type { Drawing, Drawn } from '#foundation/delivery/draw.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import type { Office } from '#foundation/people/office.ts';
import type { Roles } from '#foundation/people/roles.ts';
import type { Db } from '#foundation/store/database.ts';
import type { Policy } from '#knowledge/policy/file/policy-file.ts';
import { findRequest, type Request } from '#office/requests/find-requests.ts';
import { isOpen, type RequestState } from '#office/requests/lifecycle.ts';
import type { Calendar } from '#office/requests/routing/route-file.ts';
import { requestNotices, requestOf, reviewMatter } from '#office/requests/tell.ts';
import { groupsFor, mayRead, waitsFor } from '#office/requests/who-decides.ts';

const kinds: ReadonlySet<string> = new Set(Object.values(requestNotices));

export function isRequestNotice(kind: string): boolean {
  return kinds.has(kind);
}

export interface DrawingRequests {
  readonly roles: Roles;
  readonly clock: Clock;
  readonly policy: Policy;
  readonly office: Office;
  /** Whose working days deadlines are counted in. */
  readonly calendar?: Calendar | undefined;
}

/** A request's card for one person, as it is when it is sent; nothing where there is no news in it any more. */
export async function drawRequest(
  db: Db,
  { kind, matter, recipient, message }: Drawing,
  { roles, clock, policy, office }: DrawingRequests,
): Promise<Drawn | undefined> {
  const request = await findRequest(db, requestOf(matter));
  if (!request || recipient.kind !== 'person') return undefined;
  const { personId } = recipient;
  if (message === undefined && isOver(kind, request)) return undefined;
  const { state, requester, progress } = request;
  if (kind === requestNotices.followed) return { kind: 'card', card: followedCard(request) };
  const isShown = kind === requestNotices.shown;
  const isReview = kind === requestNotices.review;
  const isTheirs = requester?.personId === personId;
  const held = await roles.of(personId);
  const decides = groupsFor(held, request, personId).length > 0;
  const isNow = isReview && matter === reviewMatter(request.id, progress.stage);
  const isWaiting = isNow && isOpen(state) && decides;
  // Nobody need hear of what was over before they were told, nor review their own.
  if (message === undefined && (isShown || (isReview && !isWaiting))) return undefined;
  if (isReview && isTheirs) return undefined;
  if (isShown && !mayRead(held, request, personId)) return undefined;
  const waits =
    (isNow && waitsFor(held, request, personId)) ||
    (kind === requestNotices.asked && isAsking(state));
  const looking = { personId, roles: held, now: clock.now(), people: roles, hasOpened: isShown };
  const card = await drawCard(db, request, looking, groupNames({ policy, office }));
  return {
    kind: 'card',
    card: kind === requestNotices.sample ? sampledCard(card, request) : card,
    ...(waits && { waits }),
  };
}

/** What was told was taken back or dealt with before anybody heard of it. */
function isOver(kind: string, { state, steps }: Request): boolean {
  switch (kind) {
    case requestNotices.decided:
    case requestNotices.followed:
      return isOpen(state);
    case requestNotices.asked:
      return !isAsking(state);
    case requestNotices.answered:
      // What the policy approves of it is news to whoever wanted it changed.
      return !isOpen(state) && steps.at(-1)?.by !== undefined;
    default:
      return false;
  }
}

function isAsking(state: RequestState): boolean {
  return state === 'needs-info' || state === 'changes-requested';
}
