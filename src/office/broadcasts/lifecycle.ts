/** Where a broadcast stands. */
export const broadcastStates = [
  'draft',
  'awaiting-approval',
  'scheduled',
  'sending',
  'paused',
  'sent',
  'cancelled',
] as const;
export type BroadcastState = (typeof broadcastStates)[number];

/** What the OSPO does with a broadcast. */
export const broadcastSteps = [
  /** Lets it go out, or asks a second person first. */
  'send',
  'approve',
  /** Puts what has not begun to go out back on the desk. */
  'take-back',
  'pause',
  'resume',
  'cancel',
  /** Tries again for whoever it could not be delivered to. */
  'retry',
] as const;
export type BroadcastStep = (typeof broadcastSteps)[number];

/** A broadcast's whole life: what is not in this table does not happen. It begins and ends to go out by itself. */
const transitions: Readonly<Record<BroadcastStep, readonly BroadcastState[]>> = {
  send: ['draft'],
  approve: ['awaiting-approval'],
  'take-back': ['awaiting-approval', 'scheduled'],
  pause: ['sending'],
  resume: ['paused'],
  retry: ['sending', 'sent'],
  cancel: ['draft', 'awaiting-approval', 'scheduled', 'sending', 'paused'],
};

export function canBeTaken(state: BroadcastState, step: BroadcastStep): boolean {
  return transitions[step].includes(state);
}

/** Its audience and time can still be changed. */
export function isOnTheDesk(state: BroadcastState): boolean {
  return state === 'draft';
}

/** Somebody may have got it, so that its text is corrected where it stands. */
export function hasBegun(state: BroadcastState): boolean {
  return state === 'sending' || state === 'paused' || state === 'sent';
}
