import { z } from 'zod';
import { externalIdOf, partsOf, workspaceOf } from '#channels/slack/calls/people.ts';
import { calling, SlackRefusal } from '#channels/slack/calls/slack-error.ts';
import {
  isOrganisation,
  type Workspace,
  type Workspaces,
} from '#channels/slack/calls/workspaces.ts';
import type { Place } from '#foundation/delivery/places.ts';

const PAGE = 200;
/** Pages of a list that goes on and on. */
const PAGES_MOST = 100;
/** Workspaces of an organisation that are asked. */
const ASKED_MOST = 100;

const Channels = z.object({
  channels: z.array(z.object({ id: z.string(), name: z.string() })).catch([]),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional().catch(undefined),
});

/** The channels that Steward is a member of, without those that are archived. */
export async function ownChannels(workspaces: Workspaces): Promise<readonly Place[]> {
  const all: Place[] = [];
  const installed = await workspaces.list();
  for (const workspace of installed) {
    const before = installed.length > 1 ? `${await nameOf(workspace)} › ` : '';
    for (const team of await teamsOf(workspace)) {
      const found = await pagesOf((cursor) => listChannels(workspace, team, cursor));
      for (const { id, name } of found) {
        const externalId = externalIdOf(workspace.ownTeam, id);
        all.push({ platform: 'slack', externalId, name: `${before}#${name}` });
      }
    }
  }
  return all;
}

/** Where there are several workspaces, each has its #general. */
async function nameOf({ client, ownTeam }: Workspace): Promise<string> {
  const { team } = await calling(() => client.auth.test());
  return team ?? ownTeam;
}

async function listChannels({ client }: Workspace, team: string | undefined, cursor: string) {
  const answer = await calling(() =>
    client.users.conversations({
      types: 'public_channel,private_channel',
      exclude_archived: true,
      limit: PAGE,
      ...(team !== undefined && { team_id: team }),
      ...(cursor !== '' && { cursor }),
    }),
  );
  const { channels, response_metadata: next } = Channels.parse(answer);
  return { found: channels, next: next?.next_cursor ?? '' };
}

/** An organisation's token must name the workspace; another has only its own. */
async function teamsOf(workspace: Workspace): Promise<readonly (string | undefined)[]> {
  if (!isOrganisation(workspace)) return [undefined];
  const installed = await calling(() => workspace.client.auth.teams.list({ limit: ASKED_MOST }));
  return (installed.teams ?? []).flatMap(({ id }) => id ?? []);
}

/** External ids of a channel's members; undefined where Steward is none of them, or it is gone. */
export async function channelMembers(
  workspaces: Workspaces,
  externalId: string,
): Promise<readonly string[] | undefined> {
  const { team, user: channel } = partsOf(externalId);
  const workspace = await workspaces.find(workspaceOf(team));
  try {
    const members = await pagesOf(async (cursor) => {
      const answer = await calling(() =>
        workspace.client.conversations.members({
          channel,
          limit: PAGE,
          ...(cursor !== '' && { cursor }),
        }),
      );
      return { found: answer.members ?? [], next: answer.response_metadata?.next_cursor ?? '' };
    });
    const { user_id: self } = await calling(() => workspace.client.auth.test());
    return members
      .filter((user) => user !== self)
      .map((user) => externalIdOf(workspace.ownTeam, user));
  } catch (cause) {
    if (cause instanceof SlackRefusal) return undefined;
    throw cause;
  }
}

async function pagesOf<T>(
  page: (cursor: string) => Promise<{ readonly found: readonly T[]; readonly next: string }>,
): Promise<readonly T[]> {
  const all: T[] = [];
  let cursor = '';
  for (let asked = 0; asked < PAGES_MOST; asked++) {
    const { found, next } = await page(cursor);
    all.push(...found);
    if (next === '') break;
    cursor = next;
  }
  return all;
}
