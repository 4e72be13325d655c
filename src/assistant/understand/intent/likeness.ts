import type { Evidence } from '#assistant/understand/intent/evidence.ts';
import { Intent } from '#assistant/understand/intent/intents.ts';
import { stemmerOf } from '#knowledge/handbook/search/words/stem.ts';
import examples from './examples.json' with { type: 'json' };

/**
 * How much the words of a text are those of the examples of each intent: naive Bayes over words and pairs of words,
 * with what names packages and licenses left aside. Zero on average, so that words that nobody has used say nothing.
 */
export function likenessOf(seen: Evidence): ReadonlyMap<Intent, number> {
  counted ??= countExamples();
  const { countOf, most } = counted;
  const known = featuresOf(namesAside(seen)).flatMap((feature) => {
    const counts = countOf.get(feature);
    return counts === undefined ? [] : [counts];
  });
  const sums = Intent.options.map((_, at) =>
    known.reduce((sum, counts) => {
      const share = ((counts[at] ?? 0) + UNSEEN) / ((most[at] ?? 0) + 2 * UNSEEN);
      return sum + Math.log(share);
    }, 0),
  );
  const mean = sums.reduce((sum, one) => sum + one, 0) / sums.length;
  // Words next to each other say much the same, so many count less each; and few say little.
  const spread = Math.sqrt(known.length + 4);
  return new Map(Intent.options.map((intent, at) => [intent, ((sums[at] ?? 0) - mean) / spread]));
}

interface Counted {
  /** In how many examples of each intent a feature stands, in the order of the intents. */
  readonly countOf: ReadonlyMap<string, readonly number[]>;
  /** How many examples there are of each. */
  readonly most: readonly number[];
}

/** A little for what no example has, so that a single new word does not rule an intent out. */
const UNSEEN = 0.1;

let counted: Counted | undefined;

function countExamples(): Counted {
  const texts: Readonly<Record<Intent, readonly string[]>> = examples;
  const countOf = new Map<string, number[]>();
  for (const [at, intent] of Intent.options.entries()) {
    for (const text of texts[intent]) {
      for (const feature of featuresOf(text)) {
        const counts = countOf.get(feature) ?? Intent.options.map(() => 0);
        counts[at] = (counts[at] ?? 0) + 1;
        countOf.set(feature, counts);
      }
    }
  }
  return { countOf, most: Intent.options.map((intent) => texts[intent].length) };
}

const stem = stemmerOf('en');

/** Words, pairs of words, and the word that it begins with; each once. */
function featuresOf(text: string): readonly string[] {
  const words = (
    text
      .toLowerCase()
      .replace(/[’']/g, '')
      .match(/\{\w+\}|[a-z]+|\d+/g) ?? []
  )
    .slice(0, WORDS_MOST)
    .map((word) => (/^\d/.test(word) ? '#' : /^[a-z]/.test(word) ? stem(word) : word));
  const pairs = words.slice(1).map((word, at) => `${words[at]} ${word}`);
  return [...new Set([`^ ${words[0] ?? ''}`, ...words, ...pairs])];
}

const WORDS_MOST = 200;

/** The text as the examples are written: `{package}` and `{license}` for what is named. */
function namesAside({ text, mentions, packages }: Evidence): string {
  const named = [
    ...mentions.map(({ start, end }) => ({ start, end, as: '{license}' })),
    ...packages.packages
      .filter((one) => one.text.length > 2)
      .map(({ start, end }) => ({ start, end, as: '{package}' })),
  ].sort((one, other) => other.start - one.start);
  let left = text;
  let from = text.length;
  for (const { start, end, as } of named) {
    if (end > from) continue;
    left = left.slice(0, start) + as + left.slice(end);
    from = start;
  }
  return left;
}
