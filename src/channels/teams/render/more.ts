import type { CardElement } from '#channels/teams/render/adaptive.ts';
import { actionTitle } from '#channels/teams/render/buttons.ts';
import { drawPart } from '#channels/teams/render/parts.ts';
import { type Adornment, boldRuns, wordsBlock } from '#channels/teams/render/words.ts';
import type { Part } from '#foundation/cards/card.ts';

export interface MoreFrame {
  /** Unique on the card. */
  readonly id: string;
  readonly adornment: Adornment;
}

/** What unfolds in place, below a button that says what it is. */
export function drawMore(
  { label, parts }: Part & { kind: 'more' },
  { id, adornment }: MoreFrame,
): CardElement[] {
  const items = parts.flatMap((part) => drawPart(part, adornment));
  if (items.length === 0) return [...wordsBlock(boldRuns(label, adornment)), ...items];
  return [
    {
      type: 'ActionSet',
      actions: [
        { type: 'Action.ToggleVisibility', title: actionTitle(label), targetElements: [id] },
      ],
    },
    { type: 'Container', id, isVisible: false, items },
  ];
}
