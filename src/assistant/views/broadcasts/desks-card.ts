import { showBroadcast, writeBroadcast } from '#assistant/actions.ts';
import { nameAndTitle, stateInWords } from '#assistant/views/broadcasts/words.ts';
import type { Button, Card } from '#foundation/cards/card.ts';
import { cutWords } from '#foundation/cards/cut-text.ts';
import type { Broadcast } from '#office/broadcasts/broadcast.ts';

/** What the OSPO has on its desk and has sent. */
export function desksCard(broadcasts: readonly Broadcast[], shown: number): Card {
  const write: Button = {
    label: 'Write a broadcast',
    action: writeBroadcast.with({}),
    style: 'primary',
    opens: 'form',
  };
  if (broadcasts.length === 0) {
    return {
      tone: 'neutral',
      title: 'No broadcasts yet',
      parts: [
        {
          kind: 'paragraph',
          text: 'A broadcast tells many at once: a policy change, a deadline, news. You see whom it reaches before anything is sent.',
        },
      ],
      buttons: [write],
    };
  }
  return {
    tone: 'neutral',
    title: broadcasts.length === 1 ? 'One broadcast' : 'Broadcasts, the last changed first',
    parts: [
      {
        kind: 'list',
        entries: broadcasts.map(
          (broadcast) => `${nameAndTitle(broadcast)}: ${stateInWords(broadcast.state)}`,
        ),
      },
    ],
    buttons: [
      write,
      ...broadcasts.slice(0, shown).map((broadcast) => ({
        label: cutWords(`Open ${nameAndTitle(broadcast)}`, 70),
        action: showBroadcast.with({ id: broadcast.id, as: 'desk' }),
      })),
    ],
  };
}
