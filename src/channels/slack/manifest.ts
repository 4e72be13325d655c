import { cutWords } from '#foundation/cards/cut-text.ts';
import type { Office } from '#foundation/people/office.ts';

/**
 * All that Steward uses of Slack, in one place: the manifest asks for it, and a test holds the code against it.
 * A scope stands here with what needs it.
 */
export const slackUses = {
  events: ['app_home_opened', 'app_mention', 'app_uninstalled', 'message.im', 'tokens_revoked'],
  command: '/oss',
  shortcuts: { global: 'ask_steward', message: 'ask_about_message' },
  scopes: {
    'app_mentions:read': ['app_mention'],
    'assistant:write': ['assistant.threads.setStatus', 'assistant.threads.setSuggestedPrompts'],
    // Where a broadcast may be posted, and who is there.
    'channels:read': ['users.conversations', 'conversations.members'],
    'chat:write': ['chat.postMessage', 'chat.postEphemeral', 'chat.update'],
    commands: ['/oss', 'ask_steward', 'ask_about_message'],
    // The address of a file that somebody sent.
    'files:read': ['url_private_download'],
    'files:write': ['filesUploadV2'],
    'groups:read': ['users.conversations', 'conversations.members'],
    'im:history': ['message.im', 'conversations.history', 'conversations.replies'],
    'im:write': ['conversations.open'],
    'users:read': ['users.info'],
    'users:read.email': ['users.lookupByEmail'],
  },
  /** Only where the office folder grants a role to a group of Slack. */
  scopesForGroups: { 'usergroups:read': ['usergroups.users.list'] },
  /** Methods that need no scope of the bot. */
  withoutScope: ['auth.teams.list', 'auth.test', 'views.open', 'views.update', 'views.publish'],
  /** Of the app token; given by hand, no manifest can ask for it. */
  appTokenScopes: { 'connections:write': ['apps.connections.open'] },
} as const;

export type SlackEvent = (typeof slackUses.events)[number];

/** Where Slack calls us, below the address under which it reaches us. */
export const slackPaths = {
  events: '/slack/events',
  install: '/slack/install',
  redirect: '/slack/oauth_redirect',
} as const;

/** The bot's scopes, in order. */
export function slackScopes(uses: { readonly groups: boolean }): readonly string[] {
  const { scopes, scopesForGroups } = slackUses;
  return Object.keys({ ...scopes, ...(uses.groups ? scopesForGroups : {}) }).sort();
}

/** Whether the office folder grants a role to a group of Slack. */
export function usesSlackGroups({ roles }: Pick<Office, 'roles'>): boolean {
  const { reviewers, ...offices } = roles;
  const grants = [...Object.values(offices), ...Object.values(reviewers)].flat();
  return grants.some((grant) => typeof grant !== 'string' && grant.platform === 'slack');
}

export interface ManifestOptions {
  /** Without a slash at its end. Unused with Socket Mode, in which Slack calls nobody. */
  readonly url: string;
  readonly socket: boolean;
  /** Installed in several workspaces, each by its own people. */
  readonly many: boolean;
  /** Whether the office folder grants a role to a group of Slack. */
  readonly usesGroups: boolean;
  readonly officeName: string;
  /** Questions to begin with; Slack shows four. */
  readonly prompts: readonly string[];
}

export type SlackManifest = ReturnType<typeof slackManifest>;

/** What Slack makes the app from. https://docs.slack.dev/reference/app-manifest */
export function slackManifest(options: ManifestOptions) {
  const { url, socket, many, usesGroups, officeName, prompts } = options;
  const calls = socket ? {} : { request_url: `${url}${slackPaths.events}` };
  const hint = 'can I use left-pad?';
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: 'Steward',
      description: 'May we use this license or package? Answers from our own policy.',
      long_description: `Ask in your own words whether you may use a license or an npm package. Steward answers from published facts and from the policy of ${cutWords(officeName, 80)}, says why, says what you have to do, and says where it knows it from. Its answers are guidance under company policy, not legal advice.`,
      background_color: '#1f3a4d',
    },
    features: {
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: 'Steward', always_online: true },
      agent_view: {
        agent_description:
          'Answers whether you may use a license or an npm package, why, and what you have to do.',
        suggested_prompts: prompts
          .slice(0, 4)
          .map((prompt) => ({ title: prompt, message: prompt })),
      },
      slash_commands: [
        {
          command: slackUses.command,
          ...(socket ? {} : { url: `${url}${slackPaths.events}` }),
          description: 'Ask whether you may use a license or a package',
          usage_hint: hint,
          should_escape: false,
        },
      ],
      shortcuts: [
        {
          name: 'Ask Steward',
          type: 'global',
          callback_id: slackUses.shortcuts.global,
          description: 'Ask whether you may use a license or a package',
        },
        {
          name: 'Ask Steward',
          type: 'message',
          callback_id: slackUses.shortcuts.message,
          description: 'Ask about the license or the package that a message names',
        },
      ],
    },
    oauth_config: {
      ...(socket ? {} : { redirect_urls: [`${url}${slackPaths.redirect}`] }),
      scopes: { bot: slackScopes({ groups: usesGroups }) },
    },
    settings: {
      event_subscriptions: { ...calls, bot_events: slackUses.events },
      interactivity: {
        is_enabled: true,
        ...calls,
        ...(socket ? {} : { message_menu_options_url: `${url}${slackPaths.events}` }),
      },
      org_deploy_enabled: many,
      socket_mode_enabled: socket,
      token_rotation_enabled: false,
    },
  };
}
