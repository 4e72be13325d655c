/** Where a request stands. */
export const requestStates = [
  'in-review',
  'needs-info',
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
  'approve',
  'approve-with-conditions',
  'reject',
  'withdraw',
  'undo',
] as const;
export type RequestStep = (typeof requestSteps)[number];

/** By whom a step is taken: whoever asked, one of the reviewers who did not ask, or whoever took the last step. */
export type Part = 'requester' | 'reviewer' | 'decider';

interface Transition {
  readonly from: readonly RequestState[];
  readonly to: RequestState;
  readonly by: Part;
}

const OPEN: readonly RequestState[] = ['in-review', 'needs-info'];
const DECIDED: readonly RequestState[] = ['approved', 'approved-with-conditions', 'rejected'];

/**
 * A request's whole life: what is not in this table does not happen. A reviewer need not wait for an answer that they
 * asked for.
 */
const transitions: Readonly<Record<Exclude<RequestStep, 'submit'>, Transition>> = {
  ask: { from: ['in-review'], to: 'needs-info', by: 'reviewer' },
  answer: { from: ['needs-info'], to: 'in-review', by: 'requester' },
  approve: { from: OPEN, to: 'approved', by: 'reviewer' },
  'approve-with-conditions': { from: OPEN, to: 'approved-with-conditions', by: 'reviewer' },
  reject: { from: OPEN, to: 'rejected', by: 'reviewer' },
  withdraw: { from: OPEN, to: 'withdrawn', by: 'requester' },
  undo: { from: DECIDED, to: 'in-review', by: 'decider' },
};

export type Taken = Exclude<RequestStep, 'submit'>;

/** Where the step leads; undefined when it cannot be taken from there. */
export function stateAfter(state: RequestState, step: Taken): RequestState | undefined {
  const { from, to } = transitions[step];
  return from.includes(state) ? to : undefined;
}

export function partFor(step: Taken): Part {
  return transitions[step].by;
}

export function isOpen(state: RequestState): boolean {
  return OPEN.includes(state);
}

/** How long a decision can be taken back, in milliseconds. */
export const UNDO_MS = 60_000;
