import type { Evidence } from '#assistant/understand/intent/evidence.ts';
import type { Intent } from '#assistant/understand/intent/intents.ts';

/** A reason for or against an intent. About 3 decides a sentence; less than 1 only helps. */
export interface Rule {
  readonly intent: Intent;
  readonly weight: number;
  /** What was seen, in words for whoever wonders. */
  readonly why: string;
  holds(seen: Evidence): boolean;
}

export function rule(intent: Intent, weight: number, why: string, holds: Rule['holds']): Rule {
  return { intent, weight, why, holds };
}
