import { universalTime } from '#assistant/views/feedback/universal-time.ts';
import { reached } from '#assistant/views/handbook/handbook-cards.ts';
import type { Card, Part } from '#foundation/cards/card.ts';
import { cutWords } from '#foundation/cards/cut-text.ts';
import { emphasis } from '#foundation/cards/text.ts';
import type { Contact } from '#foundation/people/contacts.ts';
import type { Question } from '#office/questions/open-questions.ts';

/** Characters of a question where it is only named. */
const NAMED_MOST = 300;

/** After somebody asked the OSPO; `again` when they had asked already. */
export function askedCard(again: boolean, contact: Contact): Card {
  const title = again ? 'You have asked already' : 'Asked';
  const text = `The answer comes to you as a message from me. Your name is kept with the question until it is answered. If it is urgent, ask ${reached(contact)}.`;
  return said(title, [{ kind: 'paragraph', text }]);
}

/** There is no answer yet, and nowhere to keep the question. */
export function cannotAskCard(contact: Contact): Card {
  return said('I cannot ask from here', [
    { kind: 'paragraph', text: `Please ask ${reached(contact)}.` },
  ]);
}

export function questionGoneCard(contact: Contact): Card {
  return said('That question is not kept any more', [
    { kind: 'paragraph', text: `Ask it again, or ask ${reached(contact)}.` },
  ]);
}

/** To whoever asked to be told, and to whoever asks when it was answered already. */
export function outcomeCard({ text, closed }: Question, contact: Contact): Card {
  const who = closed?.by?.name ?? 'Somebody';
  const asked: Part = {
    kind: 'facts',
    rows: [{ label: 'The question', value: [emphasis(cutWords(text, NAMED_MOST))] }],
  };
  if (closed?.answer === undefined) {
    const words = `${who} in the OSPO closed it without an answer. If you still need one, ask ${reached(contact)}.`;
    return said('Your question was closed', [{ kind: 'paragraph', text: words }, asked]);
  }
  return {
    ...said('The OSPO answers your question', [{ kind: 'paragraph', text: closed.answer }, asked]),
    source: `Answered by ${who} on ${universalTime(closed.at)}`,
  };
}

function said(title: string, parts: readonly Part[]): Card {
  return { tone: 'neutral', title, parts, buttons: [] };
}
