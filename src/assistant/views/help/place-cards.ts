import type { Card } from '#foundation/cards/card.ts';

/** For others who read along: that it was answered, and nothing of what. */
export function answeredPrivatelyCard(): Card {
  return {
    tone: 'neutral',
    title: 'Answered in private',
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

/** For others who read along: where a long text went. */
export function sentAloneCard(): Card {
  return {
    tone: 'neutral',
    title: 'Sent to you in private',
    parts: [
      {
        kind: 'paragraph',
        text: 'The whole text is a file, and waits in your own conversation with me.',
      },
    ],
    buttons: [],
  };
}

/** A file is asked for again when somebody wants it, by the same words; these do not fit. */
export function askShorterCard(): Card {
  return {
    tone: 'neutral',
    title: 'Ask for this text in fewer words',
    parts: [
      {
        kind: 'paragraph',
        text: 'It comes as a file, and your message is too long to ask for it again. The name of the license is enough.',
      },
    ],
    buttons: [],
  };
}

/** What was to be said to one person alone, who has no conversation with Steward yet. */
export function openChatCard(): Card {
  return {
    tone: 'caution',
    title: 'This is for you alone, and I cannot reach you',
    parts: [
      {
        kind: 'paragraph',
        text: 'Open a conversation with me: find Steward among the apps, add it, and ask me there again. Nothing of the answer was shown here.',
      },
    ],
    buttons: [],
  };
}
