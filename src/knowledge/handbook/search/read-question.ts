import type { SectionIndex } from '#knowledge/handbook/search/index-sections.ts';
import type { NearWord } from '#knowledge/handbook/search/words/near-words.ts';
import type { Mention, Reader } from '#knowledge/handbook/search/words/read-text.ts';
import { wordsOf } from '#knowledge/handbook/search/words/split-words.ts';

/** A question as it is put to one index. */
export interface Question {
  readonly words: readonly AskedWord[];
  readonly mentions: readonly Mention[];
  /** What is looked for; each a word or a phrase with all that may be said instead of it. */
  readonly wants: readonly Want[];
}

/** A word that means something, with where it stands; each is listed once. */
export interface AskedWord {
  readonly word: string;
  readonly at: number;
  /** What was probably meant, when neither the handbook nor we know the word. */
  readonly meant: readonly NearWord[];
}

/** Terms of the index, and how much each of them says what was asked: 1 for a word as it was typed. */
export type Want = ReadonlyMap<string, number>;

/** The rest of a longer question is not read: its first words say what it is about, and time is bounded. */
const MOST_WORDS = 200;

/** A guessed word is worth less than one that was typed. */
const TRUST_IN_GUESSES = 0.7;

/** A phrase stands for several words, of which none counts by itself any more. */
const WEIGHT_OF_PHRASE = 1.4;

export function readQuestion(
  text: string,
  index: SectionIndex,
  reader: Reader,
  nearWords: (typed: string) => readonly NearWord[],
): Question {
  const start = text.slice(0, MOST_WORDS * 40);
  const { words, mentions: typed } = reader.read(start, MOST_WORDS);
  const meant = guess(start, index, reader, nearWords);
  const mentions = [...typed, ...mendedPhrases(words, meant, reader)];
  const asked = new Map<string, AskedWord>();
  words.forEach((word, at) => {
    if (asked.has(word) || reader.isStopWord(word)) return;
    asked.set(word, { word, at, meant: meant.get(word) ?? [] });
  });
  // Phrases, and words like "why" that mean something only as one of ours.
  const others = mentions.filter(({ at, length }) => length > 1 || !asked.has(words[at] ?? ''));
  const wants = [
    // "sign off" is one want, and "sign" in it none.
    ...[...asked.values()]
      .filter(({ at }) => !others.some((one) => one.length > 1 && covers(one, at)))
      .map((word) => wantOf(word, reader)),
    ...[...Map.groupBy(others, ({ at }) => at).values()].map(
      (alike) =>
        new Map(
          alike.map(({ concept, length }) => [concept, length > 1 ? WEIGHT_OF_PHRASE : 1] as const),
        ),
    ),
  ];
  return { words: [...asked.values()], mentions, wants: knownTo(index, wants) };
}

export function covers(mention: Mention, at: number): boolean {
  return mention.at <= at && at < mention.at + mention.length;
}

/** The stems of words that neither the handbook nor we know, with those that may have been meant. */
function guess(
  text: string,
  index: SectionIndex,
  reader: Reader,
  nearWords: (typed: string) => readonly NearWord[],
): ReadonlyMap<string, readonly NearWord[]> {
  const guesses = new Map<string, readonly NearWord[]>();
  for (const typed of wordsOf(text, MOST_WORDS)) {
    const stem = reader.stemOf(typed);
    if (index.terms.has(stem) || reader.conceptsOf(stem).length > 0 || guesses.has(stem)) continue;
    // Compared as they are written: an error changes where a word is cut.
    const near = nearWords(typed).map(({ word, likeness }) => ({
      word: reader.stemOf(word),
      likeness,
    }));
    guesses.set(stem, near);
  }
  return guesses;
}

/** The phrases that words with typing errors in them would make: "bill of matrials". */
function mendedPhrases(
  words: readonly string[],
  meant: ReadonlyMap<string, readonly NearWord[]>,
  reader: Reader,
): readonly Mention[] {
  const mended = words.map((word) => meant.get(word)?.[0]?.word ?? word);
  const isMended = (at: number): boolean => mended[at] !== words[at];
  return reader
    .mentionsIn(mended)
    .filter((one) => one.length > 1 && mended.some((_, at) => covers(one, at) && isMended(at)));
}

/** The word, or what it may stand for, and the concepts that it says. */
function wantOf({ word, meant }: AskedWord, reader: Reader): Want {
  const guesses = meant.map((guess) => ({
    word: guess.word,
    trust: guess.likeness * TRUST_IN_GUESSES,
  }));
  return new Map(
    [...guesses.reverse(), { word, trust: 1 }].flatMap(({ word, trust }) =>
      [word, ...reader.conceptsOf(word)].map((term) => [term, trust] as const),
    ),
  );
}

/** Without the terms that no section says; and what was asked twice only once. */
function knownTo({ terms }: SectionIndex, wants: readonly Want[]): readonly Want[] {
  const known = new Map<string, Want>();
  for (const want of wants) {
    const left = new Map([...want].filter(([term]) => terms.has(term)));
    if (left.size > 0) known.set([...left.keys()].join(' '), left);
  }
  return [...known.values()];
}
