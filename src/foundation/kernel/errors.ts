/** What kind of failure it was; the only codes there are. Documented in the README, kept true by a test. */
export const errorCodes = [
  'invalid-input',
  'not-allowed',
  'not-found',
  'conflict',
  'unavailable',
  'misconfigured',
  'bug',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/**
 * What we cannot go on from. `message` is for the log and holds no personal text;
 * `advice` is for the person: what happened and what to do next.
 */
export class StewardError extends Error {
  readonly code: ErrorCode;
  readonly advice: string;

  constructor(
    code: ErrorCode,
    message: string,
    options: { readonly advice: string; readonly cause?: unknown },
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'StewardError';
    this.code = code;
    this.advice = options.advice;
  }
}
