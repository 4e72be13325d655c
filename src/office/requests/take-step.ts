import { eq } from 'drizzle-orm';
import { tell, tellAgain } from '#foundation/delivery/notice.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import type { Role, Roles } from '#foundation/people/roles.ts';
import { record } from '#foundation/store/audit-log.ts';
import type { Db } from '#foundation/store/database.ts';
import { requestSteps, requests } from '#foundation/store/tables/requests.ts';
import { findRequest, type Request } from '#office/requests/find-requests.ts';
import { isOpen, partFor, stateAfter, type Taken, UNDO_MS } from '#office/requests/lifecycle.ts';
import { requestNotices } from '#office/requests/submit.ts';

export interface Step {
  readonly id: string;
  readonly step: Taken;
  /** Of the request as it was seen by whoever takes the step. */
  readonly version: number;
  /** What is asked, answered, laid down as a condition or given as a reason. */
  readonly words?: string;
  readonly alternative?: string;
}

export interface StepBy {
  readonly personId: string;
  readonly roles: Roles;
  readonly clock: Clock;
}

export type StepTaken =
  | { readonly kind: 'taken'; readonly request: Request }
  /** It was changed since: this is how it stands. */
  | { readonly kind: 'moved-on'; readonly request: Request }
  /** A minute has passed, or something was done since. */
  | { readonly kind: 'too-late'; readonly request: Request }
  | { readonly kind: 'own-request'; readonly request: Request }
  | { readonly kind: 'not-yours'; readonly request: Request }
  | { readonly kind: 'not-found' };

/**
 * Takes a step in a request's life: checks who takes it, and whether it still can be, changes it, keeps what was said,
 * and tells whoever must know, all at once or not at all.
 */
export async function takeStep(db: Db, wanted: Step, by: StepBy): Promise<StepTaken> {
  const { id, step, version } = wanted;
  const { personId, clock } = by;
  // Before the transaction, which would hold the connection that the roles may need.
  const roles = await by.roles.of(personId);
  return db.transaction(async (tx): Promise<StepTaken> => {
    const at = clock.now();
    const [locked] = await tx
      .select({ id: requests.id })
      .from(requests)
      .where(eq(requests.id, id))
      .for('update');
    const request = locked && (await findRequest(tx, id));
    if (!request) return { kind: 'not-found' };
    const refused = refusal(request, wanted, { personId, at, isReviewer: decides(roles, request) });
    if (refused) return { kind: refused, request };
    if (isSentAgain(request, wanted, personId)) return { kind: 'taken', request };
    const state = stateAfter(request.state, step);
    if (state === undefined || request.version !== version) return { kind: 'moved-on', request };

    const next = version + 1;
    const closedAt = isOpen(state) ? null : at;
    await tx
      .update(requests)
      .set({ state, version: next, changedAt: at, closedAt })
      .where(eq(requests.id, id));
    await tx.insert(requestSteps).values({
      requestId: id,
      version: next,
      step,
      personId,
      words: wanted.words ?? null,
      alternative: wanted.alternative ?? null,
      at,
    });
    await record(
      tx,
      { kind: 'request.step', requestId: id, step, version: next },
      { actor: personId, at },
    );
    await tellOf(tx, request, step, at);
    const now = await findRequest(tx, id);
    return now ? { kind: 'taken', request: now } : { kind: 'not-found' };
  });
}

/** The very same once more, such as a second press: whoever sent it may not have heard that it was taken. */
function isSentAgain({ version, steps }: Request, wanted: Step, personId: string): boolean {
  const last = steps.at(-1);
  return (
    version === wanted.version + 1 &&
    last?.step === wanted.step &&
    last.by?.personId === personId &&
    last.words === wanted.words
  );
}

/** Its reviewers, and the OSPO, which decides what nobody else can. */
export function decides(
  roles: ReadonlySet<Role>,
  { reviewers }: Pick<Request, 'reviewers'>,
): boolean {
  return roles.has(`reviewer:${reviewers}`) || roles.has('ospo');
}

interface Presser {
  readonly personId: string;
  readonly at: Date;
  readonly isReviewer: boolean;
}

/** Why somebody may not take this step, whatever the request's state. */
function refusal(
  request: Request,
  { step }: Step,
  { personId, at, isReviewer }: Presser,
): 'own-request' | 'not-yours' | 'too-late' | undefined {
  const isRequester = request.requester?.personId === personId;
  const part = partFor(step);
  switch (part) {
    case 'requester':
      return isRequester ? undefined : 'not-yours';
    case 'reviewer':
      if (isRequester) return 'own-request';
      return isReviewer ? undefined : 'not-yours';
    case 'decider': {
      const last = request.steps.at(-1);
      if (last?.by?.personId !== personId || !isReviewer) return 'not-yours';
      return at.getTime() - last.at.getTime() > UNDO_MS ? 'too-late' : undefined;
    }
    default:
      return unreachable(part);
  }
}

/** The reviewers' cards say at once how it stands; whoever must act or wants to know gets a card of their own. */
async function tellOf(tx: Db, request: Request, step: Taken, at: Date): Promise<void> {
  const { id: matter, requester, steps } = request;
  await tellAgain(tx, { kind: requestNotices.review, matter }, at);
  const tellRequester = async (kind: string): Promise<void> => {
    if (!requester) return;
    await tell(tx, { kind, matter }, { kind: 'person', personId: requester.personId }, at);
  };
  switch (step) {
    case 'ask':
      return tellRequester(requestNotices.asked);
    case 'answer': {
      await tellAgain(tx, { kind: requestNotices.asked, matter }, at);
      const asker = steps.at(-1)?.by?.personId;
      if (asker === undefined) return;
      const told = { kind: requestNotices.answered, matter };
      return tell(tx, told, { kind: 'person', personId: asker }, at);
    }
    case 'approve':
    case 'approve-with-conditions':
    case 'reject':
      await tellAgain(tx, { kind: requestNotices.asked, matter }, at);
      return tellRequester(requestNotices.decided);
    case 'undo':
      return tellAgain(tx, { kind: requestNotices.decided, matter }, at);
    case 'withdraw':
      return tellAgain(tx, { kind: requestNotices.asked, matter }, at);
    default:
      return unreachable(step);
  }
}
