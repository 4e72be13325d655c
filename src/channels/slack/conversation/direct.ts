import { calling } from '#channels/slack/calls/slack-error.ts';
import type { Workspace } from '#channels/slack/calls/workspaces.ts';
import { StewardError } from '#foundation/kernel/errors.ts';

/** The direct conversation with somebody. */
export type DirectChannel = (workspace: Workspace, team: string, user: string) => Promise<string>;

const KNOWN_MOST = 10_000;

/** Opens it, which Slack does once; later it is known by heart. */
export function createDirectChannels(): DirectChannel {
  const known = new Map<string, string>();
  return async ({ client }, team, user) => {
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
  };
}
