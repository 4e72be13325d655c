import { isFiller, type Word } from '#knowledge/licenses/names/words.ts';

/** Drops what people write around a name: "licensed under the terms of …", "… (see LICENSE)", an address. */
export function trimNoise(written: readonly Word[]): readonly Word[] {
  const words = written.filter((word) => word.kind !== 'address');
  let from = 0;
  while (isNoise(words[from], BEFORE_NAME)) from++;
  let to = pointerStart(words, from);
  while (to > from && isNoise(words[to - 1], AFTER_NAME)) to--;
  return words.slice(from, to);
}

/** "Dual licensed under A and B": the "and" may well mean a choice. */
export function saysDual(words: readonly Word[]): boolean {
  return words.some((word) => word.text === 'dual' || word.text === 'dually');
}

/** Whether the words do nothing but point at a file or an address. */
export function isPointer(words: readonly Word[]): boolean {
  return words.length > 0 && words.every((word) => POINTING.has(word.text) || isQuiet(word));
}

function isNoise(word: Word | undefined, phrases: ReadonlySet<string>): boolean {
  if (word === undefined || word.text === '(' || word.text === ')') return false;
  return phrases.has(word.text) || isQuiet(word);
}

function isQuiet(word: Word): boolean {
  return word.kind === 'address' || isFiller(word) || '*<>•'.includes(word.text);
}

/** Where "see LICENSE for details" begins, or the end of the words. */
function pointerStart(words: readonly Word[], from: number): number {
  const see = words.findIndex((word, at) => at > from && SEE.has(word.text));
  if (see > 0 && isPointer(words.slice(see))) return see;
  // R packages write "MIT + file LICENSE" because the file holds the names of the holders.
  const plus = words.findIndex((word) => word.text === '+');
  const templated = words[from]?.text === 'mit' || words[from]?.text === 'bsd';
  const file = templated && words[plus + 1]?.text === 'file' && isPointer(words.slice(plus + 1));
  return plus > 0 && file ? plus : words.length;
}

const BEFORE_NAME = new Set(
  `licensed licensing under terms conditions of released distributed available published provided is are this it
  project software package code library module source all dual dually double either both spdx identifier osi approved your
  choice a an type name as in accordance subject to use using`.split(/\s+/),
);
const AFTER_NAME = new Set('licensed licensing at your option choice'.split(' '));
const SEE = new Set(['see', 'refer', 'read', 'cf']);
const POINTING = new Set(
  `see refer read cf to at in file files under as described found full text terms copy included include copying readme notice md txt html rst
  for more details information info please accompanying enclosed attached root repository`.split(
    /\s+/,
  ),
);
