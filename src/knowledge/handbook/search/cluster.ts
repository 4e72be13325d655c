import { isTopic, type Reader, readerOf } from '#knowledge/handbook/search/words/read-text.ts';

/** How alike two questions must be, from 0 to 1, to be asked after the same thing. */
const LEAST_LIKENESS = 0.4;

const MOST_WORDS = 100;

/** What most questions say tells nothing; leaving it out keeps the work near linear. */
const SAID_BY_TOO_MANY = 0.25;

/**
 * Groups questions that ask for the same, as numbers of their places: the largest group first, and in each the most
 * typical question first. Every question is in one group, if need be alone.
 */
export function clusterQuestions(questions: readonly string[]): readonly (readonly number[])[] {
  const reader = readerOf('en');
  const vectors = weigh(questions.map((question) => termsOf(question, reader)));
  const neighbours = findNeighbours(vectors);
  const groups: number[][] = [];
  const grouped = new Set<number>();
  for (const [center] of byPull(neighbours)) {
    if (grouped.has(center)) continue;
    const near = [...(neighbours[center] ?? [])]
      .filter(([other]) => other !== center && !grouped.has(other))
      .sort((one, other) => other[1] - one[1] || one[0] - other[0])
      .map(([other]) => other);
    const group = [center, ...near];
    for (const member of group) grouped.add(member);
    groups.push(group);
  }
  return groups.sort((one, other) => other.length - one.length || (one[0] ?? 0) - (other[0] ?? 0));
}

type Terms = ReadonlyMap<string, number>;

/** Stems, what other words say the same, and runs of four letters against typing errors. */
function termsOf(question: string, reader: Reader): Terms {
  const { words, mentions } = reader.read(question.slice(0, MOST_WORDS * 40), MOST_WORDS);
  const telling = words.filter((word) => !reader.isStopWord(word));
  // Of nothing but little words, these are all there is to compare.
  const kept = telling.length > 0 ? telling : words;
  return new Map([
    ...kept.flatMap((word) => piecesOf(word).map((piece) => [piece, 0.2] as const)),
    ...mentions.map(({ concept }) => [concept, isTopic(concept) ? 1.5 : 0.3] as const),
    ...kept.map((word) => [word, 1] as const),
  ]);
}

function piecesOf(word: string): readonly string[] {
  return Array.from(
    { length: Math.max(0, word.length - 3) },
    (_, at) => `_${word.slice(at, at + 4)}`,
  );
}

/** Rare terms count more; every question is of length 1, so that products are likenesses. */
function weigh(questions: readonly Terms[]): readonly Terms[] {
  const saying = new Map<string, number>();
  for (const terms of questions) {
    for (const term of terms.keys()) saying.set(term, (saying.get(term) ?? 0) + 1);
  }
  return questions.map((terms) => {
    const weights = [...terms].map(
      ([term, weight]) =>
        [term, weight * Math.log(1 + questions.length / (saying.get(term) ?? 1))] as const,
    );
    const length = Math.hypot(...weights.map(([, weight]) => weight)) || 1;
    return new Map(weights.map(([term, weight]) => [term, weight / length]));
  });
}

/** For each question those that are alike, with how much. */
function findNeighbours(vectors: readonly Terms[]): readonly ReadonlyMap<number, number>[] {
  const saying = new Map<string, { at: number; weight: number }[]>();
  vectors.forEach((terms, at) => {
    for (const [term, weight] of terms) {
      const list = saying.get(term);
      if (list) list.push({ at, weight });
      else saying.set(term, [{ at, weight }]);
    }
  });
  const tooMany = Math.max(20, vectors.length * SAID_BY_TOO_MANY);
  return vectors.map((terms) => {
    const likeness = new Float64Array(vectors.length);
    for (const [term, weight] of terms) {
      const list = saying.get(term) ?? [];
      if (list.length > tooMany) continue;
      for (const other of list)
        likeness[other.at] = (likeness[other.at] ?? 0) + weight * other.weight;
    }
    const near = new Map<number, number>();
    likeness.forEach((value, at) => {
      if (value >= LEAST_LIKENESS) near.set(at, value);
    });
    return near;
  });
}

/** Questions by how many are like them and how much, the most first. */
function byPull(
  neighbours: readonly ReadonlyMap<number, number>[],
): readonly (readonly [number, number])[] {
  return neighbours
    .map((near, at) => [at, [...near.values()].reduce((sum, value) => sum + value, 0)] as const)
    .sort((one, other) => other[1] - one[1] || one[0] - other[0]);
}
