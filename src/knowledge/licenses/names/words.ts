/** A word, a number or a sign of a written license name, and where it stands. */
export interface Word {
  /** Lower case; `+` also stands for all ways to say "or later". */
  readonly text: string;
  readonly kind: 'word' | 'number' | 'sign' | 'address';
  readonly start: number;
  readonly end: number;
}

/** Cuts text into words, in linear time. `GPLv3`, `GPL-3` and `gpl 3.0` come out as the same words. */
export function readWords(text: string): readonly Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(PIECES)) {
    const [piece, address, letters, number] = match;
    const start = match.index;
    const end = start + piece.length;
    if (letters !== undefined) pushLetters(words, letters, start, text.charCodeAt(end));
    else if (number !== undefined)
      words.push({ text: plainNumber(number), kind: 'number', start, end });
    else if (address !== undefined) words.push({ text: address, kind: 'address', start, end });
    else words.push({ text: plainSign(piece), kind: 'sign', start, end });
  }
  return words.some((word) => LATER_BEGINNINGS.has(word.text)) ? sayLaterAsPlus(words) : words;
}

/** Words that never tell two licenses apart. */
export function isFiller(word: Word): boolean {
  return word.kind === 'word' ? FILLERS.has(word.text) : IGNORED_SIGNS.has(word.text);
}

/** One key for all spellings of a name: fillers dropped, the rest run together, numbers kept apart. */
export function nameKey(words: readonly Word[]): string {
  return prefixKeys(words).at(-1) ?? '';
}

/** The keys of the first word, the first two words, and so on. */
export function prefixKeys(words: readonly Word[]): readonly string[] {
  const keys: string[] = [];
  let key = '';
  let previous: Word['kind'] = 'sign';
  for (const word of words) {
    if (!isFiller(word)) {
      if (word.kind === 'number' && previous === 'number') key += '-';
      key += word.kind === 'number' ? shortVersion(word.text) : word.text;
      previous = word.kind;
    }
    keys.push(key);
  }
  return keys;
}

/** `2.0.0` and `2.0` are `2`. */
export function shortVersion(written: string): string {
  let version = written;
  while (version.endsWith('.0')) version = version.slice(0, -2);
  return version;
}

// An address, letters, a number or any other sign. Letters of all scripts, so that none is cut in two.
const PIECES =
  /(https?:\/\/[^\s<>()[\]"']+)|([a-zA-Z*\u00c0-\u1fff\u2c00-\u2fef\u3040-\ud7ff\uf900-\uffdc]+)|(\d+(?:\.\d+|[_-]\d{1,2}(?!\d))*(?:[a-zA-Z](?![a-zA-Z]))?)|>=|&&|\|\||\n|[^\s]/g;

const FILLERS = new Set(
  'the license licence licenses licences lisence lisense licens licenc liscence liscense licese version ver vers v'.split(
    ' ',
  ),
);
const IGNORED_SIGNS = new Set([
  '-',
  '_',
  '.',
  ',',
  ':',
  "'",
  '"',
  '(',
  ')',
  '[',
  ']',
  '/',
  '`',
  '#',
  '™',
]);

const LATER_BEGINNINGS = new Set(['or', 'and', 'any', '>=']);
const LATER = new Set('later newer higher greater above up upwards subsequent'.split(' '));

// "GPLv3": the v belongs to the number.
function pushLetters(words: Word[], letters: string, start: number, next: number): void {
  const text = letters.toLowerCase();
  const end = start + letters.length;
  const beforeDigit = next >= 48 && next <= 57;
  if (beforeDigit && text.length > 1 && text.endsWith('v')) {
    words.push({ text: text.slice(0, -1), kind: 'word', start, end: end - 1 });
    words.push({ text: 'v', kind: 'word', start: end - 1, end });
    return;
  }
  words.push({ text, kind: 'word', start, end });
}

// "2_1" and "3-0" are how versions are written where a dot may not stand.
function plainNumber(number: string): string {
  return number.toLowerCase().replaceAll(/[_-]/g, '.');
}

function plainSign(sign: string): string {
  if ('‘’'.includes(sign)) return "'";
  if ('“”«»'.includes(sign)) return '"';
  if ('‐‑‒–—−'.includes(sign)) return '-';
  return sign === '≥' ? '>=' : sign;
}

/** "or (at your option) any later version", "and above", ">= 2" become a `+` after the number. */
function sayLaterAsPlus(words: readonly Word[]): readonly Word[] {
  const out: Word[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) break;
    const number = words[at + 1];
    if (word.text === '>=' && number?.kind === 'number') {
      out.push(number, { ...number, text: '+', kind: 'sign' });
      at++;
      continue;
    }
    const end = laterPhraseEnd(words, at);
    const last = words[end - 1];
    if (last === undefined || end === at) {
      out.push(word);
      continue;
    }
    out.push({ text: '+', kind: 'sign', start: word.start, end: last.end });
    at = end - 1;
  }
  return out;
}

/** The index after an "or later" phrase that begins here, or `from` itself when none does. */
function laterPhraseEnd(words: readonly Word[], from: number): number {
  const is = (at: number, ...texts: string[]): boolean => texts.includes(words[at]?.text ?? '');
  let at = is(from, '(', ',') && is(from + 1, 'or', 'and') ? from + 1 : from;
  const opened = at > from && is(from, '(');
  if (!is(at, 'or', 'and', 'any')) return from;
  if (is(at, 'or', 'and')) at++;
  while (is(at, '-', '(', ')', ',', 'at', 'your', 'option', 'any')) at++;
  if (!LATER.has(words[at]?.text ?? '')) return from;
  at++;
  if (is(at, 'version', 'versions')) at++;
  return opened && is(at, ')') ? at + 1 : at;
}
