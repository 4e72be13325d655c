import { type AbsenceWish, readAbsenceWish } from '#assistant/understand/absence-words.ts';
import { type BroadcastWish, readBroadcastWish } from '#assistant/understand/broadcast-phrases.ts';
import { type Evidence, readEvidence } from '#assistant/understand/intent/evidence.ts';
import type { Intent } from '#assistant/understand/intent/intents.ts';
import { requestIn } from '#assistant/understand/intent/slots.ts';
import { type Understood, understandSeen } from '#assistant/understand/intent/understand.ts';
import { readUse } from '#assistant/understand/read-use.ts';
import {
  isGreeting,
  isHelp,
  isOpenQuestions,
  type ProductWish,
  readProductWish,
} from '#assistant/understand/set-phrases.ts';
import { plainWords, withoutParts } from '#assistant/understand/words.ts';
import type { Topic } from '#foundation/people/contacts.ts';
import type { LicenseMention } from '#knowledge/licenses/names/mentions.ts';
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
  /** More about what was asked before: another use, another version, or what was asked before that. */
  | {
      readonly kind: 'follow-up';
      readonly said: PartialUse;
      readonly version?: string;
      readonly other?: true;
    }
  /** What the organisation's own rules say. */
  | ({ readonly kind: 'handbook' } & Sought)
  /** Understood, but somebody in the OSPO handles it. */
  | { readonly kind: 'elsewhere'; readonly topic: Topic }
  /** To ask the office to decide something; `known` by the fields of the form. */
  | {
      readonly kind: 'start-request';
      readonly form: string;
      readonly known: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'my-requests' }
  /** Of one request; without its number of whichever of theirs they mean. */
  | { readonly kind: 'request-status'; readonly number?: number }
  | { readonly kind: 'review-queue' }
  | BroadcastWish
  /** What people asked in vain, for the OSPO to answer. */
  | { readonly kind: 'open-questions' }
  | ProductWish
  | AbsenceWish
  /** The answer to the open question that the conversation is about. */
  | { readonly kind: 'answer'; readonly answer: string }
  /** It may be one of these, the most likely first; at most three. */
  | { readonly kind: 'unsure'; readonly maybe: readonly Intent[]; readonly sought: Sought }
  /** `maybe`: nothing speaks against its being a question to the handbook. */
  | { readonly kind: 'unclear'; readonly maybe?: Sought };

/** What somebody asks the handbook. */
export interface Sought {
  /** As it was typed. */
  readonly question: string;
  /** Without the names of packages, of which no handbook speaks. */
  readonly sought: string;
  /** What it goes on from, and the conversation stays about. */
  readonly before?: string;
}

/** Longer than any question; a list or a license text was pasted. */
export const longestQuestion = 4000;

/** What names nothing by itself: it may go on with what was said before. */
export interface OpenWish {
  readonly kind: 'open';
  readonly seen: Evidence;
  readonly words: readonly string[];
  /** Without the words that speak of the use. */
  readonly rest: string;
  readonly said: PartialUse;
  readonly heard: boolean;
  readonly understood: Understood;
}

/** From here on we do what we understood, and do not ask first. */
const SURE = 0.45;
/** What is less likely is not offered. */
const LEAST_LIKELY = 0.12;
const OFFERED_MOST = 3;

/** Reads a wish from what a person typed, without knowing what the thread was about; most can be. Pure. */
export function readAlone(text: string): Wish | OpenWish {
  const sentence = text.normalize('NFC').trim();
  if (!/[\p{L}\p{N}]/u.test(sentence)) return { kind: 'nothing-said' };
  if (sentence.length > longestQuestion) return { kind: 'too-long', length: sentence.length };

  const answer = /^answer\s*:\s*(\S[\s\S]*)$/i.exec(sentence)?.[1];
  if (answer !== undefined) return { kind: 'answer', answer };

  const words = plainWords(sentence);
  if (isHelp(words)) return { kind: 'help' };
  if (isGreeting(words)) return { kind: 'greeting' };
  if (isOpenQuestions(words)) return { kind: 'open-questions' };
  const aboutBroadcasts = readBroadcastWish(words);
  if (aboutBroadcasts) return aboutBroadcasts;
  const aboutProducts = readProductWish(sentence, words);
  if (aboutProducts) return aboutProducts;
  const absence = readAbsenceWish(sentence);
  if (absence) return absence;

  const seen = readEvidence(sentence);
  const understood = understandSeen(seen);
  const { packages, mentions } = seen;
  // What names a package or a license speaks of no use.
  const unnamed = withoutParts(sentence, packages.kind === 'clear' ? packages.packages : mentions);
  const { said, heard, rest } = readUse(unnamed);
  const isNamed = mentions.length > 0 || packages.kind === 'clear' || packages.kind === 'refused';
  if (!isNamed) return { kind: 'open', seen, words, rest, said, heard, understood };
  const about = understood.confidence >= SURE ? aboutOffice(understood.intent, seen) : undefined;
  return about ?? aboutNamed(seen, words, said);
}

/** What the words mean by themselves, or by what somebody says that they meant. */
export function asUnderstood(
  { seen, rest, said, heard, understood }: OpenWish,
  meant?: Intent,
): Wish {
  const { intent, confidence, others } = understood;
  if (meant === undefined && confidence < SURE) {
    // "frobnicate in our desktop app": what is left beside a use is what is used.
    const reading = readPackages(rest);
    const mayBe = intent === 'package_question' || intent === 'other';
    if (heard && mayBe && reading.kind !== 'none') return { kind: 'packages', reading, said };
    const maybe = [{ intent, confidence }, ...others]
      .filter((one) => one.confidence >= LEAST_LIKELY && one.intent !== 'other')
      .map((one) => one.intent)
      .slice(0, OFFERED_MOST);
    const sought = soughtIn(seen);
    return intent === 'other' || maybe.length === 0
      ? { kind: 'unclear', maybe: sought }
      : { kind: 'unsure', maybe, sought };
  }
  const wanted = meant ?? intent;
  if (wanted === 'smalltalk') return { kind: 'greeting' };
  if (wanted === 'package_question' || wanted === 'help') {
    // Words that spoke of the use are no names of packages: "react for our mobile app". "Help me with react" is about it.
    const read = readPackages(rest);
    const reading = read.kind === 'none' && wanted !== 'help' ? seen.packages : read;
    if (reading.kind !== 'none') return { kind: 'packages', reading, said };
    if (wanted === 'help') return { kind: 'help' };
  }
  return aboutOffice(wanted, seen) ?? { kind: 'unclear' };
}

/** What is not about one license or package. */
function aboutOffice(intent: Intent, seen: Evidence): Wish | undefined {
  if (intent === 'policy_question') return { kind: 'handbook', ...soughtIn(seen) };
  if (intent === 'start_form') return { kind: 'start-request', ...requestIn(seen) };
  if (intent === 'my_requests') return { kind: 'my-requests' };
  if (intent === 'broadcast') return { kind: 'broadcasts' };
  if (intent === 'review_queue') return { kind: 'review-queue' };
  if (intent === 'request_status') {
    const number = /^(?:REQ-)?(\d{1,9})$/.exec(seen.requestId ?? '')?.[1];
    return { kind: 'request-status', ...(number === undefined ? {} : { number: Number(number) }) };
  }
  const topic = topics[intent];
  return topic && { kind: 'elsewhere', topic };
}

function soughtIn({ text, packages }: Evidence): Sought {
  return { question: text, sought: withoutNames(text, packages) };
}

/** A word that only may be a package is none to a handbook, unless it is written as a repository. */
function withoutNames(text: string, { kind, packages }: PackageReading): string {
  const names = packages.filter(({ as }) => kind === 'clear' || as === 'repository');
  return withoutParts(text, names).replaceAll(ADDRESS, ' ');
}

/** With or without its scheme: "github.com/facebook/react". */
const ADDRESS = /(?<![\w.-])(?:https?:\/\/)?[\w-]+(?:\.[\w-]+)+\/\S*/gi;

/** Who handles what Steward does not do itself. */
const topics: Partial<Readonly<Record<Intent, Topic>>> = {
  compatibility_question: 'compatibility',
  metrics_report: 'figures',
  training: 'training',
  sbom_audit: 'component-lists',
  identify_license_text: 'license-texts',
};

function aboutNamed(
  { packages, mentions }: Evidence,
  words: readonly string[],
  said: PartialUse,
): Wish {
  if (packages.kind !== 'none') return { kind: 'packages', reading: packages, said };
  return wantsText(words)
    ? { kind: 'license-text', mentions }
    : { kind: 'licenses', mentions, said };
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
