import type { ConnectorAt } from '#channels/teams/connect/connector.ts';
import { orNothing } from '#channels/teams/connect/teams-error.ts';
import {
  type Conversation,
  type Conversations,
  externalIdOf,
} from '#channels/teams/conversation/conversations.ts';
import type { Place } from '#foundation/delivery/places.ts';

/** Teams has no name for the channel that every team has. */
const FIRST = 'General';

/** The channels of the teams that Steward is in. */
export async function ownChannels(
  conversations: Conversations,
  connectorAt: ConnectorAt,
): Promise<readonly Place[]> {
  const all: Place[] = [];
  for (const team of await conversations.teams()) {
    // A team that was deleted, or that took Steward out, has none for us.
    all.push(...((await orNothing(() => channelsOf(team, conversations, connectorAt))) ?? []));
  }
  return all;
}

async function channelsOf(
  { id: teamId, ...at }: Conversation,
  conversations: Conversations,
  connectorAt: ConnectorAt,
): Promise<readonly Place[]> {
  const connector = await connectorAt(at.serviceUrl);
  const { name: team } = await connector.team(teamId);
  const places: Place[] = [];
  for (const { id, name = FIRST } of await connector.channels(teamId)) {
    // So that it is known where to write when it is named again. The team itself is known as its first channel.
    if (id !== teamId) await conversations.keepChannel({ ...at, id });
    places.push({
      platform: 'teams',
      externalId: externalIdOf(at.tenantId, id),
      name: `${team} › ${name}`,
    });
  }
  return places;
}
