/** Longer runs of letters are no words; what follows is left out. */
const LONGEST_WORD = 40;

const WORD = /[\p{L}\p{N}]+(?:['’]\p{L}+)?/gu;
const CONTRACTION = /['’](?:s|re|ll|ve|d|m|t)$/;

/** The words of a text in order, lower case, without signs: `Don’t fork C++` is `don`, `fork`, `c`. */
export function wordsOf(text: string, most = Number.POSITIVE_INFINITY): readonly string[] {
  const words: string[] = [];
  for (const [word] of text.normalize('NFKC').toLowerCase().matchAll(WORD)) {
    if (words.length >= most) break;
    words.push(word.slice(0, LONGEST_WORD).replace(CONTRACTION, '').replaceAll(/['’]/g, ''));
  }
  return words;
}
