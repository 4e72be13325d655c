/** Where a request stands. */
export const requestStates = [
  'in-review',
  'needs-info',
  'changes-requested',
  'approved',
  'approved-with-conditions',
  'rejected',
  'withdrawn',
] as const;
export type RequestState = (typeof requestStates)[number];

/** What somebody does with a request. */
export const requestSteps = [
  'submit',
  'ask',
  'answer',
  'request-changes',
  'resubmit',
  'approve',
  'approve-with-conditions',
  'reject',
  'abstain',
  'recuse',
  'delegate',
  'reassign',
  'escalate',
  'withdraw',
  'undo',
] as const;
export type RequestStep = (typeof requestSteps)[number];

/**
 * By whom a step is taken: whoever asked, one of those who decide now and did not ask, the OSPO, or whoever took the
 * last step.
 */
export type Part = 'requester' | 'reviewer' | 'ospo' | 'decider';

interface Transition {
  readonly from: readonly RequestState[];
  /** Where it may lead; an approval leads to the next stage while there is one. */
  readonly to: readonly RequestState[];
  readonly by: Part;
}

const OPEN: readonly RequestState[] = ['in-review', 'needs-info', 'changes-requested'];
const DECIDED: readonly RequestState[] = ['approved', 'approved-with-conditions', 'rejected'];
const APPROVED: readonly RequestState[] = ['in-review', 'approved', 'approved-with-conditions'];
const STAYS: Omit<Transition, 'by'> = { from: ['in-review'], to: ['in-review'] };

/**
 * A request's whole life: what is not in this table does not happen. A reviewer need not wait for an answer that they
 * asked for.
 */
const transitions: Readonly<Record<Exclude<RequestStep, 'submit'>, Transition>> = {
  ask: { from: ['in-review'], to: ['needs-info'], by: 'reviewer' },
  answer: { from: ['needs-info'], to: ['in-review'], by: 'requester' },
  'request-changes': { from: ['in-review'], to: ['changes-requested'], by: 'reviewer' },
  resubmit: { from: ['changes-requested'], to: ['in-review'], by: 'requester' },
  approve: { from: OPEN, to: APPROVED, by: 'reviewer' },
  'approve-with-conditions': { from: OPEN, to: APPROVED, by: 'reviewer' },
  reject: { from: OPEN, to: ['rejected'], by: 'reviewer' },
  abstain: { ...STAYS, by: 'reviewer' },
  recuse: { ...STAYS, by: 'reviewer' },
  delegate: { ...STAYS, by: 'reviewer' },
  escalate: { ...STAYS, by: 'reviewer' },
  reassign: { ...STAYS, by: 'ospo' },
  withdraw: { from: OPEN, to: ['withdrawn'], by: 'requester' },
  undo: { from: [...DECIDED, 'in-review'], to: ['in-review'], by: 'decider' },
};

export type Taken = Exclude<RequestStep, 'submit'>;

/** Where the step may lead; empty when it cannot be taken from there. */
export function statesAfter(state: RequestState, step: Taken): readonly RequestState[] {
  const { from, to } = transitions[step];
  return from.includes(state) ? to : [];
}

export function partFor(step: Taken): Part {
  return transitions[step].by;
}

export function isOpen(state: RequestState): boolean {
  return OPEN.includes(state);
}

/** Approvals and rejections: what can be taken back. */
export function isDecision(step: RequestStep): boolean {
  return step === 'approve' || step === 'approve-with-conditions' || step === 'reject';
}

/** How long a decision can be taken back, in milliseconds. */
export const UNDO_MS = 60_000;
