import { z } from 'zod';
import { calling, SlackRefusal } from '#channels/slack/calls/slack-error.ts';
import type { Workspace } from '#channels/slack/calls/workspaces.ts';
import { cardToMessage } from '#channels/slack/render-card.ts';
import type { Card } from '#foundation/cards/card.ts';
import type { MessageName } from '#foundation/delivery/channel.ts';
import type { SentCard } from '#foundation/delivery/sent-cards.ts';

/** Where a card is posted, and what names this sending. */
export interface Posting {
  /** Or a person, for the direct conversation with them; not for a retry, which looks there first. */
  readonly channel: string;
  readonly thread?: string | undefined;
  /** The same for each try to send this. */
  readonly key: string;
  /** An earlier try may have arrived. */
  readonly isRetry: boolean;
}

const EVENT_TYPE = 'steward_card';
/** Messages that are looked through for one that an earlier try may have posted. */
const LOOKED_THROUGH = 200;

/** Posts a card. After a try whose outcome is unknown it looks first, where Slack lets us read. */
export async function postCard(
  { client }: Workspace,
  team: string,
  card: Card,
  posting: Posting,
): Promise<SentCard> {
  const { channel, thread, key, isRetry } = posting;
  const found = isRetry ? await findPosted(client, posting) : undefined;
  if (found !== undefined) return { message: messageName(team, channel, found), card };
  const { text, blocks } = cardToMessage(card);
  const posted = await calling(() =>
    client.chat.postMessage({
      channel,
      ...(thread !== undefined && { thread_ts: thread }),
      text,
      mrkdwn: false,
      // As text, which the client sends as it is: it would go through every object, twice.
      blocks: asText(blocks),
      metadata: asText({ event_type: EVENT_TYPE, event_payload: { key } }),
      unfurl_links: false,
      unfurl_media: false,
    }),
  );
  const { ts, channel: postedIn } = Posted.parse(posted);
  return { message: messageName(team, postedIn, ts), card };
}

/** What the Web API takes as JSON in a form; the client's types know objects only. */
function asText<T>(value: T): never {
  return JSON.stringify(value) as never;
}

const Posted = z.object({ ts: z.string().min(1), channel: z.string().min(1) });

/** Shows a card to one person only, where others are; it cannot be changed later. */
export async function postUnseen(
  { client }: Workspace,
  user: string,
  card: Card,
  { channel, thread }: Pick<Posting, 'channel' | 'thread'>,
): Promise<void> {
  const { text, blocks } = cardToMessage(card, 'inline');
  await calling(() =>
    client.chat.postEphemeral({
      channel,
      user,
      ...(thread !== undefined && { thread_ts: thread }),
      text,
      blocks: [...blocks],
    }),
  );
}

/** Puts a card in the place of what a message says now. */
export async function updateCard(
  { client }: Workspace,
  { channel, ts }: { readonly channel: string; readonly ts: string },
  card: Card,
): Promise<void> {
  const { text, blocks } = cardToMessage(card);
  await calling(() => client.chat.update({ channel, ts, text, blocks: [...blocks] }));
}

const History = z.object({
  messages: z
    .array(
      z.object({
        ts: z.string(),
        metadata: z
          .object({ event_payload: z.object({ key: z.string().optional() }) })
          .optional()
          .catch(undefined),
      }),
    )
    .catch([]),
});

async function findPosted(
  client: Workspace['client'],
  { channel, thread, key }: Posting,
): Promise<string | undefined> {
  const about = { channel, limit: LOOKED_THROUGH, include_all_metadata: true } as const;
  try {
    const history = await calling(() =>
      thread === undefined
        ? client.conversations.history(about)
        : client.conversations.replies({ ...about, ts: thread }),
    );
    const { messages } = History.parse(history);
    return messages.find(({ metadata }) => metadata?.event_payload.key === key)?.ts;
  } catch (cause) {
    // In channels we may not read what others write; there a lost answer is worse than one that comes twice.
    if (cause instanceof SlackRefusal) return undefined;
    throw cause;
  }
}

export function messageName(team: string, channel: string, ts: string): MessageName {
  return `slack:${team}/${channel}/${ts}`;
}

/** Where a message of this name is; undefined for one of another platform. */
export function placeOfMessage(
  name: MessageName,
): { readonly team: string; readonly channel: string; readonly ts: string } | undefined {
  const parts = /^slack:([^/]{1,64})\/([^/]{1,64})\/([^/]{1,64})$/.exec(name);
  const [, team, channel, ts] = parts ?? [];
  if (team === undefined || channel === undefined || ts === undefined) return undefined;
  return { team, channel, ts };
}
