import { styleText } from 'node:util';
import { askWithUse, askWords } from '#assistant/actions.ts';
import type { Card, Tone } from '#foundation/cards/card.ts';
import { cardToText } from '#foundation/cards/card-to-text.ts';

const colours: Record<Tone, 'green' | 'yellow' | 'red' | 'bold'> = {
  good: 'green',
  caution: 'yellow',
  bad: 'red',
  neutral: 'bold',
};

/**
 * A card for a terminal. Colour goes on the title only, and only if asked for: the words carry the verdict.
 * Buttons cannot be pressed here, so those whose label is understood are offered as what one may ask next.
 */
export function printCard(card: Card, options: { readonly colour: boolean }): string {
  const { buttons, ...unpressable } = card;
  const [title = '', ...rest] = cardToText({ ...unpressable, buttons: [] }).split('\n');
  const heading = options.colour
    ? styleText(['bold', colours[card.tone]], title, { validateStream: false })
    : title;
  const next = buttons
    .filter(({ action }) => sayable.includes(action.name))
    .map(({ label }) => `“${label}”`)
    .join(', ');
  return [heading, ...rest, ...(next === '' ? [] : ['', `You can say: ${next}`])].join('\n');
}

const sayable: readonly string[] = [askWithUse.name, askWords.name];
