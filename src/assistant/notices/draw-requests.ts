import { requestCard } from '#assistant/views/requests/request-card.ts';
import type { Drawing, Drawn } from '#foundation/delivery/draw.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import type { Roles } from '#foundation/people/roles.ts';
import type { Db } from '#foundation/store/database.ts';
import type { Policy } from '#knowledge/policy/file/policy-file.ts';
import { findRequest } from '#office/requests/find-requests.ts';
import { isOpen } from '#office/requests/lifecycle.ts';
import { requestNotices } from '#office/requests/submit.ts';
import { decides } from '#office/requests/take-step.ts';

const kinds: ReadonlySet<string> = new Set(Object.values(requestNotices));

export function isRequestNotice(kind: string): boolean {
  return kinds.has(kind);
}

export interface DrawingRequests {
  readonly roles: Roles;
  readonly clock: Clock;
  readonly policy: Policy;
}

/** A request's card for one person, as it is when it is sent; nothing where there is no news in it any more. */
export async function drawRequest(
  db: Db,
  { kind, matter, recipient, message }: Drawing,
  { roles, clock, policy }: DrawingRequests,
): Promise<Drawn | undefined> {
  const request = await findRequest(db, matter);
  if (!request || recipient.kind !== 'person') return undefined;
  const { personId } = recipient;
  const isReview = kind === requestNotices.review;
  // Nobody need hear of what was over before they were told, nor review their own.
  if (message === undefined && isReview && !isOpen(request.state)) return undefined;
  if (isReview && request.requester?.personId === personId) return undefined;
  const viewer = {
    personId,
    decides: decides(await roles.of(personId), request),
    now: clock.now(),
  };
  const card = requestCard(
    request,
    viewer,
    policy.reviewers[request.reviewers] ?? request.reviewers,
  );
  const waits =
    (isReview && request.state === 'in-review') ||
    (kind === requestNotices.asked && request.state === 'needs-info');
  return { kind: 'card', card, ...(waits && { waits }) };
}
