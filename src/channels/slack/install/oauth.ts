import { hkdfSync } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { HTTPReceiverOptions, Installation as SlackInstallation } from '@slack/bolt';
import { authorizationUrl, slackPages } from '#channels/slack/address.ts';
import { Installation, type Installations } from '#channels/slack/install/installations.ts';
import {
  type InstallTrouble,
  installedPage,
  installPage,
  pageHeaders,
  troublePage,
} from '#channels/slack/install/pages.ts';
import { slackPaths, slackScopes } from '#channels/slack/manifest.ts';
import type { SlackSettings } from '#channels/slack/settings.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import type { Log } from '#foundation/kernel/log.ts';

/**
 * What Bolt's receiver needs so that people install Steward in their workspace: nothing when it serves one workspace
 * by its token. Bolt binds the way through Slack to the browser that began it, by a signed state in a cookie.
 */
export function oauthOptions(options: {
  readonly settings: SlackSettings;
  readonly installations: Installations;
  readonly publicUrl: string;
  /** Whether the office folder grants a role to a group of Slack. */
  readonly usesGroups: boolean;
  readonly log: Log;
}): Partial<HTTPReceiverOptions> {
  const { settings, installations, publicUrl, usesGroups, log } = options;
  const { workspaces, apiUrl } = settings;
  if (workspaces.kind === 'one') return {};
  const { clientId, clientSecret, keys } = workspaces;
  return {
    clientId,
    clientSecret,
    stateSecret: stateSecret(clientSecret, keys),
    scopes: [...slackScopes({ groups: usesGroups })],
    redirectUri: `${publicUrl}${slackPaths.redirect}`,
    installationStore: storeFor(installations),
    installerOptions: {
      directInstall: false,
      installPath: slackPaths.install,
      redirectUriPath: slackPaths.redirect,
      authorizationUrl: authorizationUrl(apiUrl),
      // Somebody waits in front of a browser: rather a page that says "again" than ten tries.
      clientOptions: { slackApiUrl: apiUrl, retryConfig: { retries: 1 }, timeout: 8_000 },
      renderHtmlForInstallPath: installPage,
      installPathOptions: {
        async beforeRedirection(_request, response) {
          setHeaders(response);
          return true;
        },
      },
      callbackOptions: {
        success(installation, _options, _request, response) {
          answer(response, 200, installedPage(nameOf(installation), openAddress(installation)));
        },
        failure(error, _options, _request, response) {
          log.warn({ code: error.code }, 'an installation was not finished');
          const trouble = troubles[error.code] ?? otherTrouble;
          answer(response, trouble.status, troublePage(trouble, slackPaths.install));
        },
      },
    },
  };
}

/** The same for all processes, and another after either secret was changed. */
function stateSecret(clientSecret: string, keys: readonly Buffer[]): string {
  const [key = Buffer.alloc(0)] = keys;
  const secret = hkdfSync('sha256', key, clientSecret, 'state of an installation', 32);
  return Buffer.from(secret).toString('base64url');
}

/** Bolt stores with it; it is asked for installations by us only. */
function storeFor(
  installations: Installations,
): NonNullable<HTTPReceiverOptions['installationStore']> {
  return {
    async storeInstallation(installation) {
      await installations.save(read(installation));
    },
    async fetchInstallation() {
      throw new StewardError('bug', 'Bolt asked for an installation', {
        advice: 'Something went wrong on our side.',
      });
    },
    async deleteInstallation(query) {
      await installations.remove(query);
    },
  };
}

/** Throws when Slack gave no bot token: there is nothing to work with then. */
function read(installation: SlackInstallation): Installation {
  const { team, enterprise, bot, appId, isEnterpriseInstall = false } = installation;
  return Installation.parse({
    isEnterpriseInstall,
    teamId: team?.id,
    teamName: team?.name,
    enterpriseId: enterprise?.id,
    appId,
    botToken: bot?.token,
    botUserId: bot?.userId,
    botId: bot?.id,
    scopes: bot?.scopes,
  });
}

function nameOf({ team, enterprise }: SlackInstallation): string | undefined {
  return team?.name ?? enterprise?.name;
}

function openAddress({ team, appId }: SlackInstallation): string | undefined {
  if (!team || !appId) return undefined;
  return `${slackPages.openApp}?${new URLSearchParams({ app: appId, team: team.id })}`;
}

const stale: InstallTrouble = {
  status: 400,
  title: 'This installation was not begun here',
  words:
    'Nothing was installed. It was begun in another browser, or more than ten minutes ago. Start again, and stay in this browser until Slack has finished.',
};

/** By the codes of @slack/oauth. */
const troubles: Readonly<Record<string, InstallTrouble>> = {
  slack_oauth_installer_authorization_error: {
    status: 200,
    title: 'Nothing was installed',
    words: 'You said no in Slack, so Steward is not in your workspace.',
  },
  slack_oauth_invalid_state: stale,
  slack_oauth_missing_state: stale,
  slack_oauth_missing_code: stale,
  // Of ours, from `Installations.save`.
  'not-allowed': {
    status: 403,
    title: 'This Steward is for other workspaces',
    words:
      'Steward works only where it was set up to, and your workspace is not among those. Nothing of yours is kept. You can remove Steward from your workspace in Slack, under “Manage apps”. If it should work there, ask whoever runs Steward to allow your workspace in its settings.',
  },
};

const otherTrouble: InstallTrouble = {
  status: 502,
  title: 'The installation could not be finished',
  words:
    'Steward is not in your workspace. Slack gave no answer that we could keep. Try again; if it fails again, tell whoever runs Steward: its log says more.',
};

function answer(response: ServerResponse, status: number, html: string): void {
  setHeaders(response);
  response.writeHead(status);
  response.end(html);
}

function setHeaders(response: ServerResponse): void {
  for (const [name, value] of Object.entries(pageHeaders)) response.setHeader(name, value);
}
