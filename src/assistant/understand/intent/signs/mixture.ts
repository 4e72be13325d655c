import type { Evidence } from '#assistant/understand/intent/evidence.ts';
import { holdsPhrase, phrases, plainWords } from '#assistant/understand/words.ts';

/** Two licenses are asked about together only if the words say so; one by itself only if it is asked what it goes with. */
export function isMixture({ words, text, mentions }: Evidence): boolean {
  const [first, second] = mentions;
  if (!first) return false;
  if (!second) return holdsPhrase(words, compatible);
  const between = plainWords(text.slice(first.end, second.start));
  return holdsPhrase(words, mixtureWords) || between.some((word) => putsInto.has(word));
}

const compatible = phrases('compatible, compatibility, incompatible, incompatibility');

/** Said of licenses that go into one work, and of little else. */
const mixtureWords = phrases(`
  compatible, compatibility, incompatible, combine, combines, combining, combined, mix, mixes,
  mixing, mixed, together, conflict, conflicts, relicense, relicensing, merge, merging, merged,
  go in, same jar, same binary, one binary, same file, same project, same repo, same program,
  same work, my app is, our app is, my project is, our project is, our code is, my code is,
  our product is, link against, links against, same package, same image, link, linking, linked,
  clash, clashes, include, includes, including, contain, contains, containing, incorporate,
  get along, play nice, plays nice, coexist, side by side, alongside, dep is, dependency is,
  library is, lib is, plus, in one container, one container, same container, friends, enemies, fit, fit together, work together, harmonise, harmonize, agree, in one app, in one repo, in one product
`);

/** Between two licenses these put one into the other; "and", "or" and "vs" only list them. */
const putsInto: ReadonlySet<string> = new Set('in into inside within w with from'.split(' '));
