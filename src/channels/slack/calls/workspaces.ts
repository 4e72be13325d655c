import { webApi } from '@slack/bolt';
import {
  calling,
  isTokenGone,
  SlackBusy,
  SlackRefusal,
} from '#channels/slack/calls/slack-error.ts';
import type { Installation, Installations } from '#channels/slack/install/installations.ts';
import type { Sender } from '#channels/slack/receive/heard.ts';
import type { SlackSettings } from '#channels/slack/settings.ts';
import type { Log } from '#foundation/kernel/log.ts';

/** A workspace in which Steward is installed, or an organisation of several. */
export interface Workspace {
  /**
   * Of the workspace, or of the organisation where all of it is installed. Known from the installation or its token and
   * never from what arrived, which may name the workspace of somebody of another company: our people are told by it.
   */
  readonly ownTeam: string;
  /** As sure as `ownTeam`; undefined for a workspace by itself. */
  readonly enterpriseId: string | undefined;
  readonly client: webApi.WebClient;
  /** For what is fetched without the client: files. */
  readonly token: string;
}

export interface Workspaces {
  /** Throws `SlackRefusal` where Steward is not installed, or not any more. */
  find(from: Omit<Sender, 'userId'>): Promise<Workspace>;
  /** All that there are. */
  list(): Promise<readonly Workspace[]>;
  /** Slack told at this time that Steward was removed there, or its token taken back. */
  remove(from: Omit<Sender, 'userId'>, at: Date): Promise<void>;
  /** After a call by which its token is gone. False where it has another one by now: then it is worth another try. */
  drop(workspace: Workspace): Promise<boolean>;
}

/** Longer, and Slack's answer is of no use to anybody who waits. */
const CALL_MS = 10_000;
const CLIENTS_MOST = 500;

/**
 * The clients of Slack's Web API. They neither wait nor try again by themselves: a call that is refused for its rate would
 * make all others of the client wait, and a second try of a lost one may post twice.
 */
export function createWorkspaces(options: {
  readonly settings: SlackSettings;
  /** Undefined with one workspace by token. */
  readonly installations: Installations | undefined;
  readonly logger: webApi.WebClientOptions['logger'];
  readonly log: Log;
  /** Milliseconds that a call may take. */
  readonly patience?: number;
}): Workspaces {
  const { settings, installations, logger, log, patience = CALL_MS } = options;
  const clients = new Map<string, webApi.WebClient>();

  function clientFor(token: string): webApi.WebClient {
    const known = clients.get(token);
    if (known) return known;
    const client = new webApi.WebClient(token, {
      slackApiUrl: settings.apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      timeout: patience,
      // Slack's answers to others must not be able to send our token elsewhere.
      allowAbsoluteUrls: false,
      ...(logger && { logger }),
    });
    clients.set(token, client);
    for (const oldest of clients.keys()) {
      if (clients.size <= CLIENTS_MOST) break;
      clients.delete(oldest);
    }
    return client;
  }

  const { workspaces } = settings;
  if (workspaces.kind === 'one') {
    const token = workspaces.botToken;
    const client = clientFor(token);
    let asked: Promise<Workspace> | undefined;
    const one = (): Promise<Workspace> => {
      asked ??= askOwn(client, token).catch((cause: unknown) => {
        asked = undefined;
        throw cause;
      });
      return asked;
    };
    const isGone = () =>
      log.warn({}, 'Steward was removed from its workspace, or its token was taken back');
    return {
      find: one,
      async list() {
        return [await one()];
      },
      async remove() {
        isGone();
      },
      async drop() {
        isGone();
        return true;
      },
    };
  }

  function workspaceOf({ isEnterpriseInstall, ...found }: Installation): Workspace {
    const { teamId, enterpriseId, botToken: token } = found;
    const ownTeam = isEnterpriseInstall ? enterpriseId : teamId;
    if (ownTeam === undefined) throw new SlackRefusal('not_installed');
    return { ownTeam, enterpriseId, client: clientFor(token), token };
  }

  return {
    async find({ teamId, enterpriseId, isOrganisation }) {
      const found = await installations?.find({
        teamId,
        enterpriseId,
        isEnterpriseInstall: isOrganisation,
      });
      if (!found) throw new SlackRefusal('not_installed');
      return workspaceOf(found);
    },
    async list() {
      const all = (await installations?.list()) ?? [];
      return all.map(workspaceOf);
    },
    async remove({ teamId, enterpriseId, isOrganisation }, at) {
      const query = { teamId, enterpriseId, isEnterpriseInstall: isOrganisation };
      await installations?.remove(query, { before: at });
    },
    async drop(workspace) {
      const { ownTeam, token: botToken } = workspace;
      const isEnterpriseInstall = isOrganisation(workspace);
      const query = { teamId: ownTeam, enterpriseId: ownTeam, isEnterpriseInstall };
      return (await installations?.remove(query, { botToken })) ?? true;
    },
  };
}

/** Whether all of an organisation is installed by one token. */
export function isOrganisation({ ownTeam, enterpriseId }: Workspace): boolean {
  return ownTeam === enterpriseId;
}

async function askOwn(client: webApi.WebClient, token: string): Promise<Workspace> {
  const { team_id, enterprise_id, is_enterprise_install } = await calling(() => client.auth.test());
  const enterpriseId = enterprise_id || undefined;
  const ownTeam = is_enterprise_install === true ? enterpriseId : team_id;
  if (!ownTeam) throw new SlackBusy('whose token it is');
  return { ownTeam, enterpriseId, client, token };
}

/** Whether Steward is of no use there any more, whichever call said so. */
export function isRemoved(cause: unknown): boolean {
  return isTokenGone(cause) || (cause instanceof SlackRefusal && cause.reason === 'not_installed');
}
