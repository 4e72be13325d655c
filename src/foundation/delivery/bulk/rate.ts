/** How fast a platform may be written to. */
export interface Rate {
  /** Messages a second, in one lane. */
  readonly perSecond: number;
  /** Milliseconds between two in one conversation. */
  readonly conversationMs: number;
}

/**
 * How late a message may leave without more than a second's worth being within a second, and so how much wider than
 * needed the moments lie apart. Milliseconds, of a thousand: as much of the rate is not used.
 */
export const LATE_MOST = 30;

/** Milliseconds from one message to the next; not a whole number. */
export function spacingOf({ perSecond }: Rate): number {
  return (1000 + LATE_MOST) / perSecond;
}
