import { changeSubscription } from '#assistant/actions.ts';
import type { Button, Card } from '#foundation/cards/card.ts';
import { cutWords } from '#foundation/cards/cut-text.ts';
import type { Broadcasting } from '#foundation/people/office.ts';

const TITLE = 'What you hear of';
/** With the one for news as many as a card has buttons. */
const TOPICS_MOST = 4;

/** What somebody hears of; news reach whoever has not muted them, a topic whoever wants it. */
export function subscriptionsCard(
  topics: Broadcasting['topics'],
  said: ReadonlyMap<string, boolean>,
): Card {
  const hearsNews = said.get('news') ?? true;
  const all = Object.entries(topics).slice(0, TOPICS_MOST);
  return {
    tone: 'neutral',
    title: TITLE,
    parts: [
      {
        kind: 'list',
        entries: [
          'Policy changes and deadlines: always, because they hold for everybody',
          `News: ${hearsNews ? 'yes' : 'no'}`,
          ...all.map(([topic, label]) => `${label}: ${said.get(topic) === true ? 'yes' : 'no'}`),
        ],
      },
    ],
    buttons: [
      change('news', 'news', hearsNews),
      ...all.map(([topic, label]) => change(topic, label, said.get(topic) === true)),
    ],
  };
}

function change(topic: string, label: string, isHeard: boolean): Button {
  return {
    label: cutWords(isHeard ? `No more ${label}` : `Tell me of ${label}`, 70),
    action: changeSubscription.with({ topic, wanted: !isHeard }),
  };
}
