import { stemmer as stemDanish } from '@orama/stemmers/danish';
import { stemmer as stemDutch } from '@orama/stemmers/dutch';
import { stemmer as stemEnglish } from '@orama/stemmers/english';
import { stemmer as stemFinnish } from '@orama/stemmers/finnish';
import { stemmer as stemFrench } from '@orama/stemmers/french';
import { stemmer as stemGerman } from '@orama/stemmers/german';
import { stemmer as stemItalian } from '@orama/stemmers/italian';
import { stemmer as stemNorwegian } from '@orama/stemmers/norwegian';
import { stemmer as stemPortuguese } from '@orama/stemmers/portuguese';
import { stemmer as stemSpanish } from '@orama/stemmers/spanish';
import { stemmer as stemSwedish } from '@orama/stemmers/swedish';

export type Stem = (word: string) => string;

const stemmers: ReadonlyMap<string, Stem> = new Map([
  ['da', stemDanish],
  ['de', stemGerman],
  ['en', stemOurEnglish],
  ['es', stemSpanish],
  ['fi', stemFinnish],
  ['fr', stemFrench],
  ['it', stemItalian],
  ['nb', stemNorwegian],
  ['nl', stemDutch],
  ['no', stemNorwegian],
  ['pt', stemPortuguese],
  ['sv', stemSwedish],
]);

/** What all forms of a word have in common, in that language (`de`, `de-AT`); the word itself in a language we cannot stem. */
export function stemmerOf(language: string): Stem {
  const stem = stemmers.get(language.toLowerCase().split(/[-_]/)[0] ?? '');
  if (!stem) return (word) => word;
  const known = new Map<string, string>();
  return (word) => {
    let found = known.get(word);
    if (found === undefined) {
      found = LETTERS.test(word) ? stem(word) : word;
      if (known.size < MOST_KNOWN) known.set(word, found);
    }
    return found;
  };
}

/** Versions and names with numbers stay whole. */
const LETTERS = /^\p{L}+$/u;

/** Stems are kept, as a handbook says the same words again and again; but not those of every typing error. */
const MOST_KNOWN = 50_000;

// Words of our field that the algorithm takes for forms of quite another one: internal for intern, tos for to.
const keptApart: ReadonlyMap<string, string> = new Map(
  [
    ['accessibility'],
    ['accountable'],
    ['accountant', 'accountants', 'accounting'],
    ['authority', 'authorities'],
    ['authorize', 'authorizes', 'authorized', 'authorizing', 'authorization', 'authorizations'],
    ['business', 'businesses'],
    ['community', 'communities'],
    ['container', 'containers'],
    ['department', 'departments'],
    ['evening', 'evenings'],
    ['executable', 'executables'],
    ['executive', 'executives'],
    ['general', 'generally'],
    ['generative'],
    ['hacked'],
    ['ide', 'ides'],
    ['important', 'importance'],
    ['integrity'],
    ['internal', 'internally'],
    ['international', 'internationally'],
    ['localization', 'localizations'],
    ['news'],
    ['paste', 'pastes', 'pasted', 'pasting'],
    ['publish', 'publication', 'publications'],
    ['regulated'],
    ['reporter', 'reporters'],
    ['ruling', 'rulings'],
    ['tos'],
    ['university', 'universities'],
    ['use', 'uses', 'used', 'using'],
    ['weakness', 'weaknesses'],
  ].flatMap(([stem = '', ...forms]) => [stem, ...forms].map((form) => [form, stem] as const)),
);

function stemOurEnglish(word: string): string {
  const spelled = spellAsAmericans(word);
  return keptApart.get(spelled) ?? stemEnglish(spelled);
}

/** `authorise` and `authorize` are one word. That `promise` changes too does no harm: it does so everywhere. */
function spellAsAmericans(word: string): string {
  return word.replace(/(?<=...)is(?=(?:e|es|ed|ing|ations?|ers?)$)/, 'iz');
}
