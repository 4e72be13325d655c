import { ownChannels } from '#channels/teams/calls/channels.ts';
import {
  type MessagePlace,
  placeOfMessage,
  postCard,
  updateCard,
} from '#channels/teams/calls/messages.ts';
import type { TeamsPeople } from '#channels/teams/calls/people.ts';
import type { ConnectorAt } from '#channels/teams/connect/connector.ts';
import {
  isMessageGone,
  isPlaceGone,
  TeamsBusy,
  TeamsRefusal,
} from '#channels/teams/connect/teams-error.ts';
import { type Conversations, partsOf } from '#channels/teams/conversation/conversations.ts';
import type { InPersonal } from '#channels/teams/conversation/personal.ts';
import { teamsLimits } from '#channels/teams/limits.ts';
import type { Card } from '#foundation/cards/card.ts';
import type { Changed, Channel, MessageName, Sending, Sent } from '#foundation/delivery/channel.ts';
import {
  changeSentCard,
  findSent,
  forgetSentCard,
  keepSentCard,
} from '#foundation/delivery/sent-cards.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import type { Db } from '#foundation/store/database.ts';

export interface SendOptions {
  readonly db: Db;
  readonly clock: Clock;
  /** Messages a second to all of a tenant. */
  readonly perSecond: number;
  readonly people: TeamsPeople;
  readonly connectorAt: ConnectorAt;
  readonly conversations: Conversations;
  readonly inPersonal: InPersonal;
}

/** Teams as a place where Steward tells people something without having been asked just then. */
export function createChannel(options: SendOptions): Channel {
  const { db, clock, perSecond, people, connectorAt, conversations, inPersonal } = options;

  async function send(externalId: string, card: Card, key: string): Promise<MessageName> {
    const sent = await inPersonal(externalId, (connector, { id, userId }) =>
      postCard(connector, id, card, userId),
    );
    await keepSentCard(db, sent, clock.now(), key);
    return sent.message;
  }

  /** Begins a thread in a channel. */
  async function post(place: string, card: Card, key: string): Promise<MessageName> {
    const conversation = await conversations.find(partsOf(place).id);
    if (!conversation) throw new TeamsRefusal(404, 'ConversationUnknown');
    const connector = await connectorAt(conversation.serviceUrl);
    const sent = await postCard(connector, conversation.id, card);
    await keepSentCard(db, sent, clock.now(), key);
    return sent.message;
  }

  async function change(name: MessageName, edit: (card: Card) => Card): Promise<Changed> {
    const place = placeOfMessage(name);
    if (!place) return { kind: 'gone' };
    const isThere = await changeSentCard(db, name, edit, (card) => show(place, card));
    return isThere ? { kind: 'changed' } : { kind: 'gone' };
  }

  async function show(place: MessagePlace, card: Card): Promise<void> {
    const conversation = await conversations.find(place.conversation);
    if (!conversation) throw new TeamsRefusal(404, 'ConversationUnknown');
    const connector = await connectorAt(conversation.serviceUrl);
    await updateCard(connector, place, card, conversation.userId);
  }

  return {
    platform: 'teams',
    showsInbox: false,
    rate: { perSecond, conversationMs: teamsLimits.conversationMs },
    lookUp: (email) => people.lookUp(email),
    find: (externalId) => people.find(externalId),
    membersOf: (group) => people.membersOf(group),
    send: ({ externalId }, card, { key, isRetry }) =>
      outcomeOf(db, { key, isRetry }, () => send(externalId, card, key)),
    places: {
      list: () => ownChannels(conversations, connectorAt),
      membersOf: (place) => people.membersOf(partsOf(place).id),
      post: (place, card, { key, isRetry }) =>
        outcomeOf(db, { key, isRetry }, () => post(place, card, key)),
    },
    async change(message, edit): Promise<Changed> {
      try {
        return await change(message, edit);
      } catch (cause) {
        if (!isMessageGone(cause)) return laterOr(cause);
        await forgetSentCard(db, message);
        return { kind: 'gone' };
      }
    },
  };
}

async function outcomeOf(
  db: Db,
  { key, isRetry }: Sending,
  send: () => Promise<MessageName>,
): Promise<Sent> {
  try {
    // Teams does not let a bot read what stands in a conversation; what we know to have arrived we do not send again.
    const arrived = isRetry ? await findSent(db, key) : undefined;
    return { kind: 'sent', message: arrived ?? (await send()) };
  } catch (cause) {
    if (isPlaceGone(cause)) return { kind: 'unreachable' };
    return laterOr(cause);
  }
}

/** Teams says how long to wait, or it is for whoever asked to try again. */
function laterOr(cause: unknown): { readonly kind: 'later'; readonly afterMs: number } {
  if (cause instanceof TeamsBusy && cause.afterMs !== undefined) {
    return { kind: 'later', afterMs: cause.afterMs };
  }
  throw cause;
}
