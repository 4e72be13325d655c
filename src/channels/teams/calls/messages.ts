import type { Connector, Message } from '#channels/teams/connect/connector.ts';
import {
  type AdaptiveCard,
  cardsToHome,
  cardToAdaptive,
  textBeside,
} from '#channels/teams/render-card.ts';
import type { Card } from '#foundation/cards/card.ts';
import type { MessageName } from '#foundation/delivery/channel.ts';
import type { SentCard } from '#foundation/delivery/sent-cards.ts';

export const cardType = 'application/vnd.microsoft.card.adaptive';

/** For whom Teams draws a card anew by itself; undefined for none. */
type RefreshFor = string | null | undefined;

/** Posts a card. */
export async function postCard(
  connector: Connector,
  conversation: string,
  card: Card,
  refreshFor?: RefreshFor,
): Promise<SentCard> {
  const id = await connector.send(conversation, messageOf(card, refreshFor));
  return { message: messageName(conversation, id), card };
}

/** Puts a card in the place of what a message says now. */
export async function updateCard(
  connector: Connector,
  { conversation, message }: MessagePlace,
  card: Card,
  refreshFor: RefreshFor,
): Promise<void> {
  await connector.update(conversation, message, messageOf(card, refreshFor));
}

/** The home card, whose buttons bring it back anew. */
export function homeMessage(cards: readonly Card[]): Message {
  return around(cardsToHome(cards), cards[0] ? textBeside(cards[0]) : 'Home');
}

/** As Teams shows it to somebody; with nothing left to press it stays as it is. */
export function drawFor(card: Card, refreshFor: RefreshFor): AdaptiveCard {
  const isOpen = refreshFor && card.buttons.length > 0;
  return cardToAdaptive(card, isOpen ? { refreshFor: [refreshFor] } : {});
}

function messageOf(card: Card, refreshFor: RefreshFor): Message {
  return around(drawFor(card, refreshFor), textBeside(card));
}

function around(content: AdaptiveCard, summary: string): Message {
  return { type: 'message', summary, attachments: [{ contentType: cardType, content }] };
}

/** Where a message is. */
export interface MessagePlace {
  /** With the thread. */
  readonly conversation: string;
  readonly message: string;
}

export function messageName(conversation: string, message: string): MessageName {
  return `teams:${conversation}/${message}`;
}

/** Where a message of this name is; undefined for one of another platform. */
export function placeOfMessage(name: MessageName): MessagePlace | undefined {
  const [, conversation, message] = /^teams:([^/]{1,300})\/([^/]{1,300})$/.exec(name) ?? [];
  if (conversation === undefined || message === undefined) return undefined;
  return { conversation, message };
}
