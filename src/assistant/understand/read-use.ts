import { detailWords, kindWords, type UseWords } from '#assistant/understand/use-words.ts';
import type { PartialUse } from '#knowledge/policy/use.ts';

export interface UseReading {
  readonly said: PartialUse;
  /** The sentence without the words that spoke of the use. */
  readonly rest: string;
}

/** Reads from a sentence how something will be used; says nothing about what was not said. */
export function readUse(sentence: string): UseReading {
  const words = wordsOf(sentence);
  const taken = new Set<number>();
  const found: PartialUse[] = [];
  const kind = kindWords.find((entry) => take(entry, words, taken));
  if (kind) found.push(kind.says);
  // Further kinds of use are named in passing ("customers of our hosted service"): they are no names of packages.
  for (const other of kindWords) if (other !== kind) take(other, words, taken);
  for (const group of detailWords) {
    const detail = group.find((entry) => take(entry, words, taken));
    if (detail) found.push(detail.says);
  }
  // The kind was found first and holds over what a detail implies.
  const said: PartialUse = Object.assign({}, ...found.toReversed());
  return {
    said,
    rest: words
      .filter((_word, at) => !taken.has(at))
      .map((word) => word.raw)
      .join(' '),
  };
}

interface Word {
  readonly raw: string;
  /** Lower case, without punctuation, for matching. */
  readonly bare: string;
}

function wordsOf(sentence: string): readonly Word[] {
  return sentence
    .split(/\s+/)
    .filter((raw) => raw !== '')
    .flatMap((raw): readonly Word[] => {
      // "open-source" reads as two words; "left-pad" must stay one if no use word is in it.
      const pieces = raw.split('-');
      const bare = pieces.map((piece) => bareWord(piece));
      return isHyphenated(bare)
        ? pieces.map((piece, at) => ({ raw: piece, bare: bare[at] ?? '' }))
        : [{ raw, bare: bareWord(raw) }];
    });
}

const hyphenated = new Set(
  [...kindWords, ...detailWords.flat()]
    .flatMap((entry) => entry.words)
    .filter((phrase) => phrase.includes(' ')),
);

function isHyphenated(pieces: readonly string[]): boolean {
  return pieces.length > 1 && pieces.length <= 4 && hyphenated.has(pieces.join(' '));
}

function bareWord(raw: string): string {
  return raw
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/[^\p{L}\p{N}.+#]/gu, '')
    .replace(/[.]+$/, '');
}

/** Marks every occurrence of the entry's phrases; true if there was one. */
function take(entry: UseWords, words: readonly Word[], taken: Set<number>): boolean {
  let found = false;
  for (const phrase of entry.words) {
    const parts = phrase.split(' ');
    for (let at = 0; at + parts.length <= words.length; at++) {
      if (
        !parts.every((part, offset) => words[at + offset]?.bare === part && !taken.has(at + offset))
      )
        continue;
      for (const offset of parts.keys()) taken.add(at + offset);
      found = true;
    }
  }
  return found;
}
