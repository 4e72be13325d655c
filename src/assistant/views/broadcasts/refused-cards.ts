import { platformsInWords } from '#assistant/views/broadcasts/words.ts';
import { reached } from '#assistant/views/handbook/handbook-cards.ts';
import type { Card } from '#foundation/cards/card.ts';
import type { Contact } from '#foundation/people/contacts.ts';
import { type Broadcast, broadcastName } from '#office/broadcasts/broadcast.ts';

export function onlyOspoBroadcastsCard(contact: Contact): Card {
  return plain(
    'That is for the OSPO',
    `Only ${contact.who} can write to many at once. Nothing was changed or sent. If you have news for everybody, tell ${reached(contact)}.`,
  );
}

/** There is no database: nobody could be told anything. */
export function nowhereForBroadcastsCard(): Card {
  return plain(
    'Broadcasts cannot be sent from here',
    'Nothing is kept here, and nobody is told anything. Write it in the chat.',
  );
}

export function noSuchBroadcastCard(): Card {
  return plain('There is no such broadcast', '“Broadcasts” lists those that there are.');
}

export function notYourBroadcastCard(): Card {
  return plain(
    'That did not go to you',
    'So there is nothing to confirm. What went to you is under “what should I read”.',
  );
}

export function nothingToConfirmCard({ content }: Broadcast): Card {
  return plain('There is nothing to confirm', `“${content.title}” asks nobody to confirm it.`);
}

export function movedOnTitle(broadcast: Broadcast): string {
  return `${broadcastName(broadcast)} has changed since; this is how it stands`;
}

export function ownBroadcastCard(broadcast: Broadcast): Card {
  return plain(
    `You cannot approve ${broadcastName(broadcast)}`,
    'You wrote it, and a second person must look at it. Nothing was sent.',
  );
}

export function noSecondPersonCard(broadcast: Broadcast): Card {
  return plain(
    `${broadcastName(broadcast)} needs a second person, and there is none`,
    'Nothing was sent. Name another person of the OSPO in office.yaml, under roles, who can approve it; or send it to fewer people.',
  );
}

export function reachesNobodyCard(broadcast: Broadcast): Card {
  return plain(
    `${broadcastName(broadcast)} would reach nobody`,
    'Nothing was sent. Change whom it goes to, and try again.',
  );
}

/** `on`: the platforms on which it arrives. */
export function testSentCard(broadcast: Broadcast, on: readonly string[]): Card {
  if (on.length === 0) {
    return plain(
      `I cannot send you ${broadcastName(broadcast)}`,
      'You have no account on a platform that is connected just now. “Preview” shows it here.',
    );
  }
  return plain(
    `${broadcastName(broadcast)} is on its way to you alone`,
    `It arrives as its readers would get it${on.length > 1 ? `, on ${platformsInWords(on)}` : ''}.`,
  );
}

export function remindedCard(broadcast: Broadcast, people: number): Card {
  const whom = people === 1 ? 'One person is' : `${people.toLocaleString('en-GB')} people are`;
  return plain(
    people === 0 ? 'There is nobody to remind' : `${whom} reminded of ${broadcastName(broadcast)}`,
    people === 0
      ? 'Everybody who got it has confirmed it, or was reminded just now.'
      : 'Each of them gets one reminder a day at most, with all that they have not confirmed.',
  );
}

export function subscribedCard(label: string, wanted: boolean, changed: boolean): Card {
  const what = label === 'news' ? 'news' : `“${label}”`;
  return plain(
    wanted ? `You will hear of ${what}` : `No more of ${what}`,
    [
      changed ? '' : 'That was so already. ',
      wanted
        ? 'Say “subscriptions” to change that.'
        : 'Policy changes and deadlines still reach you: they hold for everybody. Say “subscriptions” to change that.',
    ].join(''),
  );
}

function plain(title: string, text: string): Card {
  return { tone: 'neutral', title, parts: [{ kind: 'paragraph', text }], buttons: [] };
}
