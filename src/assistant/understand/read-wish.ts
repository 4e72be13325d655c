import type { Remembered } from '#assistant/memory.ts';
import { readUse } from '#assistant/understand/read-use.ts';
import { topicWords } from '#assistant/understand/topics.ts';
import { holdsPhrase, plainWords } from '#assistant/understand/words.ts';
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

/** Reads a wish from what a person typed. Pure; `before` is what the thread was about. */
export function readWish(text: string, before: Remembered | undefined): Wish {
  const sentence = text.normalize('NFC').trim();
  if (!/[\p{L}\p{N}]/u.test(sentence)) return { kind: 'nothing-said' };
  if (sentence.length > longestQuestion) return { kind: 'too-long', length: sentence.length };

  const words = plainWords(sentence);
  if (isHelp(words)) return { kind: 'help' };
  if (isGreeting(words)) return { kind: 'greeting' };

  const { said, rest } = readUse(sentence);
  const written = readPackages(sentence);
  if (written.kind === 'refused' || written.kind === 'clear')
    return { kind: 'packages', reading: written, said };

  const mentions = licenseMentions(sentence);
  const topic = topicOf(words, mentions.length);
  if (topic !== undefined) return { kind: 'elsewhere', topic };
  if (mentions.length > 0) {
    return wantsText(words)
      ? { kind: 'license-text', mentions }
      : { kind: 'licenses', mentions, said };
  }

  const version = before ? namedVersion(words) : undefined;
  const retries = holdsPhrase(words, ['try again', 'again', 'once more', 'retry']);
  const continues =
    before !== undefined && (Object.keys(said).length > 0 || version !== undefined || retries);
  if (continues && isContinuation(rest, version)) {
    return { kind: 'follow-up', said, ...(version === undefined ? {} : { version }) };
  }
  // Words that spoke of the use are no names of packages: "react for our mobile app".
  const reading = readPackages(rest);
  if (reading.kind !== 'none') return { kind: 'packages', reading, said };
  const handbook = topicWords.find((entry) => entry.topic === 'handbook');
  if (handbook && holdsPhrase(words, handbook.words))
    return { kind: 'elsewhere', topic: 'handbook' };
  if (continues) return { kind: 'follow-up', said, ...(version === undefined ? {} : { version }) };
  return { kind: 'unclear' };
}

/** Two licenses are asked about together only if the words say so; one license is asked about by itself. */
function topicOf(words: readonly string[], licenses: number): Topic | undefined {
  const found = topicWords.find(({ topic, words: phrases }) => {
    if (topic === 'compatibility') return licenses >= 2 && holdsPhrase(words, phrases);
    if (topic === 'handbook') return licenses === 0 && holdsPhrase(words, phrases);
    return holdsPhrase(words, phrases);
  });
  return found?.topic;
}

const helpPhrases = [
  'help',
  'what can you do',
  'how do you work',
  'how does this work',
  'what can i ask',
  'commands',
  'examples',
  'who are you',
  'what are you',
];

function isHelp(words: readonly string[]): boolean {
  return words.length <= 8 && holdsPhrase(words, helpPhrases);
}

const greetings = new Set(
  'hi hello hey hallo yo good morning afternoon evening day thanks thank you thx ty cheers ok okay great cool nice bye goodbye there steward'.split(
    ' ',
  ),
);

/** Nothing but pleasantries: "ok" alone is one, "is MIT ok" is a question. */
function isGreeting(words: readonly string[]): boolean {
  return words.length <= 4 && words.every((word) => greetings.has(word));
}

function wantsText(words: readonly string[]): boolean {
  return holdsPhrase(words, [
    'the text',
    'full text',
    'license text',
    'licence text',
    'text of',
    'read the license',
    'show the license',
    'show me the license',
  ]);
}

/** "what about 2.0?", "and version 3?" */
function namedVersion(words: readonly string[]): string | undefined {
  return words
    .map((word) => /^v?(\d{1,6}(?:\.[\dx]{1,6}){0,3}(?:-[\da-z.]{1,30})?)$/.exec(word)?.[1])
    .find(Boolean);
}

const continuationWords = new Set(
  'a about above all also an and any are as at be behind but by can could do does for from good have how i if in instead into is it its just maybe my no not now of ok okay on only or our own part please same should so still than that the their then there these they this those to too under try again use used using version versions we what whatif when where which who with would yes you your fine allowed possible case code library lib thing one run runs running put once retry'.split(
    ' ',
  ),
);

/** Whether, beside the words about use and version, only small words remain. */
function isContinuation(rest: string, version: string | undefined): boolean {
  return plainWords(rest).every(
    (word) => continuationWords.has(word) || word === version || word === `v${version}`,
  );
}
