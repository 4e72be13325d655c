import { calling, SlackRefusal } from '#channels/slack/calls/slack-error.ts';
import type { Workspace } from '#channels/slack/calls/workspaces.ts';
import { StewardError } from '#foundation/kernel/errors.ts';

/** The direct conversation with somebody. */
export interface DirectChannel {
  (workspace: Workspace, team: string, user: string): Promise<string>;
  /** So that the next one who wants it opens it. */
  forget(team: string, user: string): void;
}

const KNOWN_MOST = 10_000;

/** Opens it, which Slack does once; later it is known by heart. */
export function createDirectChannels(): DirectChannel {
  const known = new Map<string, string>();

  async function open({ client }: Workspace, team: string, user: string): Promise<string> {
    const key = `${team}/${user}`;
    const byHeart = known.get(key);
    if (byHeart !== undefined) return byHeart;
    const { channel } = await calling(() => client.conversations.open({ users: user }));
    if (channel?.id === undefined) {
      throw new StewardError('bug', 'conversations.open gave no channel', {
        advice: 'Slack did not let me write to you. Please try again in a minute.',
      });
    }
    known.set(key, channel.id);
    for (const oldest of known.keys()) {
      if (known.size <= KNOWN_MOST) break;
      known.delete(oldest);
    }
    return channel.id;
  }
  return Object.assign(open, {
    forget: (team: string, user: string) => void known.delete(`${team}/${user}`),
  });
}

/** Does something in the direct conversation with somebody; once more when that is not there any more. */
export async function inDirect<T>(
  directChannel: DirectChannel,
  to: { readonly workspace: Workspace; readonly team: string; readonly user: string },
  what: (channel: string) => Promise<T>,
): Promise<T> {
  const { workspace, team, user } = to;
  const first = await directChannel(workspace, team, user);
  try {
    return await what(first);
  } catch (cause) {
    if (!(cause instanceof SlackRefusal) || cause.reason !== 'channel_not_found') throw cause;
    directChannel.forget(team, user);
    const channel = await directChannel(workspace, team, user);
    if (channel === first) throw cause;
    return what(channel);
  }
}
