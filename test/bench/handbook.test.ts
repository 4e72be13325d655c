import MiniSearch from 'minisearch';
import { expect, it } from 'vitest';
import { clusterQuestions } from '#knowledge/handbook/search/cluster.ts';
import { createHandbookSearch } from '#knowledge/handbook/search/create-search.ts';
import type { Section } from '#knowledge/handbook/section.ts';
import { handbook, section } from '../knowledge/handbook/search/sample-handbook.ts';

const subjects = `license repository contributor agreement component vulnerability trademark patent
  container dataset maintainer release fork snippet notice vendor export encryption inventory
  exception reviewer product firmware website account`.split(/\s+/);
const verbs = `review approve publish ship replace record scan archive sign transfer modify
  document download upgrade report rename sponsor`.split(/\s+/);
const places =
  `before it leaves the company|in every product that customers get|with the legal department|
  on the page of the project|within five working days|unless the board made an exception|
  in the ticket of the team|when somebody outside asks for it|for each new version|without delay`
    .split('|')
    .map((place) => place.trim());

const questions = [
  'can i ship a container w gpl stuff in it',
  'who has to sign off on a new lib?',
  'they want me to sign a cla for my PR, what now',
  'how long does a review take',
  'whats the rule on vulnerabilties in 3rd party components',
  'do we need an sbom for each release',
  'can a vendor put our logo on their website',
  'is moonlighting on an oss project ok',
];

/** Numbers that are the same in every run. */
function createDice(): (sides: number) => number {
  let state = 42;
  return (sides) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor((state / 4_294_967_296) * sides);
  };
}

function manySections(count: number): readonly Section[] {
  const roll = createDice();
  const one = (from: readonly string[]): string => from[roll(from.length)] ?? '';
  const sentence = (): string =>
    `The ${one(subjects)} team must ${one(verbs)} the ${one(subjects)}${roll(400)} and the ${one(subjects)} ${one(places)}.`;
  return Array.from({ length: count }, (_, number) =>
    section(
      ['Policy', `Chapter ${number % 40}`, `How to ${one(verbs)} a ${one(subjects)}`],
      Array.from({ length: 3 + roll(4) }, () => `${sentence()} ${sentence()}`),
      { file: `chapter-${number % 40}.md` },
    ),
  );
}

/** Milliseconds of processor time. */
function measure(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The median over rounds of all questions. */
function measureQuestion(search: (question: string) => unknown): number {
  const rounds = Array.from({ length: 15 }, () =>
    measure(() => questions.forEach((question) => void search(question))),
  );
  return (rounds.sort((one, other) => one - other)[7] ?? Number.NaN) / questions.length;
}

it.each([
  [1000, 1000, 10],
  [5000, 5000, 40],
])(
  'indexes and searches %i sections, beside bare MiniSearch',
  (count, mostToIndex, mostToSearch) => {
    const sections = manySections(count);
    const bare = new MiniSearch({ fields: ['heading', 'text'] });

    const bareIndexing = measure(() =>
      bare.addAll(
        sections.map(({ path, blocks }, id) => ({
          id,
          heading: path.join(' '),
          text: blocks.join(' '),
        })),
      ),
    );
    const indexing = measure(() => createHandbookSearch(handbook(sections)));
    const { search } = createHandbookSearch(handbook(sections));
    const bareSearching = measureQuestion((question) => bare.search(question));
    const searching = measureQuestion(search);

    process.stdout.write(
      `${count} sections: indexed in ${indexing.toFixed(0)} ms (MiniSearch ${bareIndexing.toFixed(0)}, ${(indexing / bareIndexing).toFixed(1)} ×); a question ${searching.toFixed(2)} ms (MiniSearch ${bareSearching.toFixed(2)}, ${(searching / bareSearching).toFixed(1)} ×)\n`,
    );
    expect(indexing).toBeLessThanOrEqual(mostToIndex);
    expect(searching).toBeLessThanOrEqual(mostToSearch);
  },
);

it('reads no more of an endless question than its beginning', () => {
  const { search } = createHandbookSearch(handbook(manySections(1000)));
  const endless = Array.from({ length: 5000 }, (_, at) => `unknwon${at} licens contibutor`).join(
    ' ',
  );
  search(endless);

  const spent = measure(() => search(endless));

  process.stdout.write(`a question of 15,000 words: ${spent.toFixed(0)} ms\n`);
  expect(spent).toBeLessThanOrEqual(200);
});

it('groups two thousand questions', () => {
  const roll = createDice();
  const many = Array.from(
    { length: 2000 },
    () =>
      `${questions[roll(questions.length)]} ${subjects[roll(subjects.length)]} ${verbs[roll(verbs.length)]}`,
  );

  const spent = measure(() => clusterQuestions(many));

  process.stdout.write(`2,000 questions grouped in ${spent.toFixed(0)} ms\n`);
  expect(spent).toBeLessThanOrEqual(2000);
});
