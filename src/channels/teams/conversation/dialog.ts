import { cardType } from '#channels/teams/calls/messages.ts';
import type { AdaptiveCard } from '#channels/teams/render-card.ts';

/** What a dialog of Teams becomes in answer to what was done in it, or to what opens it. */
export type Dialog = Readonly<Record<string, unknown>>;

/** A card in a dialog. */
export function dialogOf(title: string, content: AdaptiveCard): Dialog {
  return {
    task: {
      type: 'continue',
      value: { title, width: 'medium', height: 'medium', card: { contentType: cardType, content } },
    },
  };
}

/** A few words in its place. */
export function noteDialog(words: string): Dialog {
  return { task: { type: 'message', value: words } };
}

/** Nothing: it closes. */
export const closedDialog: Dialog = {};
