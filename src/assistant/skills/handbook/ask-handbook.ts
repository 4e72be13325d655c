import { type Answered, type Consulting, say } from '#assistant/answering.ts';
import {
  goneSectionCard,
  handbookCard,
  noAnswerCard,
  noHandbookCard,
  sectionCard,
} from '#assistant/views/handbook/handbook-cards.ts';
import { contactFor } from '#foundation/people/contacts.ts';
import { sectionIdOf } from '#knowledge/handbook/section.ts';

/** Answers from the organisation's own handbook, in its own words, or says that it does not say. */
export async function askHandbook(
  { question, sought }: { readonly question: string; readonly sought: string },
  consulting: Consulting,
): Promise<Answered> {
  const { handbook, index } = await consulting.handbook();
  const contact = contactFor(consulting.office, 'handbook');
  if (handbook.sections.length === 0) return say(noHandbookCard(contact), { kind: 'no-answer' });
  const { results, abstained } = index.search(sought);
  const [best, ...others] = results.map(({ section }) => section);
  if (!best || abstained) {
    const nearest = best ? [best, ...others] : [];
    return say(noAnswerCard(nearest, contact), { kind: 'no-answer' });
  }
  // Reads words as the search does, which is loaded with it.
  const { extractAnswer } = await import('#knowledge/handbook/search/extract.ts');
  const sentences = extractAnswer(best, sought);
  const { version } = consulting.policy;
  return say(handbookCard({ question, section: best, sentences, further: others, version }));
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
