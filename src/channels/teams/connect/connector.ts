import type { Activity, ConversationParameters } from 'botbuilder';
import {
  ConnectorClient,
  type ServiceClientCredentialsFactory,
  TeamsConnectorClient,
} from 'botframework-connector';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { botFramework, isServiceUrl } from '#channels/teams/address.ts';
import { ours } from '#channels/teams/connect/rest-error.ts';
import { TeamsBusy, TeamsRefusal } from '#channels/teams/connect/teams-error.ts';
import type { TeamsSettings } from '#channels/teams/settings.ts';

/** Somebody as a roster of Teams has them; of https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context what we look at. */
export interface Member {
  readonly id: string;
  readonly aadObjectId: string | undefined;
  readonly name: string | undefined;
  readonly email: string | undefined;
  /** Their home; somebody of another company in a shared channel has another one. */
  readonly tenantId: string | undefined;
  readonly isGuest: boolean;
}

/** A message as Teams takes it. */
export interface Message {
  readonly type: 'message' | 'typing';
  readonly text?: string;
  readonly textFormat?: 'plain';
  /** Shown in notifications, and read aloud. */
  readonly summary?: string;
  readonly attachments?: readonly {
    readonly contentType: string;
    readonly name?: string;
    readonly contentUrl?: string;
    readonly content: unknown;
  }[];
}

export interface TeamChannel {
  readonly id: string;
  /** Teams has none for the first, which everybody has. */
  readonly name: string | undefined;
}

/** Calls to Teams at one service address; throw only `TeamsRefusal` and `TeamsBusy`. */
export interface Connector {
  /** The id of the message. */
  send(conversation: string, message: Message): Promise<string>;
  update(conversation: string, message: string, content: Message): Promise<void>;
  /** The id of the personal conversation, which is made where there is none. */
  openPersonal(who: { readonly userId: string; readonly tenantId: string }): Promise<string>;
  /** By Teams' id, by that of the directory, or by the name with which they sign in. */
  member(conversation: string, who: string): Promise<Member>;
  members(conversation: string): Promise<readonly Member[]>;
  team(team: string): Promise<{ readonly name: string }>;
  channels(team: string): Promise<readonly TeamChannel[]>;
}

/** Throws `TeamsRefusal` for an address that is none of Teams'. */
export type ConnectorAt = (serviceUrl: string) => Promise<Connector>;

/** Longer, and an answer is of no use to anybody who waits. */
const CALL_MS = 10_000;
const CLIENTS_MOST = 50;
const PAGE = 500;
/** Pages of a roster; Teams' largest have 25,000 members. */
const PAGES_MOST = 60;

/**
 * The Bot Framework's client, that neither waits nor tries again by itself: its second try of a lost message may send it
 * twice, and its waits would be spent while somebody waits for us.
 */
export function createConnectors(options: {
  readonly settings: TeamsSettings;
  readonly credentials: ServiceClientCredentialsFactory;
  /** Milliseconds that a call may take. */
  readonly patience?: number;
}): ConnectorAt {
  const { settings, credentials, patience = CALL_MS } = options;
  const { app } = settings;
  const appId = app.kind === 'development' ? '' : app.appId;
  const { scope, loginUrl } = botFramework(settings);
  const clients = new LRUCache<string, Promise<Connector>>({ max: CLIENTS_MOST });

  async function connect(serviceUrl: string): Promise<Connector> {
    const own = await credentials.createCredentials(appId, scope, loginUrl, true);
    const client = new ConnectorClient(own, { baseUri: serviceUrl });
    withoutSecondTries(client);
    // Made when it is needed: only a broadcast asks for channels.
    const teams = () => {
      const made = new TeamsConnectorClient(own, { baseUri: serviceUrl });
      withoutSecondTries(made);
      return made;
    };
    return connectorOf(client, { appId, patience, teams });
  }

  return (serviceUrl) => {
    if (!isServiceUrl(serviceUrl, settings)) {
      return Promise.reject(new TeamsRefusal(403, 'ServiceUrlElsewhere'));
    }
    const known = clients.get(serviceUrl);
    if (known) return known;
    const connecting = connect(serviceUrl);
    clients.set(serviceUrl, connecting);
    connecting.catch(() => clients.delete(serviceUrl));
    return connecting;
  };
}

/** The library's type wants a token for the first page too, where there is none yet. */
type PageWanted = { readonly pageSize: number; readonly continuationToken: string };

/** The library's own options for this are passed to nothing (botframework-connector 4.23, ServiceClientContext). */
interface Piped {
  readonly client: {
    readonly pipeline: { removePolicy(policy: { readonly name: string }): void };
  };
}

function withoutSecondTries(client: unknown): void {
  const { pipeline } = (client as Piped).client;
  pipeline.removePolicy({ name: 'defaultRetryPolicy' });
  // A redirect would take our token elsewhere.
  pipeline.removePolicy({ name: 'redirectPolicy' });
}

const Sent = z.object({ id: z.string().min(1).max(200) });

const Account = z.object({
  id: z.string().min(1).max(300),
  aadObjectId: z.string().max(100).optional().catch(undefined),
  objectId: z.string().max(100).optional().catch(undefined),
  name: z.string().optional().catch(undefined),
  email: z.string().optional().catch(undefined),
  tenantId: z.string().optional().catch(undefined),
  userRole: z.string().optional().catch(undefined),
});

const Page = z.object({
  members: z.array(z.unknown()),
  continuationToken: z.string().nullish().catch(undefined),
});

function connectorOf(
  client: ConnectorClient,
  {
    appId,
    patience,
    teams,
  }: {
    readonly appId: string;
    readonly patience: number;
    readonly teams: () => TeamsConnectorClient;
  },
): Connector {
  const { conversations } = client;

  async function calling<T>(call: (timeout: { abortSignal: AbortSignal }) => Promise<T>) {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), patience);
    // Getting our own token, which is part of the call, knows no end of its own.
    const never = new Promise<never>((_, reject) => {
      late.signal.addEventListener('abort', () => reject(new TeamsBusy('in time')));
    });
    try {
      return await Promise.race([call({ abortSignal: late.signal }), never]);
    } catch (cause) {
      throw ours(cause);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    async send(conversation, message) {
      const sent = await calling((how) =>
        conversations.sendToConversation(conversation, asActivity(message), how),
      );
      // What is typed at the moment has no id.
      return message.type === 'typing' ? '' : read(Sent, sent).id;
    },
    async update(conversation, message, content) {
      await calling((how) =>
        conversations.updateActivity(
          conversation,
          message,
          { ...asActivity(content), id: message },
          how,
        ),
      );
    },
    async openPersonal({ userId, tenantId }) {
      // The library's type wants all that a conversation may have.
      const wanted = {
        isGroup: false,
        bot: { id: `28:${appId}` },
        members: [{ id: userId }],
        tenantId,
        channelData: { tenant: { id: tenantId } },
      } as unknown as ConversationParameters;
      const made = await calling((how) => conversations.createConversation(wanted, how));
      return read(Sent, made).id;
    },
    async member(conversation, who) {
      const found = await calling((how) =>
        conversations.getConversationMember(conversation, who, how),
      );
      return memberOf(found);
    },
    async members(conversation) {
      const all: Member[] = [];
      let from: { readonly pageSize: number; readonly continuationToken?: string } = {
        pageSize: PAGE,
      };
      for (let page = 0; page < PAGES_MOST; page += 1) {
        const asked = from as PageWanted;
        const found = await calling((how) =>
          conversations.getConversationPagedMembers(conversation, { ...asked, ...how }),
        );
        const { members, continuationToken: next } = read(Page, found);
        all.push(...members.map(memberOf));
        if (!next) return all;
        from = { pageSize: PAGE, continuationToken: next };
      }
      throw new TeamsBusy('a roster without an end');
    },
    async team(team) {
      const found = await calling((how) => teams().teams.fetchTeamDetails(team, how));
      return { name: read(Named, found).name ?? '' };
    },
    async channels(team) {
      const found = await calling((how) => teams().teams.fetchChannelList(team, how));
      return read(ChannelList, found).conversations.map(({ id, name }) => ({
        id,
        name: name ?? undefined,
      }));
    },
  };
}

const Named = z.object({ name: z.string().nullish().catch(undefined) });

const ChannelList = z.object({
  conversations: z.array(
    z.object({ id: z.string().min(1).max(300), name: z.string().nullish().catch(undefined) }),
  ),
});

/** The library's types of content are narrower than what Teams takes. */
function asActivity(message: Message): Partial<Activity> {
  return message as Partial<Activity>;
}

function read<T>(schema: z.ZodType<T>, answer: unknown): T {
  const found = schema.safeParse(answer);
  // A proxy in between may answer with a page of its own.
  if (!found.success) throw new TeamsBusy('of the form that it should have');
  return found.data;
}

function memberOf(answer: unknown): Member {
  const { id, aadObjectId, objectId, name, email, tenantId, userRole } = read(Account, answer);
  return {
    id,
    aadObjectId: (aadObjectId ?? objectId)?.toLowerCase(),
    name,
    email,
    tenantId: tenantId?.toLowerCase(),
    isGuest: userRole !== undefined && userRole !== 'user',
  };
}
