import { channelMembers, ownChannels } from '#channels/slack/calls/channels.ts';
import { placeOfMessage, postCard, updateCard } from '#channels/slack/calls/messages.ts';
import { partsOf, type SlackPeople, workspaceOf } from '#channels/slack/calls/people.ts';
import {
  isMessageGone,
  isPlaceGone,
  isTokenGone,
  SlackBusy,
} from '#channels/slack/calls/slack-error.ts';
import { isRemoved, type Workspace, type Workspaces } from '#channels/slack/calls/workspaces.ts';
import { type DirectChannel, inDirect } from '#channels/slack/conversation/direct.ts';
import { slackLimits } from '#channels/slack/limits.ts';
import type { Card } from '#foundation/cards/card.ts';
import type { Changed, Channel, MessageName, Sending, Sent } from '#foundation/delivery/channel.ts';
import { changeSentCard, forgetSentCard, keepSentCard } from '#foundation/delivery/sent-cards.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import type { Db } from '#foundation/store/database.ts';

export interface SendOptions {
  readonly db: Db;
  readonly clock: Clock;
  /** Messages a second to all of a workspace. */
  readonly perSecond: number;
  readonly people: SlackPeople;
  readonly workspaces: Workspaces;
  readonly directChannel: DirectChannel;
}

/** Slack as a place where Steward tells people something without having been asked just then. */
export function createChannel(options: SendOptions): Channel {
  const { db, clock, perSecond, people, workspaces, directChannel } = options;

  async function send(externalId: string, card: Card, key: string, isRetry: boolean) {
    const { team, user } = partsOf(externalId);
    const sent = await inWorkspace(team, (workspace) => {
      const post = (channel: string) => postCard(workspace, team, card, { channel, key, isRetry });
      // To the person: opening their conversation first would be a second call, and one that Slack lets through 50 times a
      // minute only. Whoever looks for an earlier try needs the conversation itself.
      return isRetry ? inDirect(directChannel, { workspace, team, user }, post) : post(user);
    });
    await keepSentCard(db, sent, clock.now());
    return sent.message;
  }

  async function post(place: string, card: Card, { key, isRetry }: Sending): Promise<MessageName> {
    const { team, user: channel } = partsOf(place);
    const sent = await inWorkspace(team, (workspace) =>
      postCard(workspace, team, card, { channel, key, isRetry }),
    );
    await keepSentCard(db, sent, clock.now());
    return sent.message;
  }

  /** A token that was taken back is forgotten; where there is another by now, that is to be tried. */
  async function inWorkspace<T>(team: string, what: (workspace: Workspace) => Promise<T>) {
    const workspace = await workspaces.find(workspaceOf(team));
    try {
      return await what(workspace);
    } catch (cause) {
      if (!isTokenGone(cause) || (await workspaces.drop(workspace))) throw cause;
      throw new SlackBusy('the token before the one that there is now');
    }
  }

  async function change(name: MessageName, edit: (card: Card) => Card): Promise<Changed> {
    const place = placeOfMessage(name);
    if (!place) return { kind: 'gone' };
    const isThere = await inWorkspace(place.team, (workspace) =>
      changeSentCard(db, name, edit, (card) => updateCard(workspace, place, card)),
    );
    return isThere ? { kind: 'changed' } : { kind: 'gone' };
  }

  return {
    platform: 'slack',
    showsInbox: false,
    rate: { perSecond, conversationMs: slackLimits.conversationMs },
    lookUp: (email) => people.lookUp(email),
    find: (externalId) => people.find(externalId),
    membersOf: (group) => people.membersOf(group),
    send: ({ externalId }, card, { key, isRetry }) =>
      outcomeOf(() => send(externalId, card, key, isRetry)),
    places: {
      list: () => ownChannels(workspaces),
      membersOf: (place) => channelMembers(workspaces, place),
      post: (place, card, { key, isRetry }) => outcomeOf(() => post(place, card, { key, isRetry })),
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

async function outcomeOf(send: () => Promise<MessageName>): Promise<Sent> {
  try {
    return { kind: 'sent', message: await send() };
  } catch (cause) {
    if (isPlaceGone(cause) || isRemoved(cause)) return { kind: 'unreachable' };
    return laterOr(cause);
  }
}

/** Slack says how long to wait, or it is for whoever asked to try again. */
function laterOr(cause: unknown): { readonly kind: 'later'; readonly afterMs: number } {
  if (cause instanceof SlackBusy && cause.afterMs !== undefined) {
    return { kind: 'later', afterMs: cause.afterMs };
  }
  throw cause;
}
