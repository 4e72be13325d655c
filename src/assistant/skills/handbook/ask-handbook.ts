import { type Answered, answered, type Consulting, say } from '#assistant/answering.ts';
import type { Remembered } from '#assistant/memory.ts';
import type { Sought } from '#assistant/understand/read-wish.ts';
import {
  goneSectionCard,
  handbookCard,
  noAnswerCard,
  noHandbookCard,
  sectionCard,
  sourceOf,
  titleOf,
} from '#assistant/views/handbook/handbook-cards.ts';
import { contactFor } from '#foundation/people/contacts.ts';
import { sectionIdOf } from '#knowledge/handbook/section.ts';

/** Answers from the organisation's own handbook, in its own words, or says that it does not say. */
export async function askHandbook(
  { question, sought, before }: Sought,
  consulting: Consulting,
): Promise<Answered> {
  // What goes on from something leaves the conversation about that.
  const about = before === undefined ? aboutQuestion(sought) : undefined;
  // "who approves that?" says nothing to whoever reads it alone.
  const asked = before === undefined ? question : `${question} (after: ${before.trim()})`;
  const { handbook, index } = await consulting.handbook();
  const contact = contactFor(consulting.office, 'handbook');
  if (handbook.sections.length === 0) {
    const open = await keepOpen(asked, consulting);
    return say(noHandbookCard(contact, open), { kind: 'no-answer' });
  }
  const { results, abstained } = index.search(sought, before);
  const [best, ...others] = results.map(({ section }) => section);
  if (!best || abstained) {
    const nearest = best ? [best, ...others] : [];
    const open = await keepOpen(asked, consulting);
    const card = noAnswerCard({ nearest, contact, open });
    return say(card, { kind: 'no-answer' }, about);
  }
  // Reads words as the search does, which is loaded with it.
  const { extractAnswer } = await import('#knowledge/handbook/search/extract.ts');
  const sentences = extractAnswer(best, [sought, before].join(' '));
  const { version } = consulting.policy;
  const card = handbookCard({
    question: asked,
    section: best,
    sentences,
    further: others,
    version,
  });
  return say(card, { kind: 'said' }, about);
}

/**
 * What we are not sure of may still be what the handbook answers, and to read an answer does no harm. Undefined where it
 * does not. One that is written in another language than ours is asked all the same: we do not read that.
 */
export async function askIfItSays(
  { question, sought }: Sought,
  consulting: Consulting,
): Promise<Answered | undefined> {
  const { handbook, index } = await consulting.handbook();
  const { abstained, isOfOurField } = index.search(sought);
  const isSaid = !abstained && isOfOurField;
  const isAsked = question.trim().split(/\s+/).length >= WORDS_OF_A_QUESTION;
  const theirs = handbook.sections.filter(({ page }) => page.language !== OURS).length;
  const isOfOthers = theirs * 2 > handbook.sections.length;
  return isSaid || (isOfOthers && isAsked)
    ? askHandbook({ question, sought }, consulting)
    : undefined;
}

/** In which people are understood. */
const OURS = 'en';
const WORDS_OF_A_QUESTION = 3;

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

/** Characters of a section, in any script; a card holds some ten thousand bytes with all that belongs to it. */
const ON_CARD_MOST = 2000;

/** Shows a section whole, as a button named it. */
export async function showSection(
  id: string,
  { handbook }: Pick<Consulting, 'handbook'>,
): Promise<Answered> {
  const { sections } = (await handbook()).handbook;
  const section = sections.find((one) => sectionIdOf(one) === id);
  if (!section) return say(goneSectionCard(), { kind: 'no-answer' });
  const text = section.blocks.join('\n\n');
  // What would not stand whole on a card is read beside the conversation.
  return text.length <= ON_CARD_MOST
    ? say(sectionCard(section))
    : answered({ kind: 'document', title: titleOf(section), text, source: sourceOf(section) });
}
