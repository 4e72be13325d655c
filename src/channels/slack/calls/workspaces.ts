import { webApi } from '@slack/bolt';
import { calling, isTokenGone, SlackRefusal } from '#channels/slack/calls/slack-error.ts';
import type { Installations } from '#channels/slack/install/installations.ts';
import type { Sender } from '#channels/slack/receive/heard.ts';
import type { SlackSettings } from '#channels/slack/settings.ts';
import type { Log } from '#foundation/kernel/log.ts';

/** A workspace in which Steward is installed, or an organisation of several. */
export interface Workspace {
  /** Undefined for an organisation. */
  readonly teamId: string | undefined;
  /** Undefined for a workspace by itself, and where it is not known. */
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
  /** Steward was removed there, or its token taken back. */
  remove(from: Omit<Sender, 'userId'>): Promise<void>;
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
    let asked: Promise<string | undefined> | undefined;
    const ownTeam = (): Promise<string | undefined> => {
      asked ??= calling(() => client.auth.test()).then(
        ({ team_id }) => team_id,
        (cause: unknown) => {
          asked = undefined;
          throw cause;
        },
      );
      return asked;
    };
    return {
      async find({ teamId, enterpriseId }) {
        return { teamId, enterpriseId, client, token };
      },
      async list() {
        return [{ teamId: await ownTeam(), enterpriseId: undefined, client, token }];
      },
      async remove() {
        log.warn({}, 'Steward was removed from its workspace, or its token was taken back');
      },
    };
  }

  return {
    async find({ teamId, enterpriseId, isOrganisation }) {
      const found = await installations?.find({
        teamId,
        enterpriseId,
        isEnterpriseInstall: isOrganisation,
      });
      if (!found) throw new SlackRefusal('not_installed');
      const { botToken: token } = found;
      return { teamId, enterpriseId, client: clientFor(token), token };
    },
    async list() {
      const all = (await installations?.list()) ?? [];
      return all.map(({ teamId, enterpriseId, botToken }) => ({
        teamId,
        enterpriseId,
        client: clientFor(botToken),
        token: botToken,
      }));
    },
    async remove({ teamId, enterpriseId, isOrganisation }) {
      await installations?.remove({
        teamId,
        enterpriseId,
        isEnterpriseInstall: isOrganisation,
      });
    },
  };
}

/** Whether Steward is of no use there any more, whichever call said so. */
export function isRemoved(cause: unknown): boolean {
  return isTokenGone(cause) || (cause instanceof SlackRefusal && cause.reason === 'not_installed');
}
