import { slackApp } from '../slack-app.ts';
import type { ApiAnswer, Workspace } from '../workspace.ts';

/** What the emulator lacks; undefined for a method that is not among these. */
export type OwnMethod = (args: Readonly<Record<string, unknown>>) => ApiAnswer;

export interface OwnMethods {
  find(method: string, token: string): OwnMethod | undefined;
}

export interface OwnMethodsOptions {
  readonly workspace: Workspace;
  readonly groups: ReadonlyMap<string, readonly string[]>;
  readonly scopes: readonly string[];
  /** Where apps connect in Socket Mode. */
  readonly socketUrl: (() => string) | undefined;
  readonly revoke: (token: string) => void;
}

const PROMPTS_MAX = 4;

export function createOwnMethods(options: OwnMethodsOptions): OwnMethods {
  const { groups, scopes, socketUrl, revoke } = options;
  const { channels, people } = options.workspace;

  function find(method: string, token: string): OwnMethod | undefined {
    switch (method) {
      case 'assistant.threads.setStatus':
        return (args) =>
          needing('assistant:write') ?? demanding(args, ['channel_id', 'thread_ts', 'status']);
      case 'assistant.threads.setTitle':
        return (args) =>
          needing('assistant:write') ?? demanding(args, ['channel_id', 'thread_ts', 'title']);
      case 'assistant.threads.setSuggestedPrompts':
        return (args) => needing('assistant:write') ?? setPrompts(args);
      case 'usergroups.users.list':
        return ({ usergroup }) => {
          const users = groups.get(String(usergroup));
          return (
            needing('usergroups:read') ??
            (users === undefined ? no('no_such_subteam') : { ok: true, users })
          );
        };
      case 'users.conversations':
        return () =>
          needing('channels:read') ??
          needing('groups:read') ?? {
            ok: true,
            channels: [{ id: channels.withBot, name: 'open-source', is_archived: false }],
            response_metadata: { next_cursor: '' },
          };
      case 'conversations.members':
        return ({ channel, cursor }) => {
          const refused = needing('channels:read') ?? needing('groups:read');
          if (refused) return refused;
          if (channel !== channels.withBot) return no('channel_not_found');
          // On two pages, with the bot among them.
          const { developer, legal } = people;
          return cursor === undefined
            ? { ok: true, members: [developer.id], response_metadata: { next_cursor: 'two' } }
            : { ok: true, members: [slackApp.botUserId, legal.id], response_metadata: {} };
        };
      case 'auth.teams.list':
        return () => ({ ok: true, teams: [{ id: slackApp.teamId, name: 'Example' }] });
      case 'usergroups.list':
        return () =>
          needing('usergroups:read') ?? {
            ok: true,
            usergroups: [...groups].map(([id, users]) => ({
              id,
              team_id: slackApp.teamId,
              handle: id === options.workspace.userGroup ? 'oss-reviewers' : id.toLowerCase(),
              users,
            })),
          };
      case 'apps.connections.open':
        return () => {
          if (!token.startsWith('xapp-')) return no('not_allowed_token_type');
          return socketUrl === undefined ? no('internal_error') : { ok: true, url: socketUrl() };
        };
      case 'auth.revoke':
        return () => {
          revoke(token);
          return { ok: true, revoked: true };
        };
      default:
        return undefined;
    }
  }

  function needing(scope: string): ApiAnswer | undefined {
    if (scopes.includes(scope)) return undefined;
    return { ok: false, error: 'missing_scope', needed: scope, provided: scopes.join(',') };
  }
  return { find };
}

function setPrompts(args: Readonly<Record<string, unknown>>): ApiAnswer {
  const { prompts } = args;
  if (!Array.isArray(prompts) || prompts.length === 0 || prompts.length > PROMPTS_MAX) {
    return no('invalid_arguments');
  }
  const whole = prompts.every((prompt) => Boolean(prompt?.title) && Boolean(prompt?.message));
  return whole ? demanding(args, ['channel_id']) : no('invalid_arguments');
}

function demanding(
  args: Readonly<Record<string, unknown>>,
  required: readonly string[],
): ApiAnswer {
  return required.every((name) => typeof args[name] === 'string')
    ? { ok: true }
    : no('invalid_arguments');
}

function no(error: string): ApiAnswer {
  return { ok: false, error };
}
