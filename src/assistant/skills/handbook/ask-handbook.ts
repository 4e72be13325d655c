import { type Answered, type Consulting, say } from '#assistant/answering.ts';
import type { Remembered } from '#assistant/memory.ts';
import {
  goneSectionCard,
  handbookCard,
  noAnswerCard,
  noHandbookCard,
  sectionCard,
} from '#assistant/views/handbook/handbook-cards.ts';
import { contactFor } from '#foundation/people/contacts.ts';
import { sectionIdOf } from '#knowledge/handbook/section.ts';

/** What somebody asked, what of it is looked for, and what it goes on from. */
export interface Sought {
  readonly question: string;
  readonly sought: string;
  readonly before?: string;
}

/** Answers from the organisation's own handbook, in its own words, or says that it does not say. */
export async function askHandbook(
  { question, sought, before }: Sought,
  consulting: Consulting,
): Promise<Answered> {
  // What goes on from something leaves the conversation about that.
  const about = before === undefined ? aboutQuestion(sought) : undefined;
  const { handbook, index } = await consulting.handbook();
  const contact = contactFor(consulting.office, 'handbook');
  if (handbook.sections.length === 0) {
    const open = await keepOpen(question, consulting);
    return say(noHandbookCard(contact, open), { kind: 'no-answer' });
  }
  const { results, abstained } = index.search(sought, before);
  const [best, ...others] = results.map(({ section }) => section);
  if (!best || abstained) {
    const nearest = best ? [best, ...others] : [];
    const open = await keepOpen(question, consulting);
    const card = noAnswerCard({ nearest, contact, open });
    return say(card, { kind: 'no-answer' }, about);
  }
  // Reads words as the search does, which is loaded with it.
  const { extractAnswer } = await import('#knowledge/handbook/search/extract.ts');
  const sentences = extractAnswer(best, [sought, before].join(' '));
  const { version } = consulting.policy;
  const card = handbookCard({ question, section: best, sentences, further: others, version });
  return say(card, { kind: 'said' }, about);
}

function aboutQuestion(sought: string): Remembered {
  const text = sought.trim().slice(0, REMEMBERED_MOST).toWellFormed();
  return { subject: { kind: 'question', text }, said: {} };
}

/** Characters, as the memory takes them. */
const REMEMBERED_MOST = 400;

/** For the OSPO to answer; its id, where it can be kept. */
async function keepOpen(
  question: string,
  { db, clock }: Pick<Consulting, 'db' | 'clock'>,
): Promise<string | undefined> {
  if (!db) return undefined;
  // Loaded when needed: most questions are answered.
  const { recordQuestion } = await import('#office/questions/record-question.ts');
  return db.transaction((tx) => recordQuestion(tx, question, clock.now()));
}

/** Shows a section whole, as a button named it. */
export async function showSection(
  id: string,
  { handbook }: Pick<Consulting, 'handbook'>,
): Promise<Answered> {
  const { sections } = (await handbook()).handbook;
  const section = sections.find((one) => sectionIdOf(one) === id);
  return section ? say(sectionCard(section)) : say(goneSectionCard(), { kind: 'no-answer' });
}
