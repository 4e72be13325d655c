import entries from '#assistant/understand/intent/vocabulary.json' with { type: 'json' };
import { phrases } from '#assistant/understand/words.ts';

/** A kind of words that says something of what is wanted, such as `announce` or `policy-topic`. */
export type WordClass = keyof typeof entries;

/** Where words of a class stand in a sentence: each place, and how many words it takes. */
export type Heard = ReadonlyMap<
  WordClass,
  readonly { readonly at: number; readonly length: number }[]
>;

interface Entry {
  readonly parts: readonly string[];
  readonly of: WordClass;
}

/** Shorter words are too near to others to be mended. */
const SHORTEST_MENDED = 7;

const byFirstWord = new Map<string, Entry[]>();
const known = new Set<string>();
/** Known words without one of their letters: two words that share such a form are one edit apart, or two letters swapped. */
const near = new Map<string, string>();

for (const [of, list] of Object.entries(entries)) {
  for (const phrase of phrases(list)) {
    const parts = phrase.split(' ');
    const [first = ''] = parts;
    // The names of an object are those of its type.
    const entry = { parts, of: of as WordClass };
    const same = byFirstWord.get(first);
    if (same) same.push(entry);
    else byFirstWord.set(first, [entry]);
    for (const part of parts) known.add(part);
  }
}
for (const word of known) {
  if (word.length < SHORTEST_MENDED) continue;
  for (const form of [word, ...shortened(word)]) if (!near.has(form)) near.set(form, word);
}

function shortened(word: string): readonly string[] {
  return Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1));
}

/** The word that was meant, where one letter is wrong; the word itself where none is known that is near. */
export function mended(word: string): string {
  if (word.length < SHORTEST_MENDED || known.has(word) || /[\d.+#]/.test(word)) return word;
  const form = [word, ...shortened(word)].find((one) => near.has(one));
  return form === undefined ? word : (near.get(form) ?? word);
}

/** Finds the words and phrases of each class; `words` as `plainWords` gives them. */
export function hearClasses(words: readonly string[]): Heard {
  const heard = new Map<WordClass, { at: number; length: number }[]>();
  for (const [at, word] of words.entries()) {
    for (const { parts, of } of byFirstWord.get(word) ?? []) {
      if (!parts.every((part, offset) => words[at + offset] === part)) continue;
      const places = heard.get(of);
      const place = { at, length: parts.length };
      if (places) places.push(place);
      else heard.set(of, [place]);
    }
  }
  return heard;
}
