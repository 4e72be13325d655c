import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHandbookSearch } from '#knowledge/handbook/search/create-search.ts';
import { handbook, sampleHandbook, section } from './sample-handbook.ts';

const { search } = createHandbookSearch(sampleHandbook);

function best(question: string, among = sampleHandbook): string | undefined {
  return createHandbookSearch(among).search(question).results[0]?.section.path.at(-1);
}

const clear: readonly (readonly [string, string])[] = [
  ['can we use something under MIT?', 'Permissive licenses'],
  ['is viral code ok in what we sell', 'Copyleft in products'],
  ['where do credits go', 'Notices'],
  ['do we need an sbom', 'Bill of materials'],
  ['theres a cve in a lib, how long have we got', 'Vulnerabilities'],
  ['our vendor uses oss, do they have to tell us', 'Contractors'],
  ['can i send a tiny patch upstream without asking', 'Small fixes'],
  ['they want me to sign a cla', 'Contributor license agreements'],
  ['is moonlighting on my own repo allowed', 'Projects in your free time'],
  ['can we make our repo public', 'Releasing a project'],
  ['may we put our trademark on it', 'Names and logos'],
  ['somebody was rude to me', 'Code of conduct'],
  ['can i get a waiver', 'Exceptions'],
  ['who sits on the committee', 'Who decides'],
];

describe('a question in the words of chat', () => {
  it.each(clear)('"%s" finds the section: %s', (question, heading) => {
    const { results, abstained } = search(question);

    expect(results[0]?.section.path.at(-1)).toBe(heading);
    expect(abstained).toBe(false);
  });

  it.each([
    ['lic for a new repo', 'license for a new repository'],
    ['oss in our app', 'open source in our application'],
    ['3rd party lib', 'third-party library'],
    ['PRs to a gh org', 'pull requests to a GitHub organization'],
  ])('says the same short and written out: "%s" and "%s"', (short, long) => {
    expect(search(short)).toEqual(search(long));
  });

  it.each([
    ['container', 'Docker images', 'Container images'],
    ['moonlighting', 'Spare time', 'Moonlighting'],
    ['takedown', 'DMCA', 'Takedown'],
  ])('finds other words in both directions: %s', (_, one, other) => {
    const filler = section(['Purpose'], ['Why we have these rules.']);

    expect(best(one, handbook([filler, section([other], ['See the office.'])]))).toBe(other);
    expect(best(other, handbook([filler, section([one], ['See the office.'])]))).toBe(one);
  });

  it.each([
    ['vulnerabilty', 'Vulnerabilities'],
    ['exceptoin', 'Exceptions'],
    ['contarctors', 'Contractors'],
    ['agreemnet', 'Contributor license agreements'],
  ])('survives a typing error: %s', (typed, heading) => {
    expect(search(`what about ${typed}`).results[0]?.section.path.at(-1)).toBe(heading);
  });

  it('survives a typing error inside a phrase', () => {
    const among = handbook([
      ...sampleHandbook.sections,
      section(['Materials of the office'], ['Pens and paper.']),
    ]);

    expect(best('is there a bill of matrials', among)).toBe('Bill of materials');
  });

  it.each([
    ['there is a nasty hole in one of our libs', 'Vulnerabilities'],
    ['on sundays I build a game at home, does the firm own it', 'Projects in your free time'],
    ['an agency codes for us, do they have to stick to this', 'Contractors'],
    ['we found gpl code in the installer that customers get', 'Copyleft in products'],
    ['we have to bend the rules for a month', 'Exceptions'],
    ['we would love to put our converter out in the world', 'Releasing a project'],
  ])('is understood by its situation: "%s"', (question, heading) => {
    expect(search(question).results[0]?.section.path.at(-1)).toBe(heading);
  });

  it('says no more with moods, numbers and how it came about', () => {
    const plain = search('can we use code under MIT?');
    const told = search('hey guys, last time I found three cool bits, can we use code under MIT?');

    expect(told).toEqual(plain);
  });

  it('survives any letter left out of a long word', () => {
    const word = 'vulnerabilities';

    for (let at = 1; at < word.length - 1; at++) {
      const typed = word.slice(0, at) + word.slice(at + 1);
      expect(search(typed).results[0]?.section.path.at(-1), typed).toBe('Vulnerabilities');
    }
  });
});

describe('the ranking', () => {
  it('is the same every time, at most five and sorted', () => {
    const words = clear.flatMap(([question]) => question.split(' '));

    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 12 }), (some) => {
        const question = some.join(' ');
        const { results, confidence } = search(question);
        const scores = results.map(({ score }) => score);

        expect(results.length).toBeLessThanOrEqual(5);
        expect(scores).toEqual(scores.toSorted((one, other) => other - one));
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
        expect(createHandbookSearch(sampleHandbook).search(question)).toEqual(search(question));
      }),
      { numRuns: 30 },
    );
  });

  it('does not change the best of a clear question when something unrelated is added', () => {
    const lunch = section(['Canteen'], ['Soup is served at noon on the second floor.']);
    const more = createHandbookSearch(handbook([lunch, ...sampleHandbook.sections]));

    for (const [question, heading] of clear) {
      expect(more.search(question).results[0]?.section.path.at(-1), question).toBe(heading);
    }
  });

  it('holds a word in the heading above one in the text', () => {
    const among = handbook([
      section(['Money'], ['Patents cost something, and so do trips.']),
      section(['Patents'], ['Tell the office about an invention.']),
      section(['Purpose'], ['Why we have these rules.']),
    ]);

    expect(best('patents', among)).toBe('Patents');
  });

  it('knows the other words that the office gave a page', () => {
    const among = handbook([
      section(['Purpose'], ['Why we have these rules.']),
      section(['Review'], ['Two people look at it.'], { synonyms: ['the yellow form'] }),
    ]);

    expect(best('where is the yellow form', among)).toBe('Review');
  });

  it('never shows a heading without a text of its own', () => {
    const among = handbook([
      section(['Patents'], []),
      section(['Patents', 'Rule'], ['Ask first.']),
    ]);

    expect(best('patents', among)).toBe('Rule');
  });

  it('of equal sections shows the one further up first', () => {
    const among = handbook([section(['Patents'], ['One.']), section(['Patents'], ['One.'])]);

    expect(createHandbookSearch(among).search('patents').results[0]?.section).toBe(
      among.sections[0],
    );
  });
});

describe('what is not answered', () => {
  it.each([
    ['a matter of our field that no section treats', 'can i give a talk at a conference'],
    ['another', 'whats the rule on export control and encryption'],
    ['a matter of another field', 'how many vacation days do i have'],
    ['words that nobody knows', 'frobnicate the quux'],
    ['little words', 'what about this and that'],
    ['signs', '?!… —'],
    ['nothing', ''],
    ['another language', 'どのライセンスを使えますか'],
  ])('is abstained from: %s', (_, question) => {
    expect(search(question).abstained).toBe(true);
  });

  it('still names what is nearest', () => {
    const { results, abstained } = search('can i use copilot for a fix to a project outside');

    expect(abstained).toBe(true);
    expect(results.length).toBeGreaterThan(0);
  });

  it('is everything, when the handbook is empty', () => {
    expect(createHandbookSearch(handbook([])).search('can I use MIT?')).toEqual({
      results: [],
      abstained: true,
      confidence: 0,
      isOfOurField: false,
    });
  });
});

describe('a question of any length', () => {
  it('of one word is enough', () => {
    expect(search('contractors').results[0]?.section.path.at(-1)).toBe('Contractors');
  });

  it('of thousands of words is read from its beginning', () => {
    const long = `they want me to sign a cla ${'and so on and on '.repeat(1000)}`;

    expect(search(long).results[0]?.section.path.at(-1)).toBe('Contributor license agreements');
  });

  it('of one endless word gets an answer', () => {
    expect(search('x'.repeat(1_000_000)).abstained).toBe(true);
  });
});

describe('a handbook in another language', () => {
  const german = { language: 'de' };
  const other = handbook([
    section(['Zweck'], ['Warum es diese Regeln gibt.'], german),
    section(['Genehmigungen'], ['Die Rechtsabteilung genehmigt jede Veröffentlichung.'], german),
    section(['Lieferanten'], ['Wer für uns entwickelt, hält sich an dieselben Regeln.'], german),
  ]);

  it('is searched by its own word forms', () => {
    expect(best('wer muss eine Genehmigung geben?', other)).toBe('Genehmigungen');
    expect(best('gilt das für einen Lieferanten', other)).toBe('Lieferanten');
  });

  it('stands beside one in ours', () => {
    const both = handbook([...other.sections, ...sampleHandbook.sections]);

    expect(best('wer muss eine Genehmigung geben?', both)).toBe('Genehmigungen');
    expect(best('who signs a contributor agreement', both)).toBe('Contributor license agreements');
  });

  it('whose language we cannot stem is searched by its words as they are', () => {
    const welsh = handbook([
      section(['Trwyddedau'], ['Cadwch destun y drwydded.'], { language: 'cy' }),
      section(['Eithriadau'], ['Gofynnwch i’r bwrdd.'], { language: 'cy' }),
    ]);

    expect(best('eithriadau', welsh)).toBe('Eithriadau');
  });
});
