import { npmNameProblem } from '#knowledge/packages/npm/name.ts';
import { findProduct } from '#knowledge/packages/products.ts';
import { npmPurl, type Purl } from '#knowledge/packages/purl.ts';
import { ecosystemHint, type Hint } from '#knowledge/packages/reading/ecosystem-hint.ts';
import {
  type OtherEcosystem,
  otherPurl,
  type PackageMention,
  type Refusal,
  readVersion,
  refusal,
} from '#knowledge/packages/reading/mention.ts';
import { COMMON_WORDS } from '#knowledge/packages/reading/stop-words.ts';
import { type Token, tokensOf } from '#knowledge/packages/reading/tokens.ts';
import {
  isFileName,
  isLed,
  isLookalike,
  isNoName,
  WEIGHT,
  weightOf,
} from '#knowledge/packages/reading/word-weight.ts';
import { type WellKnownName, wellKnown } from '#knowledge/packages/well-known.ts';

export interface WordReading {
  /** Best guess first; readings of the same word follow each other. */
  readonly packages: readonly PackageMention[];
  readonly refused: readonly Refusal[];
  /** The ecosystem was named with the word, as in "the python package flask": no guess is left. */
  readonly certain: boolean;
}

/** The most words in one sentence that are offered as packages. */
const MOST_WORDS = 6;

/** So many words of a sentence may be unknown to us before none of them is taken for a package. */
const MOST_UNKNOWN = 2;

/** Package names in a plain sentence: "can i use left-pad?", "moment vs dayjs". */
export function readWords(text: string): WordReading {
  const tokens = tokensOf(text);
  const hint = ecosystemHint(tokens);
  const candidates: Candidate[] = [];
  const refused: Refusal[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const candidate = candidateAt(tokens, index, hint);
    if (candidate === undefined) continue;
    if ('refused' in candidate) refused.push(candidate.refused);
    else {
      candidates.push(candidate);
      index += candidate.length - 1;
    }
  }
  const chosen = choose(candidates);
  const certain = hint?.firm === true && chosen.length === 1 && chosen[0]?.product === false;
  return { packages: chosen.flatMap((candidate) => mentionsOf(candidate)), refused, certain };
}

/** Drops plain words that merely stand in the sentence beside a better guess, or that are too many. */
function choose(candidates: readonly Candidate[]): readonly Candidate[] {
  const unknown = candidates.filter(({ weight }) => weight === WEIGHT.unknown);
  const known = candidates.filter(({ weight }) => weight > WEIGHT.unknown);
  if (known.length === 0) return unknown.length > MOST_UNKNOWN ? [] : unknown;
  return [...known].sort((one, other) => other.weight - one.weight).slice(0, MOST_WORDS);
}

interface Candidate {
  readonly purls: readonly Purl[];
  readonly product: boolean;
  readonly weight: number;
  readonly requirement?: string;
  readonly text: string;
  readonly start: number;
  /** How many tokens it took. */
  readonly length: number;
}

function candidateAt(
  tokens: readonly Token[],
  index: number,
  hint: Hint | undefined,
): Candidate | { readonly refused: Refusal } | undefined {
  const token = tokens[index];
  if (token === undefined || hint?.at === index) return undefined;
  const named = phraseAt(tokens, index, hint) ?? productAt(tokens, index, hint);
  if (named !== undefined) return named;
  const word = token.text;
  if (isNoName(word) || (hint === undefined && isFileName(word))) return undefined;
  if (/^(?:[.~]{0,2}\/|[A-Za-z]:\\)/.test(word)) {
    return token.quoted || isLed(tokens, index) ? { refused: refusal('path', word) } : undefined;
  }
  if (!/^[\x20-\x7e]+$/.test(word)) {
    return isLookalike(word) ? { refused: refusal('letters', word) } : undefined;
  }
  const known = knownAs(word, hint);
  const weight = weightOf(tokens, index, known.length > 0);
  if (weight === undefined) return undefined;
  const problem = npmNameProblem(word);
  if (problem !== undefined && hint === undefined && !/^[a-z0-9-]+\/[a-z0-9._-]+$/i.test(word)) {
    return token.quoted ? { refused: refusal(problem, word) } : undefined;
  }
  // New packages are lower-case; people begin sentences and names with a capital.
  const name = token.quoted || known.length > 0 ? word : word.toLowerCase();
  const purls = purlsOf(name, known, hint);
  if (purls.length === 0) return undefined;
  const typed = versionBehind(tokens, index);
  return {
    ...withVersion(purls, typed),
    product: false,
    weight,
    text: word,
    start: token.start,
    length: typed === undefined ? 1 : 2,
  };
}

function versionBehind(tokens: readonly Token[], index: number): string | undefined {
  if (tokens[index]?.closes === true) return undefined;
  const next = tokens[index + 1]?.text;
  return next !== undefined && /^(?:[\^~<>=]{0,2}v?\d[\w.+-]{0,40}|latest)$/.test(next)
    ? next
    : undefined;
}

/** People say "vue.js" and "reactjs"; the package is mostly called without. */
function knownAs(word: string, hint: Hint | undefined): readonly WellKnownName[] {
  const known = wellKnown(word);
  const base = word.replace(/\.?js$/i, '');
  if (known.length > 0 || base === word || hint !== undefined) return known;
  return wellKnown(base).filter(({ ecosystem }) => ecosystem === 'npm');
}

/** Well-known names with spaces for hyphens: "react native", "mysql connector java". */
function phraseAt(
  tokens: readonly Token[],
  index: number,
  hint: Hint | undefined,
): Candidate | undefined {
  for (let length = Math.min(3, tokens.length - index); length > 1; length--) {
    const some = tokens.slice(index, index + length);
    const [first] = some;
    const whole = some.slice(0, -1).every(({ closes, quoted }) => !closes && !quoted);
    const name = some.map(({ text }) => text.toLowerCase()).join('-');
    const known = wellKnown(name);
    // "fast check" and "get port" are mostly just words.
    const ordinary = some.every(({ text }) => COMMON_WORDS.has(text.toLowerCase()));
    if (first === undefined || !whole || ordinary || known.length === 0) continue;
    const purls = purlsOf(name, known, hint);
    const typed = versionBehind(tokens, index + length - 1);
    return {
      ...withVersion(purls, typed),
      product: false,
      weight: isLed(tokens, index) ? WEIGHT.led : WEIGHT.known,
      text: some.map(({ text }) => text).join(' '),
      start: first.start,
      length: length + (typed === undefined ? 0 : 1),
    };
  }
  return undefined;
}

/** Products of up to three words; with an ecosystem named, `redis (python)` is that package. */
function productAt(
  tokens: readonly Token[],
  index: number,
  hint: Hint | undefined,
): Candidate | undefined {
  for (let length = Math.min(3, tokens.length - index); length > 0; length--) {
    const some = tokens.slice(index, index + length);
    const first = some[0];
    const last = some.at(-1);
    const product = findProduct(some.map(({ text }) => text).join(' '));
    if (product === undefined || first === undefined || last === undefined) continue;
    if (hint !== undefined && length === 1) {
      const client = product.clients.find(({ type }) => type === hint.ecosystem);
      if (client === undefined) return undefined;
      return {
        purls: [client],
        product: false,
        weight: WEIGHT.led,
        text: first.text,
        start: first.start,
        length,
      };
    }
    const weight = first.quoted ? WEIGHT.quoted : isLed(tokens, index) ? WEIGHT.led : WEIGHT.known;
    return {
      purls: [product.purl, ...product.clients],
      product: true,
      weight,
      text: some.map(({ text }) => text).join(' '),
      start: first.start,
      length,
    };
  }
  return undefined;
}

/** The readings of one word, best first. Unknown words are npm's: it is what most people ask about. */
function purlsOf(
  word: string,
  known: readonly WellKnownName[],
  hint: Hint | undefined,
): readonly Purl[] {
  if (hint !== undefined) {
    const name = known.find(({ ecosystem }) => ecosystem === hint.ecosystem)?.name ?? word;
    // A Maven artifact without its group has no purl.
    if (hint.ecosystem === 'maven' && !name.includes(':')) return [];
    return [purlIn(hint.ecosystem, name)];
  }
  const purls = known.map(({ ecosystem, name }) => purlIn(ecosystem, name));
  if (npmNameProblem(word) === undefined) {
    return purls.some(({ type }) => type === 'npm') ? purls : [...purls, npmPurl(word)];
  }
  // What is no npm name and still got here is `owner/name`.
  return purls.length > 0 ? purls : [otherPurl('github', word)];
}

function purlIn(ecosystem: OtherEcosystem | 'npm', name: string): Purl {
  return ecosystem === 'npm' ? npmPurl(name) : otherPurl(ecosystem, name);
}

function withVersion(
  purls: readonly Purl[],
  typed: string | undefined,
): { readonly purls: readonly Purl[]; readonly requirement?: string } {
  const { version, requirement } = readVersion(typed);
  return {
    purls: version === undefined ? purls : purls.map((purl) => ({ ...purl, version })),
    ...(requirement === undefined ? {} : { requirement }),
  };
}

function mentionsOf(candidate: Candidate): readonly PackageMention[] {
  return candidate.purls.map((purl, index) => ({
    as:
      candidate.product && index === 0
        ? ('product' as const)
        : purl.type === 'github'
          ? ('repository' as const)
          : ('package' as const),
    purl,
    ...(candidate.requirement === undefined ? {} : { requirement: candidate.requirement }),
    text: candidate.text,
    start: candidate.start,
    end: candidate.start + candidate.text.length,
  }));
}
