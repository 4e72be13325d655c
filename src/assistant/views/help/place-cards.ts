import type { Card } from '#foundation/cards/card.ts';

/** For others who read along: that it was answered, and nothing of what. */
export function answeredPrivatelyCard(): Card {
  return {
    tone: 'neutral',
    title: 'Answered in a direct message',
    parts: [
      {
        kind: 'paragraph',
        text: 'The question names one of our products, so the details are not for a channel.',
      },
    ],
    buttons: [],
  };
}

/** In place of a card that cannot be changed any more; what would have been written on it is written here. */
export function notedCard(): Card {
  return { tone: 'neutral', title: 'Noted', parts: [], buttons: [] };
}
