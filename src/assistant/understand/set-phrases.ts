import { holdsPhrase } from '#assistant/understand/words.ts';

const pleasantries = new Set(
  'hi hello hey hallo yo good morning afternoon evening day thanks thank thx ty cheers ok okay great cool nice perfect awesome bye goodbye there steward'.split(
    ' ',
  ),
);
/** Between pleasantries, and in a cry for help, these say nothing more. */
const padding = new Set(
  'was really useful helpful helped helps answer a lot so very much lol anyway again all guys team for the that this your you u me i we can could would please pls need some bit of is bot it just one more to know'.split(
    ' ',
  ),
);

/** Nothing but pleasantries: "ok" alone is one, "is MIT ok" is a question. */
export function isGreeting(words: readonly string[]): boolean {
  return (
    words.length <= 7 &&
    words.some((word) => pleasantries.has(word)) &&
    words.every((word) => pleasantries.has(word) || padding.has(word))
  );
}

const helpPhrases = new Set(
  [
    'help',
    'what can you do',
    'what do you do',
    'what else can you do',
    'how do you work',
    'how does this work',
    'how do i use you',
    'how do i use this',
    'what can i ask',
    'what should i ask',
    'commands',
    'examples',
    'who are you',
    'what are you',
    'what is this',
  ].map((phrase) => withoutPadding(phrase.split(' '))),
);

/** Help and nothing else: "can you help me with lodash" is about lodash. */
export function isHelp(words: readonly string[]): boolean {
  return words.length <= 12 && helpPhrases.has(withoutPadding(words));
}

function withoutPadding(words: readonly string[]): string {
  return words.filter((word) => !pleasantries.has(word) && !padding.has(word)).join(' ');
}

const openQuestionWords = new Set(
  'show list see get give open unanswered questions question any are there what do have did people ask asked which were not answered latest new our my in vain answer waiting pending'.split(
    ' ',
  ),
);

/** "open questions", "any unanswered questions?" and nothing else. */
export function isOpenQuestions(words: readonly string[]): boolean {
  return (
    words.length <= 10 &&
    holdsPhrase(words, ['open questions', 'unanswered questions', 'pending questions']) &&
    words.every((word) => openQuestionWords.has(word) || padding.has(word))
  );
}
