import { teamsLimits } from '#channels/teams/limits.ts';
import type { Pressed } from '#channels/teams/pressed.ts';
import type { CardAction, SubmitAction } from '#channels/teams/render/adaptive.ts';
import { plain } from '#channels/teams/render/words.ts';
import type { Button } from '#foundation/cards/card.ts';
import { cutWords } from '#foundation/cards/cut-text.ts';

/** Where a card stands: in a conversation, in a dialog, or among the results of a search, where nobody answers. */
export type Surface = 'message' | 'dialog' | 'search';

export interface ButtonFrame {
  readonly surface: Surface;
  /** On the home card. */
  readonly home: boolean;
  /** Leaves out what only old clients need. */
  readonly short: boolean;
}

/** The card's likely button first. */
export function drawButtons(buttons: readonly Button[], frame: ButtonFrame): readonly CardAction[] {
  if (frame.surface === 'search') return [];
  return [
    ...buttons.filter(({ style }) => style === 'primary'),
    ...buttons.filter(({ style }) => style !== 'primary'),
  ].map((button) => drawButton(button, frame));
}

export function actionTitle(label: string): string {
  return cutWords(plain(label), teamsLimits.actionTitle);
}

function drawButton(button: Button, { surface, home, short }: ButtonFrame): CardAction {
  const data: Pressed = {
    steward: 'press',
    action: JSON.stringify(button.action),
    ...(home ? { home: true } : {}),
  };
  if (surface === 'dialog') return submit(button, data);
  // Teams opens a dialog only in answer to a press of this kind.
  if (button.opens === 'form') return submit(button, { msteams: { type: 'task/fetch' }, ...data });
  if (short) return submit(button, data);
  return {
    type: 'Action.Execute',
    ...look(button),
    verb: 'press',
    data,
    associatedInputs: 'none',
    fallback: submit(button, data),
  };
}

function submit(button: Button, data: Readonly<Record<string, unknown>>): SubmitAction {
  return { type: 'Action.Submit', ...look(button), data };
}

function look({ label, style }: Button): Pick<SubmitAction, 'title' | 'style'> {
  const title = actionTitle(label);
  if (style === undefined) return { title };
  return { title, style: style === 'primary' ? 'positive' : 'destructive' };
}
