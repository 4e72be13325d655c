import { cardToAdaptive } from '#channels/teams/render-card.ts';
import type { Card } from '#foundation/cards/card.ts';

/** What Teams is sent for a card: a line for each element, then one for each button. */
export function teamsByLine(card: Card): string {
  const { body, actions = [] } = cardToAdaptive(card);
  return [...body, ...actions].map((part) => `${JSON.stringify(part)}\n`).join('');
}
