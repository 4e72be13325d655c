import type { Reader, Reading } from '#knowledge/handbook/search/words/read-text.ts';
import type { Section } from '#knowledge/handbook/section.ts';

/** Which sections say a term (a word's stem or a concept), and how much each is about it. */
export interface Postings {
  /** Numbers of sections, rising. */
  readonly sections: readonly number[];
  /** Beside each section, between 0 and `SATURATION + 1`. */
  readonly weights: readonly number[];
  /** How telling the term is: more, the fewer sections say it. */
  readonly rarity: number;
}

export interface SectionIndex {
  readonly size: number;
  readonly terms: ReadonlyMap<string, Postings>;
  /** The rarity of what no section says. */
  readonly greatestRarity: number;
}

/**
 * A section's parts, as in BM25F: how much a word in them counts, and how far a long part is marked down. A heading
 * says in a few words what a section is about. Half and double these figures rank nearly as well.
 */
const PARTS = [
  { textOf: (section: Section) => section.path.at(-1) ?? '', weight: 4, lengthPenalty: 0.3 },
  { textOf: placeOf, weight: 1, lengthPenalty: 0.3 },
  { textOf: (section: Section) => section.page.synonyms.join('. '), weight: 1, lengthPenalty: 0.3 },
  { textOf: (section: Section) => section.blocks.join('. '), weight: 1, lengthPenalty: 0.5 },
] as const;

/** A word said often soon counts no more. */
const SATURATION = 2;

export function indexSections(sections: readonly Section[], reader: Reader): SectionIndex {
  const readings = sections.map((section) =>
    PARTS.map(({ textOf }) => reader.read(textOf(section))),
  );
  const meanLengths = PARTS.map((_, part) => meanLength(readings.map((parts) => parts[part])));
  const found = new Map<string, { sections: number[]; weights: number[] }>();
  readings.forEach((parts, section) => {
    for (const [term, weight] of weighTerms(parts, meanLengths, reader)) {
      const postings = found.get(term) ?? { sections: [], weights: [] };
      found.set(term, postings);
      postings.sections.push(section);
      postings.weights.push((weight * (SATURATION + 1)) / (weight + SATURATION));
    }
  });
  const terms = new Map(
    [...found].map(([term, postings]) => [
      term,
      { ...postings, rarity: rarityOf(postings.sections.length, sections.length) },
    ]),
  );
  return { size: sections.length, terms, greatestRarity: rarityOf(0, sections.length) };
}

/** How much a section is about a term; 0 when it does not say it. */
export function weightIn({ sections, weights }: Postings, section: number): number {
  let low = 0;
  let high = sections.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sections[middle] ?? 0) < section) low = middle + 1;
    else high = middle;
  }
  return sections[low] === section ? (weights[low] ?? 0) : 0;
}

function weighTerms(
  parts: readonly Reading[],
  meanLengths: readonly number[],
  reader: Reader,
): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  PARTS.forEach(({ weight, lengthPenalty }, part) => {
    const reading = parts[part];
    if (!reading) return;
    const length = reading.words.length / (meanLengths[part] || 1);
    const counts = weight / (1 - lengthPenalty + lengthPenalty * length);
    const add = (term: string): void => void weights.set(term, (weights.get(term) ?? 0) + counts);
    for (const word of reading.words) if (!reader.isStopWord(word)) add(word);
    for (const { concept } of reading.mentions) add(concept);
  });
  return weights;
}

/** Where a section stands: the headings above it, and the name of the file, which often says the subject. */
function placeOf({ path, page }: Section): string {
  const file = page.file.replace(/\.\w+$/, '').replaceAll(/[/_-]/g, ' ');
  return [...path.slice(0, -1), file].join('. ');
}

function meanLength(readings: readonly (Reading | undefined)[]): number {
  const total = readings.reduce((sum, reading) => sum + (reading?.words.length ?? 0), 0);
  return total / readings.length;
}

function rarityOf(saying: number, all: number): number {
  return Math.log(1 + (all - saying + 0.5) / (saying + 0.5));
}
