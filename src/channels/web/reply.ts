import type { CardReply } from '#assistant/turn.ts';
import { renderCard } from '#channels/web/render-card.ts';
import { cardToText } from '#foundation/cards/card-to-text.ts';
import { fit as fitCard } from '#foundation/cards/fit.ts';

/** A reply as the page takes it: drawn, and as plain reading. */
export interface DrawnReply {
  readonly html: string;
  readonly text: string;
}

export function drawReply(reply: CardReply): DrawnReply {
  const card = fitCard(reply.card);
  return { html: renderCard(card), text: cardToText(card) };
}
