import { createPhrases } from '#knowledge/handbook/search/words/phrases.ts';
import { wordsOf } from '#knowledge/handbook/search/words/split-words.ts';
import { stemmerOf } from '#knowledge/handbook/search/words/stem.ts';
import { stopWordsOf } from '#knowledge/handbook/search/words/stop-words.ts';
import synonyms from '#knowledge/handbook/search/words/synonyms.json' with { type: 'json' };

/** A text as the search sees it. */
export interface Reading {
  /** The stems of all its words in order, abbreviations written out. */
  readonly words: readonly string[];
  readonly mentions: readonly Mention[];
}

/** A word or a phrase that says something for which there are other words. */
export interface Mention {
  readonly concept: string;
  /** Where it begins among the words, and how many it takes. */
  readonly at: number;
  readonly length: number;
}

export interface Reader {
  read(text: string, mostWords?: number): Reading;
  /** What words say, as stems in order. */
  mentionsIn(words: readonly string[]): readonly Mention[];
  /** Whether a word means nothing by itself. */
  isStopWord(word: string): boolean;
  /** The concepts that a single word says. */
  conceptsOf(word: string): readonly string[];
  /** What all forms of a word have in common. */
  stemOf(word: string): string;
}

/** Reads texts of one language. */
export function readerOf(language: string): Reader {
  return language === 'en' ? english : createReader(language);
}

/** All words of the table as they are written, not their stems. */
export function wordsOfTable(): ReadonlySet<string> {
  return new Set(
    Object.values(synonyms)
      .flat(2)
      .flatMap((phrase) => wordsOf(phrase)),
  );
}

function createReader(language: string): Reader {
  const stem = stemmerOf(language);
  const stopWords = new Set([...stopWordsOf(language)].map(stem));
  const same = createPhrases<readonly string[]>();
  for (const forms of synonyms.same) {
    const meant = stemsOf(forms[0] ?? '');
    for (const form of forms) same.add(stemsOf(form), meant);
  }
  const concepts = createPhrases<string>();
  addConcepts(synonyms.topics, TOPIC);
  addConcepts(synonyms.near, NEAR);

  return {
    read(text, mostWords) {
      const words = writeOut(stemsOf(text, mostWords));
      return { words, mentions: mentionsIn(words) };
    },
    mentionsIn,
    isStopWord: (word) => stopWords.has(word),
    conceptsOf: (word) => concepts.findAt([word], 0).flatMap(({ meanings }) => meanings),
    stemOf: stem,
  };

  function mentionsIn(words: readonly string[]): readonly Mention[] {
    return words.flatMap((_, at) =>
      concepts
        .findAt(words, at)
        .flatMap(({ length, meanings }) => meanings.map((concept) => ({ concept, at, length }))),
    );
  }

  function stemsOf(text: string, most?: number): readonly string[] {
    return wordsOf(text, most).map(stem);
  }

  /** With one word for all the short and other forms of it. */
  function writeOut(words: readonly string[]): readonly string[] {
    const written: string[] = [];
    for (let at = 0; at < words.length; ) {
      const longest = same.findAt(words, at).at(-1);
      written.push(...(longest?.meanings[0] ?? words.slice(at, at + 1)));
      at += longest?.length ?? 1;
    }
    return written;
  }

  function addConcepts(groups: readonly (readonly string[])[], sign: string): void {
    groups.forEach((group, number) => {
      for (const phrase of group) {
        concepts.add(writeOut(stemsOf(phrase)), `${sign}${number}`);
      }
    });
  }
}

// No word begins with these, so concepts and words can be kept in one index.
const TOPIC = '#';
const NEAR = '~';

/** Whether it is a matter of its own, which a handbook treats or does not; other concepts only relate words. */
export function isTopic(concept: string): boolean {
  return concept.startsWith(TOPIC);
}

// Made once: most handbooks are in English, and each answer is extracted with it.
const english = createReader('en');
