import type { Connector, ConnectorAt } from '#channels/teams/connect/connector.ts';
import { isConversationGone, TeamsRefusal } from '#channels/teams/connect/teams-error.ts';
import {
  type Conversation,
  type Conversations,
  partsOf,
} from '#channels/teams/conversation/conversations.ts';

/** Does something in the conversation with somebody alone, whether they have spoken with Steward before or not. */
export type InPersonal = <T>(
  externalId: string,
  what: (connector: Connector, conversation: Conversation) => Promise<T>,
) => Promise<T>;

/** Teams' ids of people in conversations with a bot; others are the directory's. */
const BOT_CONVERSATION_ID = /^29:/;

export function createInPersonal(options: {
  readonly connectorAt: ConnectorAt;
  readonly conversations: Conversations;
  /** Empty: any. */
  readonly tenants: readonly string[];
  readonly defaultServiceUrl: string;
}): InPersonal {
  const { connectorAt, conversations, tenants, defaultServiceUrl } = options;

  /** Teams makes one, or gives the one that there is. */
  async function open(externalId: string, knownAs: string | null): Promise<Conversation> {
    const { tenantId, id } = partsOf(externalId);
    if (tenants.length > 0 && !tenants.includes(tenantId)) {
      throw new TeamsRefusal(403, 'TenantNotServed');
    }
    const serviceUrl = (await conversations.serviceUrlFor(tenantId)) ?? defaultServiceUrl;
    const connector = await connectorAt(serviceUrl);
    const who = knownAs ?? id;
    const opened = await connector.openPersonal({ userId: who, tenantId });
    const userId = BOT_CONVERSATION_ID.test(who) ? who : null;
    const conversation = { id: opened, tenantId, serviceUrl, userId };
    await conversations.keepPersonal(conversation, externalId);
    return conversation;
  }

  return async (externalId, what) => {
    const known = await conversations.personal(externalId);
    const first = known ?? (await open(externalId, null));
    try {
      return await what(await connectorAt(first.serviceUrl), first);
    } catch (cause) {
      if (!known || !isConversationGone(cause)) throw cause;
      // What we kept is out of date: they may be reached where Teams says now.
      await conversations.forget(known.id);
      const second = await open(externalId, known.userId);
      if (second.id === first.id) throw cause;
      return what(await connectorAt(second.serviceUrl), second);
    }
  };
}
