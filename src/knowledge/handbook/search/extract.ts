import { type Reader, readerOf } from '#knowledge/handbook/search/words/read-text.ts';
import type { Section } from '#knowledge/handbook/section.ts';

const MOST_SENTENCES = 3;
const MOST_LETTERS = 600;

/** An entry of a list or a row of a table is shown whole when it is this short. */
const SHORT_BLOCK = 240;

/** Longer sections and questions are read up to here. */
const MOST_SENTENCES_READ = 400;
const MOST_WORDS_ASKED = 200;

/**
 * The two or three sentences of the section that answer the question, in their order and word for word; the rule,
 * which comes first, when nothing fits better. One that is too long by itself is cut at a word and ends with `…`.
 */
export function extractAnswer(section: Section, question: string): readonly string[] {
  const { language } = section.page;
  const sentences = section.blocks
    .flatMap((block) => sentencesOf(block, language))
    .slice(0, MOST_SENTENCES_READ);
  const reader = readerOf(language);
  const values = valueSentences(sentences, question, reader);
  const ranked = sentences
    .map((_, at) => at)
    .sort((one, other) => (values[other] ?? 0) - (values[one] ?? 0) || one - other);
  const chosen: number[] = [];
  let letters = 0;
  for (const at of ranked) {
    const length = sentences[at]?.length ?? 0;
    if (chosen.length === MOST_SENTENCES) break;
    if (chosen.length > 0 && letters + length > MOST_LETTERS) continue;
    if (chosen.length === 2 && (values[at] ?? 0) === 0) break;
    chosen.push(at);
    letters += length;
  }
  return chosen.sort((one, other) => one - other).map((at) => cut(sentences[at] ?? ''));
}

function sentencesOf(block: string, language: string): readonly string[] {
  const whole = block.trim();
  if (whole.length <= SHORT_BLOCK) return whole === '' ? [] : [whole];
  return [...segmenterOf(language).segment(whole)]
    .map(({ segment }) => segment.trim())
    .filter((sentence) => sentence !== '');
}

/** A language that is none is read like English. */
function segmenterOf(language: string): Intl.Segmenter {
  const isName = /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(language);
  return new Intl.Segmenter(isName ? language : 'en', { granularity: 'sentence' });
}

/** How much of the question each sentence says; a word that fewer sentences of the section say tells more. */
function valueSentences(
  sentences: readonly string[],
  question: string,
  reader: Reader,
): readonly number[] {
  const asked = termsOf(question, reader, MOST_WORDS_ASKED);
  const said = sentences.map((sentence) => termsOf(sentence, reader));
  const values = sentences.map(() => 0);
  for (const [term, weight] of asked) {
    const saying = said.filter((terms) => terms.has(term)).length;
    const rarity = Math.log(1 + sentences.length / (saying + 1));
    said.forEach((terms, at) => {
      if (terms.has(term)) values[at] = (values[at] ?? 0) + weight * rarity;
    });
  }
  // The rule stands first: a slight lead that any better fitting sentence takes.
  return values.map((value, at) => (at === 0 ? value * 1.2 + 0.01 : value));
}

/** The word itself counts twice as much as another for it. */
function termsOf(text: string, reader: Reader, mostWords?: number): ReadonlyMap<string, number> {
  const { words, mentions } = reader.read(text, mostWords);
  return new Map([
    ...mentions.map(({ concept }) => [concept, 0.5] as const),
    ...words.filter((word) => !reader.isStopWord(word)).map((word) => [word, 1] as const),
  ]);
}

function cut(sentence: string): string {
  if (sentence.length <= MOST_LETTERS) return sentence;
  const start = sentence.slice(0, MOST_LETTERS - 1);
  const end = start.lastIndexOf(' ');
  return `${(end > 0 ? start.slice(0, end) : start).trimEnd().toWellFormed()}…`;
}
