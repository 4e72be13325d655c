import { orNothing } from '#channels/slack/calls/slack-error.ts';
import { isOrganisation, type Workspace } from '#channels/slack/calls/workspaces.ts';

/** Workspaces of an organisation that are asked for a group. */
const ASKED_MOST = 100;

/** Users of a user group; undefined where there is none of this id. */
export async function groupMembers(
  workspace: Workspace,
  usergroup: string,
): Promise<readonly string[] | undefined> {
  const { client } = workspace;
  const list = (team_id?: string) =>
    orNothing(() => client.usergroups.users.list({ usergroup, ...(team_id && { team_id }) }));
  if (!isOrganisation(workspace)) return (await list())?.users;

  // A group is of one workspace, and the organisation's token must name it.
  const installed = await orNothing(() => client.auth.teams.list({ limit: ASKED_MOST }));
  for (const { id } of installed?.teams ?? []) {
    const users = id === undefined ? undefined : (await list(id))?.users;
    if (users !== undefined) return users;
  }
  return undefined;
}
