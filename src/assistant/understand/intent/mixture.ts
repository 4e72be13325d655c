import type { Evidence } from '#assistant/understand/intent/evidence.ts';
import { mixtureWords, putsInto } from '#assistant/understand/topics.ts';
import { holdsPhrase, phrases, plainWords } from '#assistant/understand/words.ts';

/** Two licenses are asked about together only if the words say so; one by itself only if it is asked what it goes with. */
export function isMixture({ words, text, mentions }: Evidence): boolean {
  const [first, second] = mentions;
  if (!first) return false;
  if (!second) return holdsPhrase(words, compatible);
  const between = plainWords(text.slice(first.end, second.start));
  const isPutTogether = holdsPhrase(words, mixtureWords) || holdsPhrase(words, moreMixtureWords);
  return isPutTogether || between.some((word) => putsInto.has(word));
}

const compatible = phrases('compatible, compatibility, incompatible, incompatibility');

/** Said of licenses that go into one work, and of little else. */
const moreMixtureWords = phrases(`
  same package, same image, link, linking, linked, clash, clashes, include, includes, including, contain, contains, containing, incorporate, get along, play nice, plays nice, coexist, side by side, alongside, dep is, dependency is, library is, lib is
`);
