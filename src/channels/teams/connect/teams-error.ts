import { StewardError } from '#foundation/kernel/errors.ts';

/** Teams said no, and would say so again: `ConversationNotFound`, `MessageWritesBlocked`, … */
export class TeamsRefusal extends StewardError {
  readonly status: number;
  /** Teams' own word for it. */
  readonly reason: string;

  constructor(status: number, reason: string) {
    super('unavailable', `Teams refused: ${status} ${reason}`, { advice: ADVICE });
    this.status = status;
    this.reason = reason;
  }
}

/** Teams cannot just now. */
export class TeamsBusy extends StewardError {
  /** Milliseconds that Teams asks us to wait; undefined when it did not say. */
  readonly afterMs: number | undefined;

  constructor(what: string, afterMs?: number) {
    super('unavailable', `Teams gave no answer: ${what}`, { advice: ADVICE });
    this.afterMs = afterMs;
  }
}

const ADVICE = 'Teams did not take that just now. Please try again in a minute.';

/** Longer waits are asked for by nobody who means it. */
const LONGEST_WAIT_MS = 60 * 60_000;

/** What a status of the connector means to us. None of these holds what was sent. */
export function teamsError(
  status: number,
  reason: string,
  retryAfter: string | undefined,
): TeamsRefusal | TeamsBusy {
  // 412: another change of the same conversation was under way. 401: our own token; renewed with the next try.
  const passes = status === 401 || status === 408 || status === 412 || status === 429;
  // A page of something in between may come with any status that is none of a failure.
  if (passes || status >= 500 || status < 400)
    return new TeamsBusy(`status ${status}`, waitOf(retryAfter));
  return new TeamsRefusal(status, /^\w{1,80}$/.test(reason) ? reason : '');
}

function waitOf(retryAfter: string | undefined): number | undefined {
  const seconds = Number(retryAfter);
  if (retryAfter === undefined || !Number.isFinite(seconds) || seconds < 0) return undefined;
  return Math.min(LONGEST_WAIT_MS, seconds * 1000);
}

/** Nobody can be written to there: they blocked or removed Steward, or the conversation is gone. */
export function isPlaceGone(cause: unknown): boolean {
  return cause instanceof TeamsRefusal && (cause.status === 403 || cause.status === 404);
}

/** The conversation is not there any more; the person may be reached in another one. */
export function isConversationGone(cause: unknown): cause is TeamsRefusal {
  return cause instanceof TeamsRefusal && cause.status === 404;
}

/** The roster has nobody of that name: they left, or were never in it. */
export function isNobody(cause: unknown): boolean {
  return cause instanceof TeamsRefusal && cause.reason === 'MemberNotFoundInConversation';
}

/** A card that cannot be changed any more. */
export function isMessageGone(cause: unknown): boolean {
  return isPlaceGone(cause) || (cause instanceof TeamsRefusal && cause.status === 400);
}

/** Undefined where Teams has no such person or conversation, or does not let us ask. */
export async function orNothing<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (cause) {
    if (cause instanceof TeamsRefusal) return undefined;
    throw cause;
  }
}
