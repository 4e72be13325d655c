import { placeOfMessage, postCard, updateCard } from '#channels/slack/calls/messages.ts';
import { partsOf, type SlackPeople, workspaceOf } from '#channels/slack/calls/people.ts';
import { isMessageGone, isPlaceGone, SlackBusy } from '#channels/slack/calls/slack-error.ts';
import { isRemoved, type Workspaces } from '#channels/slack/calls/workspaces.ts';
import type { DirectChannel } from '#channels/slack/conversation/direct.ts';
import type { Card } from '#foundation/cards/card.ts';
import type { Changed, Channel, MessageName, Sent } from '#foundation/delivery/channel.ts';
import { changeSentCard, forgetSentCard, keepSentCard } from '#foundation/delivery/sent-cards.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import type { Db } from '#foundation/store/database.ts';

export interface SendOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly people: SlackPeople;
  readonly workspaces: Workspaces;
  readonly directChannel: DirectChannel;
}

/** Slack as a place where Steward tells people something without having been asked just then. */
export function createChannel(options: SendOptions): Channel {
  const { db, clock, people, workspaces, directChannel } = options;

  async function send(externalId: string, card: Card, key: string, isRetry: boolean) {
    const { team, user } = partsOf(externalId);
    const workspace = await workspaces.find(workspaceOf(team));
    const channel = await directChannel(workspace, team, user);
    const sent = await postCard(workspace, team, card, { channel, key, isRetry });
    await keepSentCard(db, sent, clock.now());
    return sent.message;
  }

  async function change(name: MessageName, edit: (card: Card) => Card): Promise<Changed> {
    const place = placeOfMessage(name);
    if (!place) return { kind: 'gone' };
    const workspace = await workspaces.find(workspaceOf(place.team));
    const isThere = await changeSentCard(db, name, edit, (card) =>
      updateCard(workspace, place, card),
    );
    return isThere ? { kind: 'changed' } : { kind: 'gone' };
  }

  return {
    platform: 'slack',
    showsInbox: false,
    lookUp: (email) => people.lookUp(email),
    find: (externalId) => people.find(externalId),
    membersOf: (group) => people.membersOf(group),
    async send({ externalId }, card, { key, isRetry }): Promise<Sent> {
      try {
        return { kind: 'sent', message: await send(externalId, card, key, isRetry) };
      } catch (cause) {
        if (isPlaceGone(cause) || isRemoved(cause)) return { kind: 'unreachable' };
        return laterOr(cause);
      }
    },
    async change(message, edit): Promise<Changed> {
      try {
        return await change(message, edit);
      } catch (cause) {
        if (!isMessageGone(cause) && !isRemoved(cause)) return laterOr(cause);
        await forgetSentCard(db, message);
        return { kind: 'gone' };
      }
    },
  };
}

/** Slack says how long to wait, or it is for whoever asked to try again. */
function laterOr(cause: unknown): { readonly kind: 'later'; readonly afterMs: number } {
  if (cause instanceof SlackBusy && cause.afterMs !== undefined) {
    return { kind: 'later', afterMs: cause.afterMs };
  }
  throw cause;
}
