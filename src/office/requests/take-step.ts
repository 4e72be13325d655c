import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Clock } from '#foundation/kernel/clock.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import { findPerson } from '#foundation/people/accounts.ts';
import type { Roles } from '#foundation/people/roles.ts';
import { record } from '#foundation/store/audit-log.ts';
import type { Db } from '#foundation/store/database.ts';
import { requestSteps, requests } from '#foundation/store/tables/requests.ts';
import { coverOf, inPlaceOf } from '#office/requests/absences/in-place-of.ts';
import { approveByPolicy } from '#office/requests/approve-by-policy.ts';
import { type Asked, findRequest, type Request, stepSeen } from '#office/requests/find-requests.ts';
import {
  isDecision,
  isOpen,
  partFor,
  statesAfter,
  type Taken,
  UNDO_MS,
} from '#office/requests/lifecycle.ts';
import { keepReviews } from '#office/requests/reviews.ts';
import type { RequestFacts } from '#office/requests/routing/facts.ts';
import { progressOf } from '#office/requests/routing/progress.ts';
import type { Route } from '#office/requests/routing/route.ts';
import type { Calendar } from '#office/requests/routing/route-file.ts';
import { componentOf, openOn } from '#office/requests/submit.ts';
import { tellOf } from '#office/requests/tell.ts';
import { groupsFor, hasApproved, isInvolved } from '#office/requests/who-decides.ts';

export interface Step {
  readonly id: string;
  readonly step: Taken;
  /** Of the request as it was seen by whoever takes the step. */
  readonly version: number;
  /** What is asked, answered, laid down as a condition or given as a reason. */
  readonly words?: string;
  readonly alternative?: string;
  /** To whom it is handed over: a person, or a reviewer group. */
  readonly toPersonId?: string;
  readonly toGroup?: string;
  /** Of resubmit: what is asked for now, and the way that it takes. */
  readonly sent?: Resubmitted;
}

export interface Resubmitted {
  readonly asked: Asked;
  readonly formVersion: number;
  /** What it is about, in one spelling. */
  readonly matter: string;
  readonly title: string;
  readonly facts: RequestFacts;
  /** Settled: in each group is somebody beside the requester. */
  readonly route: Route;
  /** Of those that the policy approves, so many in a hundred are shown to the OSPO. */
  readonly sample?: number | undefined;
}

export interface StepBy {
  readonly personId: string;
  readonly roles: Roles;
  readonly clock: Clock;
  /** Whose working days deadlines are counted in. */
  readonly calendar?: Calendar | undefined;
}

export type StepTaken =
  | { readonly kind: 'taken'; readonly request: Request }
  /** It was changed since: this is how it stands. */
  | { readonly kind: 'moved-on'; readonly request: Request }
  /** A minute has passed, or something was done since. */
  | { readonly kind: 'too-late'; readonly request: Request }
  | { readonly kind: 'own-request'; readonly request: Request }
  | { readonly kind: 'not-yours'; readonly request: Request }
  /** It cannot be handed to whoever asked, nor to somebody who is not there. */
  | { readonly kind: 'no-such-person'; readonly request: Request }
  /** What it was changed into is asked for already. */
  | { readonly kind: 'open-already'; readonly request: Request }
  | { readonly kind: 'not-found' };

/**
 * Takes a step in a request's life: checks who takes it, and whether it still can be, changes it, keeps what was said,
 * and tells whoever must know, all at once or not at all.
 */
export async function takeStep(db: Db, wanted: Step, by: StepBy): Promise<StepTaken> {
  const { id, step } = wanted;
  const { personId, clock } = by;
  // Before the transaction, which would hold the connection that the roles may need.
  const roles = await by.roles.of(personId);
  const cover = await coverOf(personId, roles, by.roles);
  return db.transaction(async (tx): Promise<StepTaken> => {
    const at = clock.now();
    const [locked] = await tx
      .select({
        name: sql<string | null>`(select display_name from people where id = ${personId})`,
      })
      .from(requests)
      .where(eq(requests.id, id))
      .for('update');
    const request = locked && (await findRequest(tx, id));
    if (!request) return { kind: 'not-found' };
    const groups = groupsFor(roles, request, personId);
    const isOspo = roles.has('ospo');
    const presser = {
      personId,
      at,
      groups,
      isOspo,
      wasInvolved: isInvolved(roles, request, personId),
    };
    if (isSentAgain(request, wanted, personId)) return { kind: 'taken', request };
    const refused = refusal(request, wanted, presser);
    if (refused) return { kind: refused, request };
    const to = await personTo(tx, wanted, request);
    const inPlace =
      partFor(step) === 'reviewer' ? inPlaceOf(cover, request, { personId, groups }) : undefined;
    if (to === 'nobody') return { kind: 'no-such-person', request };
    if (statesAfter(request.state, step).length === 0 || isStale(request, wanted, personId)) {
      return { kind: 'moved-on', request };
    }
    // A form goes back to where it came from: answers to another one change nothing here.
    if (wanted.sent && wanted.sent.asked.form.name !== request.asked.form.name) {
      return { kind: 'moved-on', request };
    }

    const same = wanted.sent && (await openOn(tx, request.form, wanted.sent.matter));
    if (same && same.id !== id) return { kind: 'open-already', request: same };

    const groupsOf = step === 'reassign' ? request.progress.open.map(({ group }) => group) : groups;
    const who = { personId, ...(locked.name !== null && { name: locked.name }) };
    const written = await write(tx, request, wanted, {
      by: who,
      inPlaceOf: inPlace === undefined ? undefined : await findPerson(tx, inPlace),
      to,
      groups: groupsOf,
      at,
    });
    const next =
      wanted.sent && written.route.stages.length === 0
        ? await approveByPolicy(tx, written, wanted.sent.sample ?? 0, at)
        : written;
    await keepReviews(tx, next, { step, at, calendar: by.calendar });
    await tellOf(tx, request, next, step, at);
    return { kind: 'taken', request: next };
  });
}

interface Writing {
  readonly by: Person;
  /** Who is away, in whose place it is taken. */
  readonly inPlaceOf: Person | undefined;
  /** To whom it is handed over. */
  readonly to: Person | undefined;
  readonly groups: readonly string[];
  readonly at: Date;
}

/** The step itself, what comes of it, and its entry in the audit log. */
async function write(
  tx: Db,
  before: Request,
  { id, step, words, alternative, toPersonId, toGroup, sent }: Step,
  { by, inPlaceOf: away, to, groups, at }: Writing,
): Promise<Request> {
  const version = before.version + 1;
  if (sent) {
    const { asked, formVersion, matter, title, facts, route } = sent;
    const component = componentOf(facts);
    await tx
      .update(requests)
      .set({ asked, formVersion, matter, title, facts, route, component })
      .where(eq(requests.id, id));
  }
  const isForGroups = partFor(step) === 'reviewer' || partFor(step) === 'ospo';
  await tx.insert(requestSteps).values({
    requestId: id,
    version,
    step,
    personId: by.personId,
    groups: isForGroups && groups.length > 0 ? groups.join(',') : null,
    words,
    alternative,
    toPersonId,
    toGroup,
    forPersonId: away?.personId,
    asked: sent?.asked,
    at,
  });
  const taken = {
    version,
    step,
    by,
    groups: isForGroups ? [...groups] : [],
    ...(away && { inPlaceOf: away }),
    ...(to && { to }),
    ...(toGroup === undefined ? {} : { toGroup }),
    ...(words === undefined ? {} : { words }),
    ...(alternative === undefined ? {} : { alternative }),
    at,
  };
  const steps = [...before.steps, taken];
  const changed = {
    ...before,
    ...(sent && { asked: sent.asked, title: sent.title, facts: sent.facts, route: sent.route }),
    steps,
  };
  const progress = progressOf(changed.route, steps.map(stepSeen));
  const { state } = progress;
  if (!statesAfter(before.state, step).includes(state)) {
    throw new TypeError(`${step} leads from ${before.state} to ${state}`);
  }
  const closedAt = isOpen(state) ? null : at;
  await tx
    .update(requests)
    .set({ state, version, changedAt: at, closedAt })
    .where(eq(requests.id, id));
  const entry = { kind: 'request.step', requestId: id, step, version } as const;
  await record(tx, entry, { actor: by.personId, at });
  return { ...changed, progress, state, version, changedAt: at };
}

type Person = NonNullable<Request['requester']>;

/** To whom it is handed over, by their name; nobody where there is no such person, or they asked for it. */
async function personTo(
  tx: Db,
  { toPersonId }: Step,
  { requester }: Request,
): Promise<Person | undefined | 'nobody'> {
  if (toPersonId === undefined) return undefined;
  if (toPersonId === requester?.personId || !z.uuid().safeParse(toPersonId).success)
    return 'nobody';
  return (await findPerson(tx, toPersonId)) ?? 'nobody';
}

/** The very same once more: whoever pressed may not have heard that it was taken. */
function isSentAgain({ steps }: Request, wanted: Step, personId: string): boolean {
  return steps.some(
    ({ version, step, by, words }) =>
      version > wanted.version &&
      step === wanted.step &&
      by?.personId === personId &&
      words === wanted.words,
  );
}

/**
 * Something was done since that whoever pressed must know. Another's approval is nothing of the kind where more than one
 * is needed.
 */
function isStale({ version, progress }: Request, wanted: Step, personId: string): boolean {
  if (partFor(wanted.step) !== 'reviewer') return wanted.version !== version;
  return (
    wanted.version < progress.since ||
    wanted.version > version ||
    hasApproved({ progress }, personId)
  );
}

interface Presser {
  readonly personId: string;
  readonly at: Date;
  /** For which they decide now. */
  readonly groups: readonly string[];
  readonly isOspo: boolean;
  /** Decides for one of the groups on its way, or has taken a step. */
  readonly wasInvolved: boolean;
}

/** Why somebody may not take this step, whatever the request's state. */
function refusal(
  request: Request,
  { step }: Step,
  { personId, at, groups, isOspo, wasInvolved }: Presser,
): 'own-request' | 'not-yours' | 'too-late' | undefined {
  const isRequester = request.requester?.personId === personId;
  const part = partFor(step);
  switch (part) {
    case 'requester':
      return isRequester ? undefined : 'not-yours';
    case 'reviewer':
      if (isRequester) return 'own-request';
      // To whom decided it with others, what was decided meanwhile is news and no refusal.
      if (groups.length > 0) return undefined;
      return !isOpen(request.state) && wasInvolved ? undefined : 'not-yours';
    case 'ospo':
      if (isRequester) return 'own-request';
      return isOspo ? undefined : 'not-yours';
    case 'decider': {
      const last = request.steps.at(-1);
      if (!last || last.by?.personId !== personId || !isDecision(last.step)) return 'not-yours';
      return at.getTime() - last.at.getTime() > UNDO_MS ? 'too-late' : undefined;
    }
    default:
      return unreachable(part);
  }
}
