import { StewardError } from '#foundation/kernel/errors.ts';

/** Beginnings before something is given up; by then ten minutes have passed. */
export const TRIES_MOST = 8;
export const LONGEST_WAIT_MS = 10 * 60_000;

/** How often something is begun that failed so. Our own mistakes do not pass by themselves. */
export function triesFor(cause: unknown): number {
  return codeOf(cause) === 'unavailable' ? TRIES_MOST : 2;
}

/** Milliseconds before the next try, no two alike; `first` before the second one. */
export function waitAfter(attempt: number, first: number): number {
  return Math.min(LONGEST_WAIT_MS, first * 2 ** (attempt - 1)) * (0.75 + Math.random() / 2);
}

export function codeOf(cause: unknown): string {
  return cause instanceof StewardError ? cause.code : 'bug';
}
