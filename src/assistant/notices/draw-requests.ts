import { groupNames } from '#assistant/skills/requests/request-parts.ts';
import { drawCard } from '#assistant/views/requests/draw-card.ts';
import { dueCard } from '#assistant/views/requests/due-card.ts';
import { followedCard } from '#assistant/views/requests/duplicates/follow-cards.ts';
import { sampledCard } from '#assistant/views/requests/parts/sampled-card.ts';
import type { Drawing, Drawn } from '#foundation/delivery/draw.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import type { Office } from '#foundation/people/office.ts';
import { coveredIn, type Roles } from '#foundation/people/roles.ts';
import type { Db } from '#foundation/store/database.ts';
import type { Policy } from '#knowledge/policy/file/policy-file.ts';
import { findRequest, type Request, requestsFor } from '#office/requests/find-requests.ts';
import { isOpen, type RequestState } from '#office/requests/lifecycle.ts';
import { duesOf } from '#office/requests/reviews.ts';
import type { Calendar } from '#office/requests/routing/route-file.ts';
import { endOfDay } from '#office/requests/routing/working-time.ts';
import { requestNotices, requestOf, reviewMatter } from '#office/requests/tell.ts';
import { groupsFor, groupsHeld, mayRead, waitsFor } from '#office/requests/who-decides.ts';

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
  drawing: Drawing,
  drawingRequests: DrawingRequests,
): Promise<Drawn | undefined> {
  const { kind, matter, recipient, message } = drawing;
  if (kind === requestNotices.reminder) return drawReminder(db, drawing, drawingRequests);
  const { roles, clock, policy, office } = drawingRequests;
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

const DUE_MOST = 20;

/** All that waits for somebody and should be decided by the end of the day; nothing where nothing does. */
async function drawReminder(
  db: Db,
  { matter: day, recipient, message }: Drawing,
  { roles, policy, office, calendar }: DrawingRequests,
): Promise<Drawn | undefined> {
  if (recipient.kind !== 'person') return undefined;
  const { personId } = recipient;
  const held = await roles.of(personId);
  const groups = groupsHeld(held, Object.keys(groupNames({ policy, office })));
  const covered = coveredIn(held);
  const until = endOfDay(day, calendar);
  const waiting = (await requestsFor(db, { personId, groups, covered }, DUE_MOST, until)).filter(
    (request) => waitsFor(held, request, personId),
  );
  if (waiting.length === 0 && message === undefined) return undefined;
  const ids = waiting.map(({ id }) => id);
  const dues = await duesOf(db, ids);
  const due = waiting
    .flatMap((request) => {
      const dueAt = dues.get(request.id);
      return dueAt === undefined ? [] : [{ request, dueAt }];
    })
    .sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime());
  return { kind: 'card', card: dueCard(due, day) };
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
