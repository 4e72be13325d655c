import { foreignIdIn } from '#assistant/understand/intent/signs/requests.ts';
import { hearClasses, mended, type WordClass } from '#assistant/understand/intent/vocabulary.ts';
import { readUse } from '#assistant/understand/read-use.ts';
import { saidToBe } from '#assistant/understand/said-to-be.ts';
import { plainWords, withoutParts } from '#assistant/understand/words.ts';
import { type LicenseMention, licenseMentions } from '#knowledge/licenses/names/mentions.ts';
import { type PackageReading, readPackages } from '#knowledge/packages/read-packages.ts';

/** What can be seen in a sentence, before anybody says what it means. */
export interface Evidence {
  readonly text: string;
  /** Without what names licenses and packages, misspellings mended. */
  readonly words: readonly string[];
  readonly mentions: readonly LicenseMention[];
  readonly packages: PackageReading;
  /** Such as `REQ-142`, or a bare number. */
  readonly requestId: string | undefined;
  readonly isQuestion: boolean;
  has(...classes: readonly WordClass[]): boolean;
  count(of: WordClass): number;
  /** Share of the words that the class explains, from 0 to 1. */
  share(of: WordClass): number;
  /** Whether the sentence begins with words of the class, greetings aside. */
  begins(of: WordClass): boolean;
}

/** What is longer is no sentence; only its beginning is read. */
const READ_MOST = 4000;

export function readEvidence(sentence: string): Evidence {
  const text = sentence.slice(0, READ_MOST).normalize('NFC').trim();
  const mentions = licenseMentions(text);
  const packages = packagesIn(text, mentions);
  const named =
    packages.kind === 'clear' ? packages.packages : [...mentions, ...compoundNames(packages)];
  const unnamed = withoutParts(text, named);
  // "can we use it in our mobile app" asks no rule about apps.
  const said = asksForUse(packages, text) ? readUse(unnamed).rest : unnamed;
  const words = plainWords(said).map(mended);
  const heard = hearClasses(words);
  const placesOf = (of: WordClass) => heard.get(of) ?? [];
  const start = Math.max(
    0,
    words.findIndex((word) => !OPENERS.has(word)),
  );
  return {
    text,
    words,
    mentions,
    packages,
    requestId: requestIdIn(text),
    isQuestion: text.includes('?') || QUESTION_WORDS.has(words[start] ?? ''),
    has: (...classes) => classes.every((of) => placesOf(of).length > 0),
    count: (of) => new Set(placesOf(of).map(({ at }) => at)).size,
    share(of) {
      const covered = new Set<number>();
      for (const { at, length } of placesOf(of)) {
        for (let place = at; place < at + length; place++) covered.add(place);
      }
      return words.length === 0 ? 0 : covered.size / words.length;
    },
    begins: (of) => placesOf(of).some(({ at }) => at === start),
  };
}

/** "is react MIT?" asks about the package; where only a license is named there is none. */
function packagesIn(text: string, mentions: readonly LicenseMention[]): PackageReading {
  const written = readPackages(text);
  if (mentions.length === 0 || written.kind === 'clear') return written;
  return saidToBe(text, mentions) ?? NO_PACKAGE;
}

/** A word that may be a package, where it is put to use or judged; anywhere else it may be any word. */
function asksForUse({ kind, packages }: PackageReading, text: string): boolean {
  return (
    kind === 'word' &&
    packages.some(({ start, end }) => {
      const before = text.slice(Math.max(0, start - 24), start);
      const after = text.slice(end, end + 24);
      return USED.test(before) || (/\b(?:is|are|about)\s+$/i.test(before) && /^\s+\w/.test(after));
    })
  );
}

const USED =
  /\b(?:use|using|add|adding|import|importing|install|adopt|bundle|bundling|embed|ship|shipping|include|integrate|deploy|run|running)\s+(?:the\s+)?$/i;

/** In `license-checker` the words are pieces of a name. */
function compoundNames({ packages }: PackageReading): PackageReading['packages'] {
  return packages.filter(({ text }) => /[\w]-[\w]/.test(text) && !isCompoundWord(text));
}

/** "sign-off", "third-party": two words in one. */
export function isCompoundWord(text: string): boolean {
  return /^(?:e-\w+|\w+-(?:\d+|off|in|up|to|of|out|on|over|party|time|end|line|through))$/i.test(
    text,
  );
}

const NO_PACKAGE: PackageReading = { kind: 'none', packages: [], refused: [] };

const OPENERS = new Set(
  'hi hey hello steward please pls plz so ok okay and but also quick question um uh well yo team all guys folks sorry just'.split(
    ' ',
  ),
);
const QUESTION_WORDS = new Set(
  'who whom whose what whats which when where wheres why how hows is are am was were do does did can could may might must should shall will would has have had isnt arent dont doesnt cant'.split(
    ' ',
  ),
);

/** `REQ-142`, `#87`, "request 1033", "ticket no. 12". */
function requestIdIn(text: string): string | undefined {
  const [, long] = /\b(req-?\s?\d{1,9})\b/i.exec(text) ?? [];
  if (long !== undefined) return `REQ-${long.replace(/\D/g, '')}`;
  const [, hash] = /(?:^|[\s(])#(\d{1,9})\b/.exec(text) ?? [];
  if (hash !== undefined) return hash;
  const [, alone] =
    /^(?:(?:so|and|hey|hi|ok)[,\s]\s*)?(?:is|was|did|has|hows|how is|how's|wheres|where's|where is|where are we (?:with|on)|tell me where|do you know where|what about|whats with|any (?:news|word|movement|progress) on|news on|status(?: of)?)\s(?:my |the )?(?:number |no\.? |nr\.? )?#?(\d{2,9})\b(?![.\w]|\s(?:lines|days|weeks|people|percent|files))/i.exec(
      text,
    ) ?? [];
  if (alone !== undefined) return alone;
  const [, number] =
    /\b(?:request|ticket|submission|case|application|approval|review)\s(?:no\.?\s|nr\.?\s|number\s|id\s|num\s)?(\d{1,9})\b(?!\.\d)/i.exec(
      text,
    ) ?? [];
  return number ?? foreignIdIn(text);
}
