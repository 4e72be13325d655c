import { askingRules } from '#assistant/understand/intent/asking-rules.ts';
import { type Evidence, readEvidence } from '#assistant/understand/intent/evidence.ts';
import { handlingRules } from '#assistant/understand/intent/handling-rules.ts';
import { Intent } from '#assistant/understand/intent/intents.ts';
import { type Slots, slotsOf } from '#assistant/understand/intent/slots.ts';

/** What somebody wants, as far as their words say it. */
export interface Understood {
  readonly intent: Intent;
  readonly slots: Slots;
  /** From 0 to 1: how much more speaks for it than for all others. */
  readonly confidence: number;
  /** The next likely for which anything speaks, at most three. */
  readonly others: readonly { readonly intent: Intent; readonly confidence: number }[];
  /** What spoke for it, in words. */
  readonly why: readonly string[];
}

const rules = [...askingRules, ...handlingRules];
/** What speaks for a wish that we do not know of: what is weaker is never sure. */
const UNKNOWN = 1.6;
const OTHERS_MOST = 3;
const NOTHING = { intent: 'other', confidence: 0 } as const;

/** What a sentence says by itself. Pure, linear in its length, and the same each time. */
export function understand(text: string): Understood {
  return understandSeen(readEvidence(text));
}

/** Weighs what can be seen in a sentence. */
export function understandSeen(seen: Evidence): Understood {
  const holding = rules.filter((rule) => rule.holds(seen));
  const scores = new Map<Intent, number>(Intent.options.map((intent) => [intent, 0]));
  for (const { intent, weight } of holding) scores.set(intent, (scores.get(intent) ?? 0) + weight);
  const likely = [...scores.values()].filter((score) => score > 0);
  const all = likely.reduce((sum, score) => sum + Math.exp(score), Math.exp(UNKNOWN));
  const ranked = [...scores]
    .map(([intent, score]) => ({ intent, score, confidence: Math.exp(score) / all }))
    .sort((one, other) => other.confidence - one.confidence);
  const [{ intent, confidence } = NOTHING, ...others] = ranked;
  return {
    intent,
    confidence,
    slots: slotsOf(intent, seen),
    others: others
      .filter(({ score }) => score > 0)
      .slice(0, OTHERS_MOST)
      .map((other) => ({ intent: other.intent, confidence: other.confidence })),
    why: holding.filter((rule) => rule.intent === intent && rule.weight > 0).map(({ why }) => why),
  };
}
