import { askingRules } from '#assistant/understand/intent/asking-rules.ts';
import { readEvidence } from '#assistant/understand/intent/evidence.ts';
import { handlingRules } from '#assistant/understand/intent/handling-rules.ts';
import { Intent } from '#assistant/understand/intent/intents.ts';
import { type Slots, slotsOf } from '#assistant/understand/intent/slots.ts';

/** What somebody wants, as far as their words say it. */
export interface Understood {
  readonly intent: Intent;
  readonly slots: Slots;
  /** From 0 to 1: how much more speaks for it than for all others. */
  readonly confidence: number;
  /** The next likely, at most three. */
  readonly others: readonly { readonly intent: Intent; readonly confidence: number }[];
  /** What spoke for it, in words. */
  readonly why: readonly string[];
}

const rules = [...askingRules, ...handlingRules];
/** What speaks for a wish that we do not know of: what is weaker is never sure. */
const UNKNOWN = 1.6;
const OTHERS_MOST = 3;

/** Weighs what can be seen in a sentence. Pure, linear in its length, and the same each time. */
export function understand(text: string): Understood {
  const seen = readEvidence(text);
  const holding = rules.filter((rule) => rule.holds(seen));
  const scores = new Map<Intent, number>(Intent.options.map((intent) => [intent, 0]));
  for (const { intent, weight } of holding) scores.set(intent, (scores.get(intent) ?? 0) + weight);
  const likely = [...scores.values()].filter((score) => score > 0);
  const all = likely.reduce((sum, score) => sum + Math.exp(score), Math.exp(UNKNOWN));
  const ranked = [...scores]
    .map(([intent, score]) => ({ intent, confidence: Math.exp(score) / all }))
    .sort((one, other) => other.confidence - one.confidence);
  const [best = { intent: 'other' as const, confidence: 0 }, ...others] = ranked;
  return {
    ...best,
    slots: slotsOf(best.intent, seen),
    others: others.slice(0, OTHERS_MOST),
    why: holding
      .filter(({ intent, weight }) => intent === best.intent && weight > 0)
      .map(({ why }) => why),
  };
}
