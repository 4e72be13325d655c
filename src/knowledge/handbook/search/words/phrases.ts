/** Finds phrases of one or more words in texts, by their stems. */
export interface Phrases<Meaning> {
  add(words: readonly string[], meaning: Meaning): void;
  /** All phrases that begin at this word, the shortest first. */
  findAt(words: readonly string[], at: number): readonly Found<Meaning>[];
}

export interface Found<Meaning> {
  /** How many words it takes. */
  readonly length: number;
  readonly meanings: readonly Meaning[];
}

interface Step<Meaning> {
  readonly next: Map<string, Step<Meaning>>;
  readonly meanings: Meaning[];
}

export function createPhrases<Meaning>(): Phrases<Meaning> {
  const root: Step<Meaning> = { next: new Map(), meanings: [] };
  return {
    add(words, meaning) {
      if (words.length === 0) return;
      let step = root;
      for (const word of words) {
        const next: Step<Meaning> = step.next.get(word) ?? { next: new Map(), meanings: [] };
        step.next.set(word, next);
        step = next;
      }
      if (!step.meanings.includes(meaning)) step.meanings.push(meaning);
    },

    findAt(words, at) {
      const found: Found<Meaning>[] = [];
      let step: Step<Meaning> | undefined = root;
      for (let end = at; end < words.length; end++) {
        step = step.next.get(words[end] ?? '');
        if (!step) break;
        if (step.meanings.length > 0) found.push({ length: end - at + 1, meanings: step.meanings });
      }
      return found;
    },
  };
}
