import { isIPv4 } from 'node:net';
import { slackApiUrl, slackPages } from '#channels/slack/address.ts';
import { keyBytes } from '#channels/slack/install/sealed.ts';
import type { SlackSettings } from '#channels/slack/settings.ts';

/** The settings that connect Slack. */
const variables = [
  'SLACK_SIGNING_SECRET',
  'SLACK_APP_TOKEN',
  'SLACK_BOT_TOKEN',
  'SLACK_CLIENT_ID',
  'SLACK_CLIENT_SECRET',
  'SLACK_TOKEN_KEYS',
  'SLACK_TEAMS',
  'SLACK_API_URL',
] as const;
type SlackVariable = (typeof variables)[number];
/** As they were given; what is not set is not there. */
export type SlackVariables = Readonly<Partial<Record<SlackVariable, string | undefined>>>;

/**
 * How Slack is connected; undefined when nothing of it is set. What is missing, contradicts itself or cannot be
 * right is told in `faults`, by name and never by value.
 */
export function readSlackSettings(
  given: SlackVariables,
  publicUrl: string | undefined,
): { readonly slack: SlackSettings | undefined; readonly faults: readonly string[] } {
  if (firstGiven(given) === undefined) return { slack: undefined, faults: [] };
  const { SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app } = given;
  if (bot?.startsWith('xapp-') && app?.startsWith('xoxb-')) {
    const exchanged = { ...given, SLACK_BOT_TOKEN: app, SLACK_APP_TOKEN: bot };
    const { faults } = readSlackSettings(exchanged, publicUrl);
    return { slack: undefined, faults: [areSwapped, ...faults] };
  }
  const faults: string[] = [];
  const slack = {
    receiver: receiverOf(given, faults),
    workspaces: workspacesOf(given, publicUrl, faults),
    apiUrl: apiUrlOf(given.SLACK_API_URL, faults),
  };
  const { receiver, workspaces, apiUrl } = slack;
  if (faults.length > 0 || !receiver || !workspaces) return { slack: undefined, faults };
  return { slack: { receiver, workspaces, apiUrl }, faults };
}

const areSwapped =
  'SLACK_BOT_TOKEN and SLACK_APP_TOKEN are swapped: the bot token begins with xoxb-, the app-level token with xapp-';

function receiverOf(
  given: SlackVariables,
  faults: string[],
): SlackSettings['receiver'] | undefined {
  const { SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = given;
  if (appToken !== undefined) {
    if (!appToken.startsWith('xapp-')) {
      faults.push('SLACK_APP_TOKEN is no app-level token: those begin with xapp-');
    }
    return { kind: 'socket', appToken };
  }
  if (signingSecret !== undefined) {
    if (signingSecret.length < 16) {
      faults.push('SLACK_SIGNING_SECRET is no signing secret: those have 32 letters and digits');
    }
    return { kind: 'http', signingSecret };
  }
  faults.push(
    `${firstGiven(given)} is set, and neither SLACK_SIGNING_SECRET (Slack calls Steward) nor SLACK_APP_TOKEN (Socket Mode)`,
  );
  return undefined;
}

const secretsForMany = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_TOKEN_KEYS'] as const;
const forMany = [...secretsForMany, 'SLACK_TEAMS'] as const;

function workspacesOf(
  given: SlackVariables,
  publicUrl: string | undefined,
  faults: string[],
): SlackSettings['workspaces'] | undefined {
  const { SLACK_BOT_TOKEN: botToken } = given;
  const named = forMany.find((name) => given[name] !== undefined);
  if (botToken !== undefined) {
    if (!botToken.startsWith('xoxb-')) {
      faults.push('SLACK_BOT_TOKEN is no bot token: those begin with xoxb-');
    }
    if (named) {
      faults.push(
        `SLACK_BOT_TOKEN (one workspace) and ${named} (many workspaces, each installed) are both set: leave one out`,
      );
    }
    return { kind: 'one', botToken };
  }
  if (!named) {
    faults.push(
      `${firstGiven(given)} is set, and neither SLACK_BOT_TOKEN (one workspace) nor ${forMany.join(', ')} (many workspaces, each installed)`,
    );
    return undefined;
  }
  return installedOf(given, named, publicUrl, faults);
}

function installedOf(
  given: SlackVariables,
  named: SlackVariable,
  publicUrl: string | undefined,
  faults: string[],
): SlackSettings['workspaces'] | undefined {
  const missing = secretsForMany.filter((name) => given[name] === undefined);
  if (missing.length > 0) faults.push(`${named} is set, and not ${missing.join(' and ')}`);
  if (given.SLACK_APP_TOKEN !== undefined) {
    faults.push(
      `${named} is set together with SLACK_APP_TOKEN: Socket Mode serves one workspace, by SLACK_BOT_TOKEN; to serve many, leave SLACK_APP_TOKEN out and set SLACK_SIGNING_SECRET`,
    );
  }
  if (publicUrl === undefined) {
    faults.push(`${named} is set, and not PUBLIC_URL, to which Slack sends people back`);
  }
  const keys = keysOf(given.SLACK_TOKEN_KEYS ?? '', faults);
  const teams = teamsOf(given.SLACK_TEAMS, named, faults);
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret } = given;
  if (clientId === undefined || clientSecret === undefined) return undefined;
  return { kind: 'installed', clientId, clientSecret, keys, teams };
}

const whereTeamsStand = `Open Slack in a browser: the address is ${slackPages.client}, then the id, which begins with T for a workspace and with E for an organisation`;

function teamsOf(
  text: string | undefined,
  named: SlackVariable,
  faults: string[],
): readonly string[] {
  if (text === undefined) {
    faults.push(
      `${named} is set, and not SLACK_TEAMS, the ids of the workspaces that may install Steward, with commas between. ${whereTeamsStand}`,
    );
    return [];
  }
  const teams = text.split(',').map((part) => part.trim());
  for (const [index, team] of teams.entries()) {
    if (/^[TE][A-Z0-9]{1,30}$/.test(team)) continue;
    faults.push(
      `SLACK_TEAMS: entry ${index + 1} is no id of a workspace or organisation. ${whereTeamsStand}`,
    );
  }
  return teams;
}

function keysOf(text: string, faults: string[]): readonly Buffer[] {
  if (text === '') return [];
  const parts = text.split(',').map((part) => part.trim());
  const keys = parts.map((part) => Buffer.from(part, 'base64'));
  for (const [index, key] of keys.entries()) {
    // Node passes over what is not base64, so it is written again and compared.
    const isWhole = key.toString('base64url') === base64Url(parts[index] ?? '');
    if (key.length !== keyBytes || !isWhole) {
      faults.push(
        `SLACK_TOKEN_KEYS: key ${index + 1} is not ${keyBytes} bytes in base64; "openssl rand -base64 ${keyBytes}" makes one`,
      );
    }
  }
  if (new Set(keys.map((key) => key.toString('hex'))).size < keys.length) {
    faults.push('SLACK_TOKEN_KEYS names a key twice');
  }
  return keys;
}

function base64Url(text: string): string {
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function apiUrlOf(text: string | undefined, faults: string[]): string {
  if (text === undefined) return slackApiUrl;
  const url = readAddress(text);
  if (!url) faults.push(`SLACK_API_URL: ${addressRule}`);
  return url?.href.replace(/\/?$/, '/') ?? slackApiUrl;
}

const addressRule = 'must be an https address, or http on this machine, without user or query';

/** An address that tokens may be sent to; undefined for any other. */
export function readAddress(text: string): URL | undefined {
  const url = URL.parse(text);
  if (!url) return undefined;
  if ([url.username, url.password, url.search, url.hash].some((part) => part !== ''))
    return undefined;
  if (url.protocol === 'https:') return url;
  const isHere =
    url.hostname === 'localhost' ||
    url.hostname === '[::1]' ||
    (isIPv4(url.hostname) && url.hostname.startsWith('127.'));
  return url.protocol === 'http:' && isHere ? url : undefined;
}

function firstGiven(given: SlackVariables): SlackVariable | undefined {
  return variables.find((name) => given[name] !== undefined);
}
