import { askingRules } from '#assistant/understand/intent/asking-rules.ts';
import { type Evidence, readEvidence } from '#assistant/understand/intent/evidence.ts';
import { handlingRules } from '#assistant/understand/intent/handling-rules.ts';
import { Intent } from '#assistant/understand/intent/intents.ts';
import { likenessOf } from '#assistant/understand/intent/likeness.ts';
import type { Rule } from '#assistant/understand/intent/rule.ts';
import { sentencesIn } from '#assistant/understand/intent/sentences.ts';
import { saysNothing } from '#assistant/understand/intent/signs/general.ts';
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
/** A sentence by itself says a little less than all that was said. */
const LESS_ALONE = 0.7;
/** What no rule speaks for. */
const UNSAID = -0.5;
/** How much the likeness to examples counts beside the rules. */
const LIKE_EXAMPLES = 1.25;
/** From here on the likeness is a reason. */
const LIKE = 1;
const OTHERS_MOST = 3;
const NOTHING = { intent: 'other', confidence: 0 } as const;

/** What a sentence says by itself. Pure, linear in its length, and the same each time. */
export function understand(text: string): Understood {
  return understandSeen(readEvidence(text));
}

/**
 * Weighs what can be seen in what somebody typed: all of it together, and each of its sentences, because many
 * tell first what happened and then what they want.
 */
export function understandSeen(seen: Evidence): Understood {
  const sentences = sentencesIn(seen.text);
  const parts = sentences.length > 1 ? sentences.map(readEvidence).filter(isMoreThanPolite) : [];
  const weighed = [weigh(seen, 0), ...parts.map((part) => weigh(part, LESS_ALONE))];
  const scores = new Map<Intent, number>(
    Intent.options.map((intent) => [
      intent,
      Math.max(...weighed.map((one) => one.scores.get(intent) ?? UNSAID)),
    ]),
  );
  const holding = weighed.flatMap((one) => one.holding);
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
    why: [
      ...new Set(
        holding.filter((rule) => rule.intent === intent && rule.weight > 0).map(({ why }) => why),
      ),
      ...(weighed.some((one) => (one.likeness.get(intent) ?? 0) > LIKE)
        ? ['its words are those of examples']
        : []),
    ],
  };
}

interface Weighed {
  readonly holding: readonly Rule[];
  readonly scores: ReadonlyMap<Intent, number>;
  readonly likeness: ReadonlyMap<Intent, number>;
}

function weigh(seen: Evidence, less: number): Weighed {
  const holding = rules.filter((rule) => rule.holds(seen));
  const likeness = likenessOf(seen);
  const scores = new Map<Intent, number>(
    Intent.options.map((intent) => [intent, LIKE_EXAMPLES * (likeness.get(intent) ?? 0) - less]),
  );
  for (const { intent, weight } of holding) {
    scores.set(intent, (scores.get(intent) ?? 0) + weight);
  }
  for (const intent of Intent.options) {
    if (!holding.some((rule) => rule.intent === intent)) {
      scores.set(intent, (scores.get(intent) ?? 0) + UNSAID);
    }
  }
  return { holding, scores, likeness };
}

/** "Thank you so much." beside a wish is none of its own. */
function isMoreThanPolite(seen: Evidence): boolean {
  return !saysNothing(seen) || seen.share('pleasantry') < 1;
}
