import type { ServerResponse } from 'node:http';

/** Kinds of calls: messages sent, changed, deleted; conversations opened; who is there; files. */
export type Call =
  | 'send'
  | 'update'
  | 'delete'
  | 'create'
  | 'members'
  | 'team'
  | 'upload'
  | 'download';

/** What goes wrong with a call. */
export type TeamsFault =
  | {
      readonly status: number;
      /** Seconds. */
      readonly retryAfter?: number;
      readonly code?: string;
    }
  /** The connection ends before anything is done. */
  | 'drop'
  /** It is done, and the answer is lost. */
  | 'lost'
  | 'hang';

export interface Faults {
  /** For so many calls, or until mended. `*` is every kind. */
  fail(call: Call | '*', fault: TeamsFault, times?: number): void;
  mend(call?: Call | '*'): void;
  /** The fault that this call is to have; it counts. */
  take(call: Call): TeamsFault | undefined;
}

export function createFaults(): Faults {
  let faults: { call: Call | '*'; fault: TeamsFault; times: number }[] = [];
  return {
    fail: (call, fault, times = Number.POSITIVE_INFINITY) =>
      void faults.push({ call, fault, times }),
    mend: (call) => {
      faults = call === undefined ? [] : faults.filter((one) => one.call !== call);
    },
    take(call) {
      const found = faults.find((one) => one.times > 0 && (one.call === call || one.call === '*'));
      if (found !== undefined) found.times -= 1;
      return found?.fault;
    },
  };
}

/** Fails the call at once; false when it is to go on first. */
export function failsAtOnce(fault: TeamsFault | undefined, response: ServerResponse): boolean {
  if (fault === undefined || fault === 'lost') return false;
  if (fault === 'hang') return true;
  if (fault === 'drop') {
    response.destroy();
    return true;
  }
  const { status, retryAfter, code = usualCodes[status] ?? 'ServiceError' } = fault;
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
  });
  response.end(JSON.stringify({ error: { code, message: `The double fails with ${status}.` } }));
  return true;
}

const usualCodes: Readonly<Record<number, string>> = {
  400: 'BadSyntax',
  401: 'Unauthorized',
  403: 'MessageWritesBlocked',
  404: 'ConversationNotFound',
  412: 'PreconditionFailed',
  413: 'MessageSizeTooBig',
  429: 'TooManyRequests',
};
