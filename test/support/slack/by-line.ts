import { cardToMessage, moreToModal } from '#channels/slack/render-card.ts';
import type { Card } from '#foundation/cards/card.ts';

/** What Slack is sent for a card, and for each part of it that opens elsewhere: a line for each block. */
export function slackByLine(card: Card): string {
  const { blocks } = cardToMessage(card);
  const modals = card.parts.flatMap((_, at) => moreToModal(card, at) ?? []);
  return [...blocks, ...modals.flatMap(({ title, blocks: inner }) => [{ opens: title }, ...inner])]
    .map((block) => `${JSON.stringify(block)}\n`)
    .join('');
}
