import type { Recalled } from '#assistant/memory.ts';
import { asUnderstood, type OpenWish, type Wish } from '#assistant/understand/read-wish.ts';
import { holdsPhrase, phrases, plainWords } from '#assistant/understand/words.ts';

/** What the rest means in its thread. */
export function readInThread(open: OpenWish, before: Recalled | undefined): Wish {
  if (!before || before.subject.kind === 'open-question') return asUnderstood(open);
  const { words, rest, said, heard } = open;
  if (isOther(words)) {
    return otherThan(before) ? { kind: 'follow-up', said, other: true } : { kind: 'unclear' };
  }
  if (before.subject.kind === 'question') return goOnFrom(before.subject.text, open);
  const version = namedVersion(words);
  const retries = holdsPhrase(words, ['try again', 'again', 'once more', 'retry']);
  // "Not shipped" adds nothing, and takes nothing back of what was said before.
  const adds = Object.keys(said).length > 0 || (heard && before.said.use === undefined);
  const continues = adds || version !== undefined || retries;
  const followUp: Wish = {
    kind: 'follow-up',
    said,
    ...(version === undefined ? {} : { version }),
  };
  if (continues && isContinuation(rest, version)) return followUp;
  const wish = asUnderstood(open);
  if (continues && (wish.kind === 'unsure' || wish.kind === 'unclear')) return followUp;
  if (wish.kind !== 'handbook' || !refersBack(words)) return wish;
  return { ...wish, before: 'use a component' };
}

/** What was asked before the last and is something else. */
export function otherThan({ subject, earlier }: Recalled): Recalled['earlier'][number] | undefined {
  const last = JSON.stringify(subject);
  return earlier.find(
    (one) => one.subject.kind !== 'open-question' && JSON.stringify(one.subject) !== last,
  );
}

/** After a question to the handbook: "who approves that?", "and if we modify it?" */
function goOnFrom(question: string, open: OpenWish): Wish {
  const { words, seen } = open;
  const wish = asUnderstood(open);
  const isElse =
    wish.kind === 'packages' ||
    wish.kind === 'elsewhere' ||
    wish.kind === 'help' ||
    wish.kind === 'greeting';
  if (isElse || !refersBack(words)) return wish;
  const { text } = seen;
  return { kind: 'handbook', question: text, sought: text, before: question };
}

const others = phrases(`
  the other, the other one, other one, the others, the second, the second one, the first one, the
  previous one, the one before, the former, the latter
`);

/** "what about the other one?", and nothing else. */
function isOther(words: readonly string[]): boolean {
  return (
    holdsPhrase(words, others) &&
    words.every((word) => continuationWords.has(word) || otherWords.has(word))
  );
}

const otherWords = new Set(
  'other one others second first previous before former latter'.split(' '),
);

const links = new Set('and but also or then so plus'.split(' '));
const pronouns = new Set('that this it those these them they there its their'.split(' '));
/** With more words of its own, a sentence stands by itself: "can I publish code that I wrote at work?" */
const OWN_WORDS_MOST = 2;
const WORDS_MOST = 12;

/** Whether a sentence goes on from the one before. */
function refersBack(words: readonly string[]): boolean {
  if (words.length > WORDS_MOST) return false;
  const own = words.filter((word) => !continuationWords.has(word) && !links.has(word));
  const begins = links.has(words[0] ?? '') || /^(?:what|how) (?:about|if)\b/.test(words.join(' '));
  return begins || (own.length <= OWN_WORDS_MOST && words.some((word) => pronouns.has(word)));
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
