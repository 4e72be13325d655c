/** A word of a sentence, as far as the use is concerned. */
export interface Word {
  readonly raw: string;
  /** Lower case, without punctuation, the commonest misspellings mended; empty for what is quoted. */
  readonly bare: string;
  /** A clause begins here. */
  readonly opens: boolean;
}

/** Splits a sentence into words; a hyphenated word is split only if its parts are one of the phrases. */
export function readClauses(sentence: string, phrases: ReadonlySet<string>): readonly Word[] {
  let opens = true;
  let before = '';
  return sentence
    .split(/\s+/)
    .filter((raw) => raw !== '')
    .flatMap((raw): readonly Word[] => {
      const begins = opens || raw.startsWith('(');
      opens = /[,;:.!?)]$/.test(raw) || /^[-–—,;/&+]+$/.test(raw);
      if (/^[("']*["'`“]/.test(raw) && /["'`”]/.test(raw.slice(1)))
        return [{ raw, bare: '', opens: begins }];
      const named = NAMING.has(before);
      before = raw.toLowerCase();
      // "in-house" reads as two words; "left-pad" is one, for the name of a package stays whole.
      const pieces = raw.split('-');
      const bare = pieces.map((piece) => bareWord(piece));
      return !named && pieces.length > 1 && phrases.has(bare.join(' '))
        ? pieces.map((piece, at) => ({
            raw: piece,
            bare: bare[at] ?? '',
            opens: begins && at === 0,
          }))
        : [{ raw, bare: bareWord(raw), opens: begins }];
    });
}

/** What stands behind these is a name, however much it looks like a use: "can I use child-process". */
const NAMING = new Set('use using install add try import package npm'.split(' '));

function bareWord(raw: string): string {
  const bare = raw
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/[^\p{L}\p{N}.+#]/gu, '')
    .replace(/(?<!\.)\.+$/, '');
  return MISSPELT.get(bare) ?? bare;
}

// "Staticly linked" would otherwise be read as merely linked, which is judged more kindly.
const MISSPELT: ReadonlyMap<string, string> = new Map(
  Object.entries({
    statically: 'staticly staticaly staticallly staically statcally',
    static: 'statc staic',
    dynamically: 'dynamicly dynamicaly dynamicallly dinamically dynmically',
    modified: 'modifed modifyed modfied modiefied midified',
    unmodified: 'unmodifed unmodifyed unmodfied unmodifid',
    distributed: 'distrubuted distibuted distributted disributed destributed distribued',
    distribute: 'distrubute distibute disribute destribute',
    internal: 'interal internel',
    internally: 'internaly',
    embedded: 'embeded embbeded imbedded',
    customers: 'costumers custommers custumers',
    commercial: 'comercial commerical',
    proprietary: 'propietary propriatary proprietry',
    shipped: 'shiped',
    linked: 'linkd',
    separate: 'seperate seperat',
    container: 'contaner',
    library: 'libary',
  }).flatMap(([right, wrong]) => wrong.split(' ').map((word) => [word, right] as const)),
);
