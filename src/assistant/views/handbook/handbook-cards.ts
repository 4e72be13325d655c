import { askOspo, showSection } from '#assistant/actions.ts';
import { withRating } from '#assistant/views/answers/closing-buttons.ts';
import type { Button, Card, Part } from '#foundation/cards/card.ts';
import { cutWords } from '#foundation/cards/cut-text.ts';
import { link, type Text } from '#foundation/cards/text.ts';
import type { Contact } from '#foundation/people/contacts.ts';
import { type Section, sectionIdOf } from '#knowledge/handbook/section.ts';

export interface HandbookAnswer {
  readonly question: string;
  readonly section: Section;
  /** Of the section, word for word: those that answer. */
  readonly sentences: readonly string[];
  /** The next likely, best first. */
  readonly further: readonly Section[];
  /** Of the policy. */
  readonly version: string;
}

const FURTHER_MOST = 2;

/** What the handbook says, in its own words, with where it stands and who answers for it. */
export function handbookCard(answer: HandbookAnswer): Card {
  const { question, section, sentences, further, version } = answer;
  const title = titleOf(section);
  const said = sentences.join(' ').length;
  const all = section.blocks.join(' ').length;
  return {
    tone: 'neutral',
    title,
    parts: sentences.map((text): Part => ({ kind: 'paragraph', text })),
    source: sourceOf(section),
    buttons: withRating(
      [
        ...(said < all ? [{ label: 'Read all of it', action: toSection(section) }] : []),
        ...further.slice(0, FURTHER_MOST).map((one) => sectionButton('See also', one)),
      ],
      { title, subject: question, policy: version, isQuestion: true },
    ),
  };
}

/** One section as it stands. */
export function sectionCard(section: Section): Card {
  return {
    tone: 'neutral',
    title: titleOf(section),
    parts: section.blocks.map((text): Part => ({ kind: 'paragraph', text })),
    source: sourceOf(section),
    buttons: [],
  };
}

/** The handbook does not answer; what comes nearest is offered as no more than that. */
export function noAnswerCard({
  nearest,
  contact,
  open,
}: {
  readonly nearest: readonly Section[];
  readonly contact: Contact;
  /** Id of the question, where it is kept for the OSPO. */
  readonly open: string | undefined;
}): Card {
  const near = nearest.slice(0, FURTHER_MOST);
  const text =
    near.length === 0
      ? 'No section comes near your question.'
      : 'No section answers that. Those that come nearest are below; they may be about something else.';
  return {
    tone: 'neutral',
    title: 'Our handbook does not say',
    parts: [
      { kind: 'paragraph', text },
      { kind: 'paragraph', text: askWords(contact, open) },
    ],
    buttons: [...askButtons(contact, open), ...near.map((one) => sectionButton('Maybe', one))],
  };
}

export function noHandbookCard(contact: Contact, open: string | undefined): Card {
  return {
    tone: 'neutral',
    title: 'There is no handbook here yet',
    parts: [
      { kind: 'paragraph', text: `So I cannot answer that myself. ${askWords(contact, open)}` },
    ],
    buttons: askButtons(contact, open),
  };
}

function askWords(contact: Contact, open: string | undefined): string {
  if (open === undefined) return `Please ask ${reached(contact)}.`;
  return `Shall I ask ${contact.who}? The answer comes to you as a message, and your name is kept with the question until then.`;
}

function askButtons({ who }: Contact, open: string | undefined): readonly Button[] {
  if (open === undefined) return [];
  const label = cutWords(`Ask ${who}`, 60);
  return [{ label, action: askOspo.with({ id: open }), style: 'primary' }];
}

/** A button of a card that is older than the handbook. */
export function goneSectionCard(): Card {
  return {
    tone: 'neutral',
    title: 'That section is not in the handbook any more',
    parts: [
      {
        kind: 'paragraph',
        text: 'It was changed or moved. Ask again, and you get what holds now.',
      },
    ],
    buttons: [],
  };
}

export function titleOf({ path }: Section): string {
  return path.at(-1) ?? '';
}

function sectionButton(how: string, section: Section): Button {
  return { label: `${how}: ${cutWords(titleOf(section), 60)}`, action: toSection(section) };
}

function toSection(section: Section) {
  return showSection.with({ section: sectionIdOf(section) });
}

/** "Handbook: Contributing › CLA and DCO · OSPO · version 2026.1 · in force since 2026-01-01" */
export function sourceOf({ page, path }: Section): Text {
  const place = path.join(' › ');
  const about = [
    page.owner,
    page.version && `version ${page.version}`,
    page.effective && `in force since ${page.effective}`,
  ].filter(Boolean);
  const where = page.link === undefined ? place : link(place, page.link);
  return ['Handbook: ', where, ...about.map((one) => ` · ${one}`)];
}

export function reached({ who, reach }: Contact): string {
  return reach === undefined ? who : `${who} (${reach})`;
}
