import {
  confidenceOf,
  doubtsOf,
  LEAST_CONFIDENCE,
  topicsSaid,
} from '#knowledge/handbook/search/abstain.ts';
import { indexSections } from '#knowledge/handbook/search/index-sections.ts';
import { rankSections } from '#knowledge/handbook/search/rank.ts';
import { readQuestion } from '#knowledge/handbook/search/read-question.ts';
import { createNearWords } from '#knowledge/handbook/search/words/near-words.ts';
import { readerOf, wordsOfTable } from '#knowledge/handbook/search/words/read-text.ts';
import { wordsOf } from '#knowledge/handbook/search/words/split-words.ts';
import type { Handbook, Section } from '#knowledge/handbook/section.ts';

export interface HandbookSearch {
  /** `before`: what it goes on from, as "who approves that?" does. */
  search(question: string, before?: string): Found;
}

export interface Found {
  /** Best first, at most five; also when abstained, as the nearest there is. */
  readonly results: readonly Hit[];
  /** No section seems to answer. */
  readonly abstained: boolean;
  /** How likely the best result answers, from 0 to 1. */
  readonly confidence: number;
  /** The question names something of our field that the best result speaks of. */
  readonly isOfOurField: boolean;
}

export interface Hit {
  readonly section: Section;
  /** Comparable within one search only. */
  readonly score: number;
}

const MOST_RESULTS = 5;

/** Makes a handbook searchable by what people ask. Pages of one language are searched apart from those of another. */
export function createHandbookSearch({ sections }: Handbook): HandbookSearch {
  // A heading that only stands over others answers nothing itself.
  const answering = sections.filter(({ blocks }) => blocks.length > 0);
  const byLanguage = Map.groupBy(answering, ({ page }) => page.language);
  const searches = [...byLanguage].map(([language, alike]) => searchIn(alike, language));
  return {
    search(question, before) {
      const found = searches.flatMap((search) => search(question, before));
      const results = found.sort((one, other) => other.score - one.score).slice(0, MOST_RESULTS);
      const confidence = results[0]?.confidence() ?? 0;
      return {
        results: results.map(({ section, score }) => ({ section, score })),
        abstained: confidence < LEAST_CONFIDENCE,
        confidence,
        isOfOurField: results[0]?.saysTopic() ?? false,
      };
    },
  };
}

interface Candidate extends Hit {
  confidence(): number;
  saysTopic(): boolean;
}

function searchIn(
  sections: readonly Section[],
  language: string,
): (question: string, before?: string) => readonly Candidate[] {
  const reader = readerOf(language);
  const index = indexSections(sections, reader);
  const written = sections.flatMap(({ path, blocks }) =>
    [...path, ...blocks].flatMap((text) => wordsOf(text)),
  );
  const nearWords = createNearWords(new Set([...written, ...wordsOfTable()]));
  const read = (text: string) => readQuestion(text, index, reader, nearWords);
  return (text, before) => {
    const question = read(before === undefined ? text : `${text}\n${before}`);
    // What is asked now counts twice beside what it goes on from.
    const wants = before === undefined ? question.wants : [...question.wants, ...read(text).wants];
    return rankSections(index, wants)
      .slice(0, MOST_RESULTS)
      .flatMap((ranked) => {
        const section = sections[ranked.section];
        if (!section) return [];
        const confidence = (): number => confidenceOf(doubtsOf(question, ranked, index));
        const saysTopic = (): boolean => topicsSaid(question, ranked.section, index);
        return [{ section, score: ranked.score, confidence, saysTopic }];
      });
  };
}
