import { type SectionIndex, weightIn } from '#knowledge/handbook/search/index-sections.ts';
import type { RankedSection } from '#knowledge/handbook/search/rank.ts';
import { covers, type Question } from '#knowledge/handbook/search/read-question.ts';
import { isTopic } from '#knowledge/handbook/search/words/read-text.ts';

/** What speaks against answering a question with a section, each from 0 to 1. */
export interface Doubts {
  /** How rare the rarest topic is that is asked for and that the section does not mention. */
  readonly missedTopic: number;
  /** How rare a word of our field is in the handbook that is asked for and that it says, if at all, in other words. */
  readonly strangeWord: number;
  /** How far the section is from saying as much as an answer would. */
  readonly faint: number;
}

/**
 * How likely the section answers, from 0 to 1: a logistic function of the doubts. A question about an SBOM is not
 * answered by a section that names none, however well the rest of its words fit: the rarest topic alone brings
 * confidence down to 0.73, and as it is then mostly also strange to the handbook, to 0.5.
 */
export function confidenceOf({ missedTopic, strangeWord, faint }: Doubts): number {
  const evidence = 2.5 - 1.5 * missedTopic - 1 * strangeWord - 5 * faint;
  return 1 / (1 + Math.exp(-evidence));
}

/** Below it we say that the handbook has no answer. Between 0.55 and 0.7 it hardly matters where the line is. */
export const LEAST_CONFIDENCE = 0.6;

export function doubtsOf(question: Question, best: RankedSection, index: SectionIndex): Doubts {
  return {
    missedTopic: missedTopic(question, best.section, index),
    strangeWord: strangeWord(question, index),
    faint: faintness(question, best.score, index),
  };
}

/** Of phrases that begin at one word the longest is meant: in "open source license" no license of another kind. */
function missedTopic({ mentions }: Question, section: number, index: SectionIndex): number {
  const topics = mentions.filter(({ concept }) => isTopic(concept));
  let most = 0;
  for (const alike of Map.groupBy(topics, ({ at }) => at).values()) {
    const length = Math.max(...alike.map((mention) => mention.length));
    const meant = alike.filter((mention) => mention.length === length);
    const isSaid = meant.some(({ concept }) => says(section, concept, index));
    if (!isSaid) {
      most = Math.max(most, Math.min(...meant.map(({ concept }) => rarityOf(concept, index))));
    }
  }
  return most;
}

/** Whether the section speaks of any topic that the question names. */
export function topicsSaid({ mentions }: Question, section: number, index: SectionIndex): boolean {
  return mentions.some(({ concept }) => isTopic(concept) && says(section, concept, index));
}

function says(section: number, term: string, { terms }: SectionIndex): boolean {
  const postings = terms.get(term);
  return postings !== undefined && weightIn(postings, section) > 0;
}

function strangeWord({ words, mentions }: Question, index: SectionIndex): number {
  const strange = words.filter(({ word }) => !index.terms.has(word));
  return Math.max(
    0,
    ...strange.flatMap(({ at }) =>
      mentions
        .filter((mention) => covers(mention, at))
        .map(({ concept }) => rarityOf(concept, index)),
    ),
  );
}

/** An answer shares at least about three words with the question, or all that there are, and rare ones. */
function faintness({ words }: Question, score: number, { greatestRarity }: SectionIndex): number {
  const expected = 0.5 * greatestRarity * Math.min(3, Math.max(1, words.length));
  return Math.max(0, 1 - score / expected);
}

/** From 0 to 1; what the handbook never says is rarest. */
function rarityOf(term: string, { terms, greatestRarity }: SectionIndex): number {
  return (terms.get(term)?.rarity ?? greatestRarity) / greatestRarity;
}
