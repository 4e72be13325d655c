/** What a look at the set-up found. */
export interface Finding {
  /** `warn`: it works, and deserves a look. */
  readonly state: 'ok' | 'warn' | 'fail';
  /** One sentence, without a secret. */
  readonly what: string;
  /** What to do about it. */
  readonly mend?: string;
}
