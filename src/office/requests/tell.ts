import { tell, tellAllAgain } from '#foundation/delivery/notice.ts';
import { deputyRole } from '#foundation/people/roles.ts';
import type { Db } from '#foundation/store/database.ts';
import type { Request } from '#office/requests/find-requests.ts';
import { tellFollowers } from '#office/requests/follow.ts';
import { isDecision, isOpen, type Taken } from '#office/requests/lifecycle.ts';
import { rolesFor } from '#office/requests/who-decides.ts';

/** What is told about requests; the matter is the request's id, of `review` with the stage. */
export const requestNotices = {
  /** To the reviewers: it waits for them. Its card closes in place. */
  review: 'request.review',
  /** To whoever asked: somebody wants to know more, or wants something changed. */
  asked: 'request.asked',
  /** To the reviewer who wanted to know more, or who covers for them by now. */
  answered: 'request.answered',
  /** To whoever asked: it is decided. */
  decided: 'request.decided',
  /** To whoever wanted the same: what came of it. */
  followed: 'request.followed',
  /** To whoever it was shown to when they asked: it stays true where it stands, and is news of nothing. */
  shown: 'request.shown',
  /** To the OSPO: the policy approved it by itself; would they have? */
  sample: 'request.sample',
} as const;

/**
 * To somebody, once a day, of which the matter is: all that they should decide by its end, and all that they have not
 * confirmed. One kind for both, so that nobody gets two.
 */
export const reminderNotice = 'reminder';

/** The matter of a review: each stage has cards of its own. */
export function reviewMatter(id: string, stage: number): string {
  return `${id}/${stage}`;
}

/** The id of the request that a notice is about. */
export function requestOf(matter: string): string {
  return matter.slice(0, 36);
}

/** Tells those for whom it waits now. */
export async function tellReviewers(
  tx: Db,
  { id, progress }: Pick<Request, 'id' | 'progress'>,
  at: Date,
): Promise<void> {
  const told = { kind: requestNotices.review, matter: reviewMatter(id, progress.stage) };
  for (const { group, assigneeId } of progress.open) {
    if (assigneeId !== undefined) {
      await tell(tx, told, { kind: 'person', personId: assigneeId }, at);
      continue;
    }
    for (const role of rolesFor(group)) await tell(tx, told, { kind: 'role', role }, at);
  }
}

/** The reviewers' cards say at once how it stands; whoever must act or wants to know gets a card of their own. */
export async function tellOf(
  tx: Db,
  before: Request,
  now: Request,
  step: Taken,
  at: Date,
): Promise<void> {
  const { id: matter, requester, steps, progress } = now;
  const last = Math.max(before.progress.stage, progress.stage);
  const reviews = Array.from({ length: last + 1 }, (_, stage) => ({
    kind: requestNotices.review,
    matter: reviewMatter(matter, stage),
  }));
  const alsoDrawn = [shown, ...drawnAnew[step]].map((kind) => ({ kind, matter }));
  await tellAllAgain(tx, [...reviews, ...alsoDrawn], at);
  const isHandedOver = step === 'delegate' || step === 'reassign' || step === 'escalate';
  if (progress.open.length > 0 && (progress.stage !== before.progress.stage || isHandedOver)) {
    await tellReviewers(tx, now, at);
  }
  if (before.isFollowed && !isOpen(now.state)) {
    await tellFollowers(tx, matter, { kind: requestNotices.followed, matter }, at);
  }
  if (step === 'answer' || step === 'resubmit') {
    const asked = steps.findLast((one) => one.step === 'ask' || one.step === 'request-changes');
    if (asked?.by === undefined) return;
    const told = { kind: requestNotices.answered, matter };
    return tell(tx, told, { kind: 'role', role: deputyRole(asked.by.personId) }, at);
  }
  const kind = isAsking(step)
    ? requestNotices.asked
    : isDecision(step) && now.state !== 'in-review'
      ? requestNotices.decided
      : undefined;
  if (kind === undefined || !requester) return;
  await tell(tx, { kind, matter }, { kind: 'person', personId: requester.personId }, at);
}

function isAsking(step: Taken): boolean {
  return step === 'ask' || step === 'request-changes';
}

const { asked, answered, decided, followed, shown } = requestNotices;

/** Cards beside those of the reviewers that say something else after a step. */
const drawnAnew: Readonly<Record<Taken, readonly string[]>> = {
  ask: [],
  'request-changes': [],
  answer: [asked],
  resubmit: [asked],
  approve: [asked, answered],
  'approve-with-conditions': [asked, answered],
  reject: [asked, answered],
  undo: [decided, followed],
  withdraw: [asked, answered],
  abstain: [],
  recuse: [],
  delegate: [],
  reassign: [],
  escalate: [],
};
