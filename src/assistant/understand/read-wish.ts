import type { Remembered } from '#assistant/memory.ts';
import { readUse } from '#assistant/understand/read-use.ts';
import { saidToBe } from '#assistant/understand/said-to-be.ts';
import { answersLast, topicOf } from '#assistant/understand/topics.ts';
import { holdsPhrase, plainWords, withoutParts } from '#assistant/understand/words.ts';
import type { Topic } from '#foundation/people/contacts.ts';
import { type LicenseMention, licenseMentions } from '#knowledge/licenses/names/mentions.ts';
import { type PackageReading, readPackages } from '#knowledge/packages/read-packages.ts';
import type { PartialUse } from '#knowledge/policy/use.ts';

/** What somebody wants, as far as their words say it. */
export type Wish =
  | { readonly kind: 'help' }
  | { readonly kind: 'greeting' }
  | { readonly kind: 'nothing-said' }
  | { readonly kind: 'too-long'; readonly length: number }
  | {
      readonly kind: 'licenses';
      readonly mentions: readonly LicenseMention[];
      readonly said: PartialUse;
    }
  | { readonly kind: 'license-text'; readonly mentions: readonly LicenseMention[] }
  | { readonly kind: 'packages'; readonly reading: PackageReading; readonly said: PartialUse }
  /** More about what was asked before: another use, another version. */
  | { readonly kind: 'follow-up'; readonly said: PartialUse; readonly version?: string }
  /** Understood, but somebody in the OSPO handles it. */
  | { readonly kind: 'elsewhere'; readonly topic: Topic }
  | { readonly kind: 'unclear' };

/** Longer than any question; a list or a license text was pasted. */
export const longestQuestion = 4000;

/** What names nothing by itself: it may go on with what was said before. */
export interface OpenWish {
  readonly kind: 'open';
  readonly words: readonly string[];
  /** Without the words that speak of the use, and all of it. */
  readonly rest: string;
  readonly unnamed: string;
  readonly said: PartialUse;
  readonly heard: boolean;
}

/** Reads a wish from what a person typed, without knowing what the thread was about; most can be. Pure. */
export function readAlone(text: string): Wish | OpenWish {
  const sentence = text.normalize('NFC').trim();
  if (!/[\p{L}\p{N}]/u.test(sentence)) return { kind: 'nothing-said' };
  if (sentence.length > longestQuestion) return { kind: 'too-long', length: sentence.length };

  const words = plainWords(sentence);
  if (isHelp(words)) return { kind: 'help' };
  if (isGreeting(words)) return { kind: 'greeting' };

  const written = readPackages(sentence);
  const mentions = written.kind === 'clear' ? [] : licenseMentions(sentence);
  // What names a package or a license speaks of no use and of no topic.
  const unnamed = withoutParts(sentence, written.kind === 'clear' ? written.packages : mentions);
  const { said, heard, rest } = readUse(unnamed);
  const topic = topicOf(unnamed, sentence, mentions);
  if (topic !== undefined) return { kind: 'elsewhere', topic };
  if (written.kind === 'refused' || written.kind === 'clear')
    return { kind: 'packages', reading: written, said };
  if (mentions.length > 0) return aboutLicenses(sentence, words, mentions, said);
  return { kind: 'open', words, rest, unnamed, said, heard };
}

/** What the rest means in its thread. */
export function readInThread(
  { words, rest, unnamed, said, heard }: OpenWish,
  before: Remembered | undefined,
): Wish {
  const version = before ? namedVersion(words) : undefined;
  const retries = holdsPhrase(words, ['try again', 'again', 'once more', 'retry']);
  // "Not shipped" adds nothing, and takes nothing back of what was said before.
  const adds = Object.keys(said).length > 0 || (heard && before?.said.use === undefined);
  const continues = before !== undefined && (adds || version !== undefined || retries);
  if (continues && isContinuation(rest, version)) {
    return { kind: 'follow-up', said, ...(version === undefined ? {} : { version }) };
  }
  // Words that spoke of the use are no names of packages: "react for our mobile app".
  const reading = readPackages(rest);
  if (reading.kind !== 'none') return { kind: 'packages', reading, said };
  const last = answersLast(unnamed);
  if (last !== undefined) return { kind: 'elsewhere', topic: last };
  if (continues) return { kind: 'follow-up', said, ...(version === undefined ? {} : { version }) };
  return { kind: 'unclear' };
}

function aboutLicenses(
  sentence: string,
  words: readonly string[],
  mentions: readonly LicenseMention[],
  said: PartialUse,
): Wish {
  const reading = saidToBe(sentence, mentions);
  if (reading) return { kind: 'packages', reading, said };
  return wantsText(words)
    ? { kind: 'license-text', mentions }
    : { kind: 'licenses', mentions, said };
}

const pleasantries = new Set(
  'hi hello hey hallo yo good morning afternoon evening day thanks thank thx ty cheers ok okay great cool nice perfect awesome bye goodbye there steward'.split(
    ' ',
  ),
);
/** Between pleasantries, and in a cry for help, these say nothing more. */
const padding = new Set(
  'a lot so very much lol anyway again all guys team for the that this your you u me i we can could would please pls need some bit of is bot it just one more to know'.split(
    ' ',
  ),
);

/** Nothing but pleasantries: "ok" alone is one, "is MIT ok" is a question. */
function isGreeting(words: readonly string[]): boolean {
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
function isHelp(words: readonly string[]): boolean {
  return words.length <= 12 && helpPhrases.has(withoutPadding(words));
}

function withoutPadding(words: readonly string[]): string {
  return words.filter((word) => !pleasantries.has(word) && !padding.has(word)).join(' ');
}

const showing = new Set(
  'show display print give see read view send open paste get find where full text wording whole'.split(
    ' ',
  ),
);
const doing = new Set('include keep ship add reproduce copy distribute put must have'.split(' '));

/** "show me the text of MIT"; what one has to do with the text is a question about the license. */
function wantsText(words: readonly string[]): boolean {
  if (words.some((word) => doing.has(word))) return false;
  const shows = words.some((word) => showing.has(word));
  const last = words.at(-1);
  const ends = last === 'license' || last === 'licence';
  return (
    (shows && words.some((word) => ['text', 'texts', 'wording'].includes(word))) ||
    (ends && words.some((word) => ['show', 'display', 'print', 'read', 'view'].includes(word)))
  );
}

/** "what about 2.0?", "and version 3?" */
function namedVersion(words: readonly string[]): string | undefined {
  return words
    .map((word) => /^v?(\d{1,6}(?:\.[\dx]{1,6}){0,3}(?:-[\da-z.]{1,30})?)$/.exec(word)?.[1])
    .find(Boolean);
}

const continuationWords = new Set(
  'a about above all also am an and any are as at be behind but by can could do does else for from good have how i if in instead into is it its just keep maybe me my no not now of ok okay on only or our own part please same should so still than that the their them then there these they this those to too tried under try again us use used using version versions was we were what whatif when where which who with would yes you your fine allowed possible case code library lib thing one run runs running put once retry'.split(
    ' ',
  ),
);

/** Whether, beside the words about use and version, only small words remain. */
function isContinuation(rest: string, version: string | undefined): boolean {
  return plainWords(rest).every(
    (word) => continuationWords.has(word) || word === version || word === `v${version}`,
  );
}
