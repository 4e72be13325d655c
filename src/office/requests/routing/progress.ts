import type { RequestState, RequestStep } from '#office/requests/lifecycle.ts';
import type { Route, Stage } from '#office/requests/routing/route.ts';

/** One step of a request's life, as far as its way depends on it. */
export interface StepSeen {
  readonly version: number;
  readonly step: RequestStep;
  readonly personId?: string;
  /** For which groups it was taken. */
  readonly groups: readonly string[];
  readonly toPersonId?: string;
  readonly toGroup?: string;
}

/** A group that must look at it now. */
export interface OpenReview {
  readonly group: string;
  /** Whom it was handed to; without it the whole group has it. */
  readonly assigneeId?: string;
}

/** How far a request has come. */
export interface Progress {
  readonly state: RequestState;
  /** From 0; the number of stages when it is through. */
  readonly stage: number;
  readonly open: readonly OpenReview[];
  /** Who approved in this stage. */
  readonly approvals: readonly Approval[];
  /** Who takes no part in this stage. */
  readonly aside: ReadonlySet<string>;
  /** The version since which what reviewers see is the same, but for the approvals of others. */
  readonly since: number;
  readonly hasConditions: boolean;
}

export interface Approval {
  readonly personId: string;
  readonly groups: readonly string[];
}

/** How far it has come: a pure function of its route and of what happened. */
export function progressOf(
  { stages }: Pick<Route, 'stages'>,
  steps: readonly StepSeen[],
): Progress {
  // What was before each step, so that one can be taken back.
  const before: Progress[] = [];
  let now = begin(stages, 1);
  for (const seen of steps) {
    const earlier = now;
    now = after(now, seen, stages, before);
    before.push(earlier);
  }
  return now;
}

/** Where there is no stage it waits for nobody: an approval follows at once. */
function begin(stages: readonly Stage[], version: number): Progress {
  return {
    state: 'in-review',
    stage: 0,
    open: openOf(stages[0]),
    approvals: [],
    aside: new Set<string>(),
    since: version,
    hasConditions: false,
  };
}

function openOf(stage: Stage | undefined): readonly OpenReview[] {
  return (stage?.groups ?? []).map((group) => ({ group }));
}

function after(
  now: Progress,
  seen: StepSeen,
  stages: readonly Stage[],
  before: readonly Progress[],
): Progress {
  const { step, version } = seen;
  switch (step) {
    case 'submit':
    case 'resubmit':
      return begin(stages, version);
    case 'ask':
      return { ...now, state: 'needs-info', since: version };
    case 'request-changes':
      return { ...now, state: 'changes-requested', since: version };
    case 'answer':
      return { ...now, state: 'in-review', since: version };
    case 'approve':
    case 'approve-with-conditions':
      return approved(now, seen, stages);
    case 'reject':
      return { ...now, state: 'rejected', open: [], since: version };
    case 'withdraw':
      return { ...now, state: 'withdrawn', open: [], since: version };
    case 'abstain':
    case 'recuse':
      return { ...now, aside: new Set([...now.aside, seen.personId ?? '']) };
    case 'delegate':
    case 'reassign':
    case 'escalate':
      return { ...now, open: handedOver(now.open, seen), since: version };
    case 'undo': {
      const last = before.at(-1);
      return last === undefined ? now : { ...last, state: 'in-review', since: version };
    }
  }
}

function approved(now: Progress, seen: StepSeen, stages: readonly Stage[]): Progress {
  const { version, step, personId = '', groups } = seen;
  const approvals = [...now.approvals, { personId, groups }];
  const hasConditions = now.hasConditions || step === 'approve-with-conditions';
  const stage = stages[now.stage];
  const left = now.open.filter(({ group }) => !groups.includes(group));
  if (stage && !isSatisfied(stage, approvals, left)) {
    // A quorum counts people: others of the same group are still wanted.
    const open = typeof stage.needs === 'number' ? now.open : left;
    return { ...now, state: 'in-review', open, approvals, hasConditions };
  }
  const next = now.stage + 1;
  const begun = { approvals: [], aside: new Set<string>(), hasConditions, since: version };
  if (next < stages.length) {
    return { ...begun, state: 'in-review', stage: next, open: openOf(stages[next]) };
  }
  const state = hasConditions ? 'approved-with-conditions' : 'approved';
  return { ...begun, state, stage: next, open: [] };
}

function isSatisfied(
  { needs }: Stage,
  approvals: readonly Approval[],
  left: readonly OpenReview[],
): boolean {
  if (needs === 'any') return true;
  if (needs === 'all') return left.length === 0;
  return new Set(approvals.map(({ personId }) => personId)).size >= needs;
}

/** The groups for which the step was taken go to somebody else; one group stands in the list once. */
function handedOver(open: readonly OpenReview[], seen: StepSeen): readonly OpenReview[] {
  const { groups, toPersonId, toGroup } = seen;
  const changed = open.map((review): OpenReview => {
    if (!groups.includes(review.group)) return review;
    if (toPersonId !== undefined) return { group: review.group, assigneeId: toPersonId };
    return toGroup === undefined ? review : { group: toGroup };
  });
  return changed.filter(
    ({ group }, at) => changed.findIndex((other) => other.group === group) === at,
  );
}
