import { readClauses, type Word } from '#assistant/understand/clauses.ts';
import { detailWords } from '#assistant/understand/detail-words.ts';
import { kindWords, type UseWords } from '#assistant/understand/use-words.ts';
import type { PartialUse } from '#knowledge/policy/use.ts';

export interface UseReading {
  readonly said: PartialUse;
  /** Whether the use was spoken of at all: "not shipped" says what it is not. */
  readonly heard: boolean;
  /** The sentence without the words that spoke of the use. */
  readonly rest: string;
}

/**
 * Reads from a sentence how something will be used; says nothing about what was not said. Names of licenses and
 * packages are best taken out before: "Server Side Public License" does not speak of servers.
 */
export function readUse(sentence: string): UseReading {
  const words = readClauses(sentence, hyphenated);
  const heard = hear(words);
  const found: PartialUse[] = [];
  for (const group of [kindWords, ...detailWords]) {
    const entry = group.find((candidate) => heard.said.has(candidate));
    if (entry) found.push(entry.says);
    for (const candidate of group) {
      if (!entry && candidate.denied && heard.denied.has(candidate)) found.push(candidate.denied);
    }
  }
  // The kind was found first and holds over what a detail implies.
  const said: PartialUse = Object.assign({}, ...found.toReversed());
  return {
    said: asDelivered(said),
    heard: heard.taken.size > 0,
    rest: words
      .filter((_word, at) => !heard.taken.has(at))
      .map((word) => word.raw)
      .join(' '),
  };
}

/** A container is delivered when it is passed on; what is pushed to one's own registry is not. */
function asDelivered(said: PartialUse): PartialUse {
  const { delivery, ...others } = said;
  if (delivery === undefined || said.use?.startsWith('distributed')) return said;
  return others;
}

interface Heard {
  readonly said: ReadonlySet<UseWords>;
  readonly denied: ReadonlySet<UseWords>;
  /** The places of the words that spoke of the use. */
  readonly taken: ReadonlySet<number>;
}

interface Phrase {
  readonly parts: readonly string[];
  readonly entries: readonly { readonly of: UseWords; readonly noun: boolean }[];
}

/** Goes through the words once; where several phrases begin the longest is meant. */
function hear(words: readonly Word[]): Heard {
  const said = new Set<UseWords>();
  const denied = new Set<UseWords>();
  const taken = new Set<number>();
  let last: { readonly end: number; readonly denies: readonly UseWords[] } | undefined;
  for (let at = 0; at < words.length; at++) {
    const phrase = phraseAt(words, at);
    if (!phrase) continue;
    // "Not delivered to customers" denies both halves of what is one use.
    const goesOn = last?.end === at && phrase.entries.every(({ of }) => last?.denies.includes(of));
    const from = negationBefore(words, at) ?? (goesOn ? at : undefined);
    const entries = phrase.entries.map(({ of }) => of);
    for (const of of entries) (from === undefined ? said : denied).add(of);
    const end = at + phrase.parts.length;
    for (let place = from ?? at; place < end; place++) taken.add(place);
    last = from === undefined ? undefined : { end, denies: entries };
    at = end - 1;
  }
  return { said, denied, taken };
}

function phraseAt(words: readonly Word[], at: number): Phrase | undefined {
  const first = words[at];
  return phrasesByFirstWord.get(first?.bare ?? '')?.find(({ parts, entries }) => {
    const whole = parts.every((part, offset) => {
      const word = words[at + offset];
      return word?.bare === part && (offset === 0 || !word.opens);
    });
    return whole && (!entries.every(({ noun }) => noun) || isLedTo(words, at, at + parts.length));
  });
}

/** "on our server", "data under ODbL"; but not "redis server" and not "is static ok?". */
function isLedTo(words: readonly Word[], at: number, end: number): boolean {
  const before = words[at - 1]?.bare ?? '';
  if (words[at]?.opens === true || LEADING.has(before) || NEGATIONS.has(before)) return true;
  return FOLLOWING.has(words[end]?.bare ?? '');
}

/** Where the "not" stands that denies what follows: "not shipped", "will never be shipped", "without modifying". */
function negationBefore(words: readonly Word[], at: number): number | undefined {
  for (let place = at; place > 0 && place > at - MAX_NEGATION_GAP; place--) {
    if (words[place]?.opens) return undefined;
    const before = words[place - 1]?.bare ?? '';
    if (NEGATIONS.has(before)) return place - 1;
    if (!BETWEEN.has(before)) return undefined;
  }
  return undefined;
}

const MAX_NEGATION_GAP = 5;
const NEGATIONS = new Set(
  'not never no without dont doesnt didnt isnt arent wasnt wont cant cannot nor neither nothing none havent hasnt non'.split(
    ' ',
  ),
);
const BETWEEN = new Set(
  'a an any the be being been is are was will it its get gets getting going to have has had even ever yet longer actually really plan planning want need needing in on into for as our we of by with'.split(
    ' ',
  ),
);
const LEADING = new Set(
  'a an the this that these those our my your their its his her any some all every each both in on of for to from as at into inside within with via by behind under and or we they it only also just new own public internal embedded commercial mobile shared customer customers consumer consumers physical smart have has been be was were if when slightly heavily i you'.split(
    ' ',
  ),
);
const FOLLOWING = new Set('under licensed licenced released'.split(' '));

const phrasesByFirstWord = indexPhrases();

function indexPhrases(): ReadonlyMap<string, readonly Phrase[]> {
  const entriesByPhrase = new Map<string, { of: UseWords; noun: boolean }[]>();
  for (const entry of [...kindWords, ...detailWords.flat()]) {
    for (const phrase of entry.words) add(entriesByPhrase, phrase, { of: entry, noun: false });
    for (const phrase of entry.nouns ?? []) add(entriesByPhrase, phrase, { of: entry, noun: true });
  }
  const index = new Map<string, Phrase[]>();
  for (const [phrase, entries] of entriesByPhrase) {
    const parts = phrase.split(' ');
    add(index, parts[0] ?? '', { parts, entries });
  }
  for (const list of index.values())
    list.sort((one, other) => other.parts.length - one.parts.length);
  return index;
}

function add<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

const hyphenated = new Set(
  [...kindWords, ...detailWords.flat()]
    .flatMap((entry) => [...entry.words, ...(entry.nouns ?? [])])
    .filter((phrase) => phrase.includes(' ')),
);
