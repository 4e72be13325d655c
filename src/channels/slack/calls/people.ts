import { groupMembers } from '#channels/slack/calls/group-members.ts';
import { readAccount, SlackUser } from '#channels/slack/calls/read-account.ts';
import {
  calling,
  isTokenRefused,
  orNothing,
  SlackBusy,
  SlackRefusal,
} from '#channels/slack/calls/slack-error.ts';
import type { Workspace, Workspaces } from '#channels/slack/calls/workspaces.ts';
import type { Sender } from '#channels/slack/receive/heard.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import type { Log } from '#foundation/kernel/log.ts';
import type { Directory, DirectoryAccount } from '#foundation/people/directory.ts';
import { createRecognise } from '#foundation/people/senders/recognise.ts';
import type { Db } from '#foundation/store/database.ts';

/** Who people of Slack are. */
export interface SlackPeople extends Directory {
  /**
   * The person id of whoever sent something; a first time asks Slack who they are. With `isActing: false` it is somebody
   * whom the sender named: their account does not count as used.
   */
  personOf(from: Sender, how?: { readonly isActing: boolean }): Promise<string>;
}

const PLATFORM = 'slack';

export function createPeople(options: {
  readonly db: Db;
  readonly workspaces: Workspaces;
  readonly clock: Clock;
  readonly log: Log;
}): SlackPeople {
  const { db, workspaces, clock, log } = options;
  const recognise = createRecognise({ db, platform: PLATFORM, clock });

  async function personOf(from: Sender, how = { isActing: true }): Promise<string> {
    const workspace = await workspaces.find(from);
    // By our own workspace, wherever they are from: somebody of another company is one account, however they come.
    const externalId = externalIdOf(workspace.ownTeam, from.userId);
    return recognise(externalId, (isKnown) => describe(workspace, from.userId, isKnown), how);
  }

  /** Whoever is known already is not kept waiting because the directory is away. */
  async function describe(
    workspace: Workspace,
    userId: string,
    isKnown: boolean,
  ): Promise<DirectoryAccount> {
    const { client, ownTeam } = workspace;
    const externalId = externalIdOf(ownTeam, userId);
    try {
      const { user } = await calling(() => client.users.info({ user: userId }));
      return accountOf(user, externalId, workspace);
    } catch (cause) {
      const hasRefused = cause instanceof SlackRefusal && !isTokenRefused(cause);
      if (!hasRefused && !(isKnown && cause instanceof SlackBusy)) throw cause;
      log.warn({ account: externalId }, 'the directory did not say who this is');
      return { platform: PLATFORM, externalId };
    }
  }

  return {
    platform: PLATFORM,
    personOf,
    async lookUp(email) {
      for (const workspace of await workspaces.list()) {
        const { client, ownTeam } = workspace;
        const found = await orNothing(() => client.users.lookupByEmail({ email }));
        const user = SlackUser.safeParse(found?.user).data;
        if (user === undefined) continue;
        // Slack finds people of other companies too.
        const account = accountOf(user, externalIdOf(ownTeam, user.id), workspace);
        if (account.email === email) return account;
      }
      return undefined;
    },
    async find(externalId) {
      const { team, user } = partsOf(externalId);
      return orNothing(async () => {
        const workspace = await workspaces.find(workspaceOf(team));
        const found = await workspace.client.users.info({ user });
        return accountOf(found.user, externalId, workspace);
      });
    },
    async membersOf(group) {
      for (const workspace of await workspaces.list()) {
        const users = await groupMembers(workspace, group);
        if (users) return users.map((user) => externalIdOf(workspace.ownTeam, user));
      }
      return undefined;
    },
  };
}

export function externalIdOf(team: string, user: string): string {
  return `${team}/${user}`;
}

/** The workspace and user of an account. */
export function partsOf(externalId: string): { readonly team: string; readonly user: string } {
  const slash = externalId.indexOf('/');
  return { team: externalId.slice(0, slash), user: externalId.slice(slash + 1) };
}

/** What to find the client by, where no event says more. */
export function workspaceOf(team: string): Parameters<Workspaces['find']>[0] {
  const isOrganisation = team.startsWith('E');
  return {
    teamId: isOrganisation ? undefined : team,
    enterpriseId: isOrganisation ? team : undefined,
    isOrganisation,
  };
}

function accountOf(
  user: unknown,
  externalId: string,
  { ownTeam, enterpriseId }: Workspace,
): DirectoryAccount {
  const ours = [ownTeam, ...(enterpriseId === undefined ? [] : [enterpriseId])];
  return readAccount(user, { platform: PLATFORM, externalId, ours });
}
