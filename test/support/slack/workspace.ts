import { createEmulator } from 'emulate';
import { slackScopes } from '#channels/slack/manifest.ts';
import { slackApp } from './slack-app.ts';

/** What the manifest asks for, where a group of Slack has a role. */
export const botScopes = slackScopes({ groups: true });

export interface SlackPerson {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly email: string;
}

/** Whom the workspace has. The guest is invited to single channels; the stranger belongs to another organisation. */
export interface SlackPeople {
  readonly admin: SlackPerson;
  readonly developer: SlackPerson;
  readonly legal: SlackPerson;
  readonly ospo: SlackPerson;
  readonly guest: SlackPerson;
  readonly stranger: SlackPerson;
}

export interface Workspace {
  readonly people: SlackPeople;
  readonly channels: {
    /** Public; the bot is a member. */
    readonly withBot: string;
    /** Public; the bot is none. */
    readonly withoutBot: string;
  };
  readonly userGroup: string;
  /** The direct conversation of each person with the bot. */
  readonly directChannels: ReadonlyMap<string, string>;
}

export interface RunningEmulator {
  /** As it names itself in addresses that it gives out. */
  readonly ownUrl: string;
  readonly url: string;
  readonly workspace: Workspace;
  /** Calls a method directly, past the front. */
  call(method: string, token: string, args: Record<string, unknown>): Promise<ApiAnswer>;
  close(): Promise<void>;
}

export type ApiAnswer = Readonly<Record<string, unknown>> & { readonly ok: boolean };

const adminToken = 'xoxp-test-admin';

const names = {
  developer: { name: 'dana', real_name: 'Dana Developer', email: 'dana@example.com' },
  legal: { name: 'lee', real_name: 'Lee Legal', email: 'lee@example.com' },
  ospo: { name: 'omar', real_name: 'Omar Ospo', email: 'omar@example.com' },
  guest: { name: 'gwen', real_name: 'Gwen Guest', email: 'gwen@agency.example' },
  stranger: { name: 'sam', real_name: 'Sam Stranger', email: 'sam@elsewhere.example' },
};

/** The stateful part of the double, with people and channels in it. */
export async function startEmulator(options: {
  readonly scopes: readonly string[];
  readonly redirectUris: readonly string[];
}): Promise<RunningEmulator> {
  const emulator = await createEmulator({
    service: 'slack',
    port: 0,
    seed: { slack: seedOf(options) },
  });
  const url = emulator.url.replace('localhost', '127.0.0.1');

  async function call(method: string, token: string, args: Record<string, unknown>) {
    const response = await fetch(`${url}/api/${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(args),
    });
    // What the emulator answers is always an object with `ok`.
    return (await response.json()) as ApiAnswer;
  }
  return {
    ownUrl: emulator.url,
    url,
    workspace: await readWorkspace(call),
    call,
    close: () => emulator.close(),
  };
}

function seedOf({
  scopes,
  redirectUris,
}: {
  readonly scopes: readonly string[];
  readonly redirectUris: readonly string[];
}) {
  const { appId, botId, botUserId, botToken, clientId, clientSecret } = slackApp;
  const bot = { app_id: appId, bot_id: botId, bot_user_id: botUserId };
  return {
    team: { name: 'Example', domain: 'example' },
    users: Object.values(names),
    channels: [{ name: 'open-source' }, { name: 'elsewhere' }],
    oauth_apps: [
      {
        ...bot,
        client_id: clientId,
        client_secret: clientSecret,
        name: 'Steward',
        bot_name: 'steward',
        redirect_uris: redirectUris,
        scopes,
      },
    ],
    tokens: [
      { ...bot, token: botToken, type: 'bot', user_id: botUserId, scopes, client_id: clientId },
      {
        token: adminToken,
        type: 'user',
        user_id: 'U000000001',
        scopes: ['users:read', 'users:read.email', 'channels:read', 'channels:manage', 'im:write'],
      },
    ],
    strict_scopes: true,
  };
}

async function readWorkspace(call: RunningEmulator['call']): Promise<Workspace> {
  const { members } = await call('users.list', adminToken, {});
  const { channels } = await call('conversations.list', adminToken, {});
  const ids = new Map<string, string>();
  for (const { id, name } of [...listOf(members), ...listOf(channels)]) ids.set(name, id);
  const idOf = (name: string) => ids.get(name) ?? '';
  const people: SlackPeople = {
    admin: { id: idOf('admin'), name: 'admin', realName: 'Admin User', email: 'admin@emulate.dev' },
    developer: personOf(names.developer, idOf),
    legal: personOf(names.legal, idOf),
    ospo: personOf(names.ospo, idOf),
    guest: personOf(names.guest, idOf),
    stranger: personOf(names.stranger, idOf),
  };

  const withBot = idOf('open-source');
  await call('conversations.invite', adminToken, { channel: withBot, users: slackApp.botUserId });
  const directChannels = new Map<string, string>();
  for (const { id } of Object.values(people)) {
    directChannels.set(id, await openDirect(call, id));
  }
  return {
    people,
    channels: { withBot, withoutBot: idOf('elsewhere') },
    userGroup: 'S0REVIEWERS',
    directChannels,
  };
}

/** Between a person and the bot: either may open it, and the bot's own scopes may not allow it. */
async function openDirect(call: RunningEmulator['call'], user: string): Promise<string> {
  if (user === 'U000000001') {
    const { channel } = await call('conversations.open', adminToken, { users: slackApp.botUserId });
    return channelId(channel);
  }
  const { channel } = await call('conversations.open', slackApp.botToken, { users: user });
  return channelId(channel);
}

function channelId(channel: unknown): string {
  return typeof channel === 'object' && channel !== null && 'id' in channel
    ? String(channel.id)
    : '';
}

function personOf(
  { name, real_name, email }: (typeof names)['developer'],
  idOf: (name: string) => string,
): SlackPerson {
  return { id: idOf(name), name, realName: real_name, email };
}

function listOf(value: unknown): readonly { readonly id: string; readonly name: string }[] {
  return Array.isArray(value) ? value : [];
}
