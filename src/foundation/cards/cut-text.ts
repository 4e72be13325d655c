import { ADDRESS_MAX, plainText, type Span, spansOf, type Text } from '#foundation/cards/text.ts';

const ELLIPSIS = '…';

/** The words, at most `characters` long; they end in an ellipsis when something was cut. */
export function cutWords(words: string, characters: number): string {
  if (words.length <= characters) return words;
  if (characters < 1) return '';
  return words.slice(0, cutPoint(words, characters - ELLIPSIS.length)).trimEnd() + ELLIPSIS;
}

/**
 * The text within both limits (characters of its words, bytes of its JSON); the very same text
 * when it already is. A link with an over-long address keeps its words only.
 */
export function cutText(text: Text, characters: number, bytes: number): Text {
  if (fitsText(text, characters, bytes)) return text;
  if (typeof text === 'string') return shrink(text, characters, bytes, (words) => words) ?? '';

  const spans: Span[] = [];
  let left = characters;
  let bytesLeft = bytes - '[]'.length - Buffer.byteLength(ELLIPSIS);
  for (const span of text.map(withoutLongAddress)) {
    const size = jsonBytes(span) + ','.length;
    if (wordsOf(span).length > left || size > bytesLeft) {
      return endedEarly(spans, cutSpan(span, left, bytesLeft - ','.length));
    }
    spans.push(span);
    left -= wordsOf(span).length;
    bytesLeft -= size;
  }
  return spans;
}

/** Bytes that the value takes as JSON, as it is shown: the one sign that is longer then counts as what stands for it. */
export function jsonBytes(value: unknown): number {
  const text = JSON.stringify(value) ?? '';
  return Buffer.byteLength(text.includes(DELETE) ? text.replaceAll(DELETE, '\u2421') : text);
}

const DELETE = '\u007f';

function fitsText(text: Text, characters: number, bytes: number): boolean {
  if (plainText(text).length > characters || jsonBytes(text) > bytes) return false;
  return spansOf(text).every((span) => withoutLongAddress(span) === span);
}

function withoutLongAddress(span: Span): Span {
  if (typeof span === 'string' || span.kind !== 'link') return span;
  return span.href.length > ADDRESS_MAX ? span.text : span;
}

function cutSpan(span: Span, characters: number, bytes: number): Span | undefined {
  return shrink(`${wordsOf(span)}${ELLIPSIS}`, characters, bytes, (text) => withWords(span, text));
}

/** Ends in the cut span; where that has no room, the one before shows that something is missing. */
function endedEarly(spans: readonly Span[], cut: Span | undefined): readonly Span[] {
  if (cut !== undefined) return [...spans, cut];
  const last = spans.at(-1);
  if (last === undefined) return spans;
  const words = wordsOf(last);
  return [...spans.slice(0, -1), withWords(last, cutWords(`${words}${ELLIPSIS}`, words.length))];
}

/** The longest start of the words that is within both limits; undefined when there is none. */
function shrink<S>(
  words: string,
  characters: number,
  bytes: number,
  build: (words: string) => S,
): S | undefined {
  let length = Math.min(characters, words.length);
  while (length >= 1) {
    const candidate = build(cutWords(words, length));
    const size = jsonBytes(candidate);
    if (size <= bytes) return candidate;
    length = Math.min(length - 1, Math.floor((length * Math.max(bytes, 0)) / size));
  }
  return undefined;
}

/** A little before `end` when a word ends there, and never inside a surrogate pair. */
function cutPoint(words: string, end: number): number {
  const space = words.lastIndexOf(' ', end);
  if (space > 0 && end - space <= 20) return space;
  const before = words.charCodeAt(end - 1);
  return before >= 0xd800 && before <= 0xdbff ? end - 1 : end;
}

function withWords(span: Span, words: string): Span {
  return typeof span === 'string' ? words : { ...span, text: words };
}

function wordsOf(span: Span): string {
  return typeof span === 'string' ? span : span.text;
}
