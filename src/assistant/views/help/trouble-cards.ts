import type { Card } from '#foundation/cards/card.ts';
import { code } from '#foundation/cards/text.ts';
import type { StewardError } from '#foundation/kernel/errors.ts';
import type { Office } from '#foundation/people/office.ts';

/** Something broke: what happened, what to do, and a reference that is in the log. */
export function errorCard(error: StewardError, reference: string, office: Office): Card {
  return {
    tone: 'bad',
    title: "I couldn't answer that",
    parts: [
      { kind: 'paragraph', text: error.advice },
      {
        kind: 'note',
        tone: 'neutral',
        text: ['If it persists, tell ', `${office.contact.who}: ref `, code(reference)],
      },
    ],
    buttons: [],
  };
}

/** A button of a card that this version no longer knows. */
export function staleCard(): Card {
  return {
    tone: 'neutral',
    title: 'That button is out of date',
    parts: [
      {
        kind: 'paragraph',
        text: 'The card is older than what I can do with it. Ask again, and you get a fresh one.',
      },
    ],
    buttons: [],
  };
}
