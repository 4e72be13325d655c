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

/** To see or change the list of what the company makes. */
export type ProductWish =
  | { readonly kind: 'products' }
  | { readonly kind: 'product'; readonly name: string }
  | { readonly kind: 'add-product'; readonly name?: string };

const productsWords = new Set(
  'show list see all our the products what which are there do we have'.split(' '),
);
const ADD_PRODUCT =
  /^(?:please )?(?:(?:add|register|create) (?:an? |another |the |our )?(?:new )?|new )product(?: (?:called|named))?(?:[: ]+(?<name>\S.*))?$/i;
const SHOW_PRODUCT =
  /^(?:please )?(?:show|open|change|remove) (?:me )?(?:the |our )?product(?: called| named)?[: ]+(?<name>\S.*)$/i;
/** A name of more words is a sentence about something else. */
const NAME_WORDS = 6;
const NAME_MOST = 80;

/** "products", "add product Rocket", "show product Rocket" and nothing else: "which products use lodash" is about lodash. */
export function readProductWish(
  sentence: string,
  words: readonly string[],
): ProductWish | undefined {
  if (words.length <= 7 && words.includes('products')) {
    const isAll = words.every((word) => productsWords.has(word) || padding.has(word));
    return isAll ? { kind: 'products' } : undefined;
  }
  if (sentence.length > 2 * NAME_MOST) return undefined;
  const line = sentence.replaceAll(/\s+/g, ' ').replace(/ ?[.!]$/, '');
  const adding = ADD_PRODUCT.exec(line);
  const name = nameIn((adding ?? SHOW_PRODUCT.exec(line))?.groups?.name);
  if (name === 'none') return adding ? { kind: 'add-product' } : undefined;
  if (name === 'too-long') return undefined;
  return { kind: adding ? 'add-product' : 'product', name: name.text };
}

function nameIn(typed: string | undefined): 'none' | 'too-long' | { readonly text: string } {
  if (typed === undefined) return 'none';
  const text = typed.replaceAll(/^["“”'‘’]+|["“”'‘’]+$/g, '').trim();
  if (text === '') return 'none';
  const isName =
    text.length <= NAME_MOST && text.split(' ').length <= NAME_WORDS && !text.endsWith('?');
  return isName ? { text } : 'too-long';
}
