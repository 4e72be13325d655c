import { slackLimits } from '#channels/slack/limits.ts';
import type { Card } from '#foundation/cards/card.ts';
import { cardToText } from '#foundation/cards/card-to-text.ts';
import { cutWords } from '#foundation/cards/cut-text.ts';

/**
 * The card as the text beside the blocks, for notifications and for those who listen. Slack reads it as markup, so the
 * three signs that begin a mention or a link there are written as Slack asks for.
 */
export function textBeside(card: Card): string {
  const words = cardToText(card).trim() || '…';
  let most: number = slackLimits.text;
  let text = escaped(cutWords(words, most));
  // A sign takes up to five characters when it is written out.
  while (text.length > slackLimits.text) {
    most -= Math.max(1, Math.ceil((text.length - slackLimits.text) / 5));
    text = escaped(cutWords(words, most));
  }
  return text;
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
