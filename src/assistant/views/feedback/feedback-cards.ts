import { answerFeedback, askWhyNotHelpful, markFeedbackRead } from '#assistant/actions.ts';
import { age } from '#assistant/views/answers/words.ts';
import type { Card, Fact, Part } from '#foundation/cards/card.ts';
import type { Contact } from '#foundation/people/contacts.ts';
import type { Feedback, FeedbackReason } from '#office/questions/feedback.ts';

const THANKS = 'Thank you. The OSPO reads it.';
const READ = 'The OSPO has read your note.';
const ANSWERS = 'The OSPO answers:';

/** What becomes of the answer's card when feedback on it was given: said once, and not asked again. */
export function thankedCard(card: Card): Card {
  return withNote(card, THANKS);
}

/** What becomes of it when the OSPO has read the feedback. */
export function readCard(card: Card): Card {
  return withNote(card, READ);
}

/** What becomes of it when the OSPO answers the feedback. */
export function answeredCard(card: Card, answer: string): Card {
  return withNote(card, `${ANSWERS} ${answer}`);
}

function withNote(card: Card, text: string): Card {
  const parts = card.parts.filter((part) => !isOurNote(part));
  return {
    ...card,
    parts: [...parts, { kind: 'note', tone: 'neutral', text }],
    buttons: card.buttons.filter((button) => button.action.name !== askWhyNotHelpful.name),
  };
}

function isOurNote(part: Part): boolean {
  if (part.kind !== 'note' || typeof part.text !== 'string') return false;
  return part.text === THANKS || part.text === READ || part.text.startsWith(ANSWERS);
}

/** Where there is no card to say it on. */
export function thanksCard(): Card {
  return { tone: 'neutral', title: THANKS, parts: [], buttons: [] };
}

export function alreadyGivenCard(at: Date, now: Date): Card {
  return {
    tone: 'neutral',
    title: 'You have told us already',
    parts: [
      { kind: 'paragraph', text: `Your note on that answer came in ${age(at, now)}. ${THANKS}` },
    ],
    buttons: [],
  };
}

/** There is no database to keep it in. */
export function noFeedbackCard(contact: Contact): Card {
  return {
    tone: 'neutral',
    title: 'I cannot keep notes here',
    parts: [
      {
        kind: 'paragraph',
        text: `Please tell ${contact.who}${contact.reach ? `: ${contact.reach}` : ''}.`,
      },
    ],
    buttons: [],
  };
}

/** To whoever wanted to hear back, where there is no card to say it on. */
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

/** For the OSPO: what somebody thinks of an answer. */
export function feedbackCard(feedback: Feedback, now: Date): Card {
  const { id, about, reason, from, at } = feedback;
  return {
    tone: reason === 'wrong' ? 'caution' : 'neutral',
    title: titles[reason],
    parts: [
      whatTheySaid(feedback),
      ...(from
        ? [{ kind: 'note', tone: 'neutral', text: 'They would like an answer.' } as const]
        : []),
    ],
    source: `Policy ${about.policy} · came in ${age(at, now)}`,
    buttons: [
      ...(from
        ? [{ label: 'Answer', action: answerFeedback.with({ id }), style: 'primary' } as const]
        : []),
      { label: 'Mark as read', action: markFeedbackRead.with({ id }) },
    ],
  };
}

/** What becomes of it, for all of the OSPO, once one of them has dealt with it. It stands for long: dates, no ages. */
export function closedFeedbackCard(feedback: Feedback, at: Date): Card {
  const { about, handled } = feedback;
  const answer = handled?.answer;
  const did = answer === undefined ? 'Read' : 'Answered';
  return {
    tone: 'neutral',
    title: `${did} by the OSPO on ${universalTime(handled?.at ?? at)}`,
    parts: [
      whatTheySaid(feedback),
      ...(answer === undefined
        ? []
        : [{ kind: 'note', tone: 'neutral', text: `${ANSWERS} ${answer}` } as const]),
    ],
    source: `Policy ${about.policy} · came in on ${universalTime(feedback.at)}`,
    buttons: [],
  };
}

function whatTheySaid({ about, comment, from }: Feedback): Part {
  const rows: readonly (Fact | undefined)[] = [
    { label: 'The answer', value: about.title },
    { label: 'Asked about', value: about.subject },
    about.expected === undefined
      ? undefined
      : { label: 'Would have been right', value: about.expected },
    comment === undefined ? undefined : { label: 'In their words', value: comment },
    { label: 'From', value: from ? (from.name ?? 'somebody without a name') : 'not said' },
  ];
  return { kind: 'facts', rows: rows.filter((row) => row !== undefined) };
}

const titles: Readonly<Record<FeedbackReason, string>> = {
  wrong: 'An answer was wrong',
  unclear: 'An answer was not understood',
  missing: 'Something was missing in an answer',
  other: 'An answer did not help',
};

/** After the OSPO sent an answer. */
export function answerSentCard({ about, from, card }: Feedback): Card {
  const who = from?.name ?? 'Whoever wrote the note';
  const text =
    card === undefined
      ? `${who} gets it as a message about “${about.title}”.`
      : `${who} sees it on the card “${about.title}”.`;
  return {
    tone: 'neutral',
    title: 'Your answer was sent',
    parts: [{ kind: 'paragraph', text }],
    buttons: [],
  };
}

/** After the press: what there is left to do is on the card, nothing else. */
export function markedReadCard(feedback: Feedback): Card {
  const { about, from, card } = feedback;
  const told = card === undefined ? '' : ' Whoever wrote it sees on their card that you have.';
  const answer = from ? ` ${from.name ?? 'They'} would like an answer from you.` : '';
  return {
    tone: 'neutral',
    title: 'Marked as read',
    parts: [{ kind: 'paragraph', text: `The note on “${about.title}”.${told}${answer}` }],
    buttons: [],
  };
}

export function alreadyReadCard(at: Date, now: Date): Card {
  return {
    tone: 'neutral',
    title: `Already read ${wallTime(at, now)}`,
    parts: [{ kind: 'paragraph', text: 'There is nothing left to do with that note.' }],
    buttons: [],
  };
}

export function onlyOspoCard(contact: Contact): Card {
  return {
    tone: 'neutral',
    title: 'That is for the OSPO',
    parts: [
      {
        kind: 'paragraph',
        text: `Only ${contact.who} can read and answer notes. Nothing was changed.`,
      },
    ],
    buttons: [],
  };
}

export function noSuchFeedbackCard(): Card {
  return {
    tone: 'neutral',
    title: 'That note is gone',
    parts: [{ kind: 'paragraph', text: 'There is nothing left to do with it.' }],
    buttons: [],
  };
}

/** The same for readers in all zones: "2 March 2026, 09:00 UTC". */
function universalTime(at: Date): string {
  const zone = { timeZone: 'UTC' } as const;
  const day = { day: 'numeric', month: 'long', year: 'numeric' } as const;
  const time = at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', ...zone });
  return `${at.toLocaleDateString('en-GB', { ...day, ...zone })}, ${time} UTC`;
}

/** By the clock on this machine's wall: "at 10:02", "on 2 March at 10:02". */
function wallTime(at: Date, now: Date): string {
  const time = at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  if (at.toDateString() === now.toDateString()) return `at ${time}`;
  return `on ${at.toLocaleDateString('en-GB', { day: 'numeric', month: 'long' })} at ${time}`;
}
