import type { ServerResponse } from 'node:http';

/** What goes wrong with a call. */
export type SlackFault =
  /** 429 with the seconds to wait, or a failure of the server. */
  | { readonly status: number; readonly retryAfter?: number }
  /** As Slack says no: 200 and `ok: false`. */
  | { readonly error: string }
  /** The connection ends before anything is done. */
  | 'drop'
  /** It is done, and the answer is lost. */
  | 'lost'
  | 'hang'
  | { readonly slow: number };

export interface Faults {
  /** For so many calls of this method, or until mended. `*` is every method. */
  fail(method: string, fault: SlackFault, times?: number): void;
  mend(method?: string): void;
  /** The fault that this call is to have; it counts. */
  take(method: string): SlackFault | undefined;
}

export function createFaults(): Faults {
  let faults: { method: string; fault: SlackFault; times: number }[] = [];
  return {
    fail: (method, fault, times = Number.POSITIVE_INFINITY) =>
      void faults.push({ method, fault, times }),
    mend: (method) => {
      faults = method === undefined ? [] : faults.filter((one) => one.method !== method);
    },
    take(method) {
      const found = faults.find(
        (one) => one.times > 0 && (one.method === method || one.method === '*'),
      );
      if (found !== undefined) found.times -= 1;
      return found?.fault;
    },
  };
}

/** Fails the call at once; false when it is to go on first. */
export function failsAtOnce(fault: SlackFault | undefined, response: ServerResponse): boolean {
  if (fault === undefined || fault === 'lost') return false;
  if (fault === 'hang') return true;
  if (fault === 'drop') {
    response.destroy();
    return true;
  }
  if ('slow' in fault) return false;
  if ('error' in fault) {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ ok: false, error: fault.error }));
    return true;
  }
  const { status, retryAfter } = fault;
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
  });
  response.end(status === 429 ? JSON.stringify({ ok: false, error: 'ratelimited' }) : '');
  return true;
}
