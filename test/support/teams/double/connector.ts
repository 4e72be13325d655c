import { isRecord, listOf, type Payload } from '../fixtures.ts';
import { teamsAccount } from '../people.ts';
import { teamsApp } from '../teams-app.ts';
import { type Answer, refusal } from './answer.ts';
import { type Conversations, withoutThread } from './conversations.ts';
import type { Call } from './faults.ts';
import type { Shown } from './shown.ts';

export interface ConnectorOptions {
  readonly conversations: Conversations;
  readonly shown: Shown;
  readonly newId: () => string;
  /** People on one page of a roster, whatever is asked for. */
  readonly membersPerPage: number;
  complain(complaint: string): void;
  /** What Teams would not show of an activity. */
  check(activity: Payload): readonly string[];
}

/** A call that is understood and not yet done. */
export interface ConnectorCall {
  readonly kind: Call;
  answer(body: Buffer): Answer;
}

export interface Connector {
  /** Undefined where the connector has no such address. */
  find(method: string, url: URL): ConnectorCall | undefined;
}

const LIMIT_BYTES = 100 * 1024;
/** Above this some clients and older servers refuse it. */
const SAFE_BYTES = 28_000;

/** The part of Teams that bots call. */
export function createConnector(options: ConnectorOptions): Connector {
  const { conversations, shown, newId, membersPerPage, complain } = options;

  function send(conversation: string, body: Buffer): Answer {
    const activity = activityOf(body);
    const refused = conversations.refusalFor(conversation, 'write') ?? refusedSize(body);
    if (refused !== undefined) return refused;
    if (activity === undefined) return refusal(400, 'BadSyntax', 'Activity could not be read.');
    const id = newId();
    shown.add(placeOf(conversation, id), id, checked(activity));
    return activity.type === 'typing' ? { status: 202, body: {} } : { status: 201, body: { id } };
  }

  function update(conversation: string, id: string, body: Buffer): Answer {
    const activity = activityOf(body);
    const refused = conversations.refusalFor(conversation, 'write') ?? refusedSize(body);
    if (refused !== undefined) return refused;
    if (activity === undefined) return refusal(400, 'BadSyntax', 'Activity could not be read.');
    return shown.update(placeOf(conversation, id), id, checked(activity))
      ? { status: 200, body: { id } }
      : noActivity;
  }

  function remove(conversation: string, id: string): Answer {
    const refused = conversations.refusalFor(conversation, 'write');
    if (refused !== undefined) return refused;
    return shown.delete(placeOf(conversation, id), id) ? { status: 200 } : noActivity;
  }

  /** With one person, or a new thread in a channel. */
  function create(body: Buffer): Answer {
    const wanted = activityOf(body);
    const { bot, members, tenantId, activity } = wanted ?? {};
    const { tenant, channel } = isRecord(wanted?.channelData) ? wanted.channelData : {};
    if (isRecord(channel)) return startThread(String(channel.id), body, activity);
    const [member, ...others] = listOf(members).filter(isRecord);
    if (member === undefined || others.length > 0 || !isRecord(bot)) return badParameters;
    if (tenantId === undefined && !(isRecord(tenant) && typeof tenant.id === 'string')) {
      return badParameters;
    }
    if (bot.id !== teamsApp.botId && bot.id !== teamsApp.appId) return badParameters;
    const who = conversations.whoIs(String(member.id));
    if (who === undefined) return refusal(400, 'BadArgument', 'Failed to decrypt pairwise id.');
    const person = conversations.people[who];
    if (person.tenantId !== (tenantId ?? (isRecord(tenant) ? tenant.id : undefined))) {
      return refusal(403, 'Forbidden', 'The tenant is not that of the member.');
    }
    const id = conversations.personal(who);
    const refused =
      conversations.refusalFor(id, isRecord(activity) ? 'write' : 'read') ?? refusedSize(body);
    if (refused !== undefined) return refused;
    return { status: 201, body: { id, ...first(id, activity) } };
  }

  function startThread(channel: string, body: Buffer, activity: unknown): Answer {
    const refused = conversations.refusalFor(channel, 'write') ?? refusedSize(body);
    if (refused !== undefined) return refused;
    if (!isRecord(activity)) return badParameters;
    const { activityId } = first(channel, activity);
    return { status: 201, body: { id: placeOf(channel, activityId ?? ''), activityId } };
  }

  function first(conversation: string, activity: unknown): { readonly activityId?: string } {
    if (!isRecord(activity)) return {};
    const activityId = newId();
    shown.add(placeOf(conversation, activityId), activityId, checked(activity));
    return { activityId };
  }

  function member(conversation: string, id: string): Answer {
    const people = conversations.membersOf(conversation);
    const refused = conversations.refusalFor(conversation, 'read');
    if (refused !== undefined) return refused;
    const who = conversations.whoIs(id);
    const found = people?.find((one) => who !== undefined && one === conversations.people[who]);
    return found === undefined
      ? refusal(404, 'MemberNotFoundInConversation', 'Member not found in conversation.')
      : { status: 200, body: teamsAccount(found) };
  }

  function pagedMembers(conversation: string, query: URLSearchParams): Answer {
    const refused = conversations.refusalFor(conversation, 'read');
    if (refused !== undefined) return refused;
    const all = conversations.membersOf(conversation) ?? [];
    const from = Number(query.get('continuationToken') ?? 0);
    const until = from + Math.min(membersPerPage, Number(query.get('pageSize') ?? membersPerPage));
    const more = until < all.length ? { continuationToken: String(until) } : {};
    return { status: 200, body: { members: all.slice(from, until).map(teamsAccount), ...more } };
  }

  function team(id: string): Answer {
    const refused = conversations.refusalFor(id, 'read');
    if (refused !== undefined || id !== conversations.team.id) {
      return refused ?? refusal(404, 'TeamNotFound', 'Team not found.');
    }
    const { name, aadGroupId, members } = conversations.team;
    const counts = { channelCount: 2, memberCount: members.length };
    return { status: 200, body: { id, name, aadGroupId, type: 'standard', ...counts } };
  }

  /** The first one has no name, as in Teams. */
  function channels(id: string): Answer {
    const { id: first, channel } = conversations.team;
    const refused = conversations.refusalFor(id, 'read');
    if (refused !== undefined) return refused;
    return {
      status: 200,
      body: { conversations: [{ id: first }, { id: channel, name: 'Reviews' }] },
    };
  }

  /** A message in a channel begins a thread of its own, unless it is written into one. */
  function placeOf(conversation: string, id: string): string {
    const isChannel = conversation.endsWith('@thread.tacv2');
    return isChannel ? `${conversation};messageid=${id}` : conversation;
  }

  function checked(activity: Payload): Payload {
    for (const complaint of options.check(activity)) complain(complaint);
    return activity;
  }

  function refusedSize(body: Buffer): Answer | undefined {
    if (body.length > SAFE_BYTES) complain(`a body of ${body.length} bytes, over ${SAFE_BYTES}`);
    if (body.toString('utf8').length * 2 <= LIMIT_BYTES) return undefined;
    return refusal(413, 'MessageSizeTooBig', 'Message size too large.');
  }

  return {
    find(method, { pathname, searchParams }) {
      const [version, what, id = '', part, second, ...rest] = segmentsOf(pathname);
      if (version !== 'v3' || rest.length > 0) return undefined;
      const route = `${method} ${what}${id && '/id'}${part ? `/${part}` : ''}${second ? '/id' : ''}`;
      switch (route) {
        case 'POST conversations':
          return { kind: 'create', answer: create };
        case 'POST conversations/id/activities':
        case 'POST conversations/id/activities/id':
          return { kind: 'send', answer: (body) => send(id, body) };
        case 'PUT conversations/id/activities/id':
          return { kind: 'update', answer: (body) => update(id, second ?? '', body) };
        case 'DELETE conversations/id/activities/id':
          return { kind: 'delete', answer: () => remove(id, second ?? '') };
        case 'GET conversations/id/members/id':
          return { kind: 'members', answer: () => member(id, second ?? '') };
        case 'GET conversations/id/pagedmembers':
          return { kind: 'members', answer: () => pagedMembers(id, searchParams) };
        case 'GET teams/id/conversations':
          return { kind: 'team', answer: () => channels(withoutThread(id)) };
        case 'GET teams/id':
          return { kind: 'team', answer: () => team(withoutThread(id)) };
        default:
          return undefined;
      }
    },
  };
}

const noActivity = refusal(404, 'ActivityNotFoundInConversation', 'Activity not found.');
const badParameters = refusal(400, 'BadSyntax', 'Incorrect conversation creation parameters.');

function activityOf(body: Buffer): Payload | undefined {
  const read: unknown = JSON.parse(body.toString('utf8') || 'null');
  return isRecord(read) ? read : undefined;
}

function segmentsOf(pathname: string): readonly string[] {
  return pathname
    .split('/')
    .filter((segment) => segment !== '')
    .map(decodeURIComponent);
}
