import { askWhyNotHelpful, markHelpful } from '#assistant/actions.ts';
import { universalTime } from '#assistant/views/feedback/universal-time.ts';
import type { Card, Part } from '#foundation/cards/card.ts';
import type { Contact } from '#foundation/people/contacts.ts';
import type { Earlier, Feedback } from '#office/questions/feedback.ts';

const THANKS = 'Thank you.';
const READ = 'The OSPO has read your note.';
const ANSWERED = 'The OSPO has answered your note.';

/** What becomes of a note; `instead` is whom to ask as long as nobody is there to read it. */
export function whatBecomesOfIt(instead: Contact | undefined): string {
  return instead === undefined
    ? 'The OSPO reads it.'
    : `It is kept until somebody is named to read it. Until then, ask ${reached(instead)}.`;
}

/** What becomes of the answer's card when feedback on it was given: said once, and not asked again. */
export function thankedCard(card: Card, whatBecomes: string): Card {
  // Thanks that come late take nothing back.
  return card.parts.some(isOutcome) ? card : withNote(card, `${THANKS} ${whatBecomes}`);
}

/** What becomes of it when the OSPO has read the feedback. */
export function readCard(card: Card): Card {
  return withNote(card, READ);
}

/** What becomes of it when the OSPO has answered the feedback. Not what: others may see the card too. */
export function answeredCard(card: Card): Card {
  return withNote(card, ANSWERED);
}

/** What becomes of it when it helped somebody. Whom it does not help can still say so. */
export function helpedCard(card: Card): Card {
  const isSaid = card.parts.some((part) => isThanks(part) || isOutcome(part));
  return {
    ...card,
    parts: isSaid
      ? card.parts
      : [...card.parts, { kind: 'note', tone: 'neutral', text: `${THANKS} ${HELPED}` }],
    buttons: card.buttons.filter(({ action }) => action.name !== markHelpful.name),
  };
}

const HELPED = 'Good that it helped.';
const ratings: ReadonlySet<string> = new Set([askWhyNotHelpful.name, markHelpful.name]);

function withNote(card: Card, text: string): Card {
  const parts = card.parts.filter((part) => !isThanks(part) && !isOutcome(part));
  return {
    ...card,
    parts: [...parts, { kind: 'note', tone: 'neutral', text }],
    buttons: card.buttons.filter(({ action }) => !ratings.has(action.name)),
  };
}

function isThanks(part: Part): boolean {
  if (part.kind !== 'note' || typeof part.text !== 'string') return false;
  return part.text.startsWith(`${THANKS} `);
}

function isOutcome(part: Part): boolean {
  return part.kind === 'note' && (part.text === READ || part.text === ANSWERED);
}

/** Where there is no card to say it on. */
export function gladCard(): Card {
  return thanksCard(HELPED);
}

/** The same after a note. */
export function thanksCard(whatBecomes: string): Card {
  return {
    tone: 'neutral',
    title: THANKS,
    parts: [{ kind: 'paragraph', text: whatBecomes }],
    buttons: [],
  };
}

/** One note for each card: of the same person, or, as far as is known, of anybody. */
export function alreadyGivenCard(
  { at, personId: giver }: Earlier,
  personId: string,
  contact: Contact,
): Card {
  const add = `If you have something to add, tell ${reached(contact)}.`;
  const came = `came in on ${universalTime(at)}`;
  const [title, text] =
    giver === personId
      ? ['You have told us already', `Your note on that answer ${came}.`]
      : ['Somebody has already sent a note on this answer', `It ${came}.`];
  return {
    tone: 'neutral',
    title,
    parts: [{ kind: 'paragraph', text: `${text} ${add}` }],
    buttons: [],
  };
}

/** There is no database to keep it in. */
export function noFeedbackCard(contact: Contact): Card {
  return {
    tone: 'neutral',
    title: 'I cannot keep notes here',
    parts: [{ kind: 'paragraph', text: `Please tell ${reached(contact)}.` }],
    buttons: [],
  };
}

/** To whoever wanted to hear back. */
export function heardBackCard({ about, handled }: Feedback): Card {
  const answer = handled?.answer;
  return {
    tone: 'neutral',
    title: answer === undefined ? READ : 'The OSPO answers your note',
    parts: [
      ...(answer === undefined ? [] : [{ kind: 'paragraph', text: answer } as const]),
      {
        kind: 'facts',
        rows: [
          { label: 'Your note was on', value: about.title },
          { label: 'Asked about', value: about.subject },
        ],
      },
    ],
    buttons: [],
  };
}

function reached({ who, reach }: Contact): string {
  return reach === undefined ? who : `${who} (${reach})`;
}
