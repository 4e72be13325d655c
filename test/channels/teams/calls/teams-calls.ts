import { beforeEach } from 'vitest';
import { createPeople, type TeamsPeople } from '#channels/teams/calls/people.ts';
import { type ConnectorAt, createConnectors } from '#channels/teams/connect/connector.ts';
import { credentialsOf } from '#channels/teams/connect/credentials.ts';
import {
  type Conversations,
  createConversations,
} from '#channels/teams/conversation/conversations.ts';
import type { Place, Sender } from '#channels/teams/receive/heard.ts';
import type { TeamsSettings } from '#channels/teams/settings.ts';
import { movableClock } from '#foundation/kernel/clock.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import type { Db } from '#foundation/store/database.ts';
import { teamsApp } from '../../../support/teams/teams-app.ts';
import { startTeamsDouble, type TeamsDouble } from '../../../support/teams/teams-double.ts';
import type { Who } from '../../../support/teams/test-teams.ts';

export function settingsFor({ url }: { readonly url: string }): TeamsSettings {
  const { appId, password, tenantId } = teamsApp;
  return {
    app: { kind: 'single-tenant', appId, password },
    tenants: [tenantId],
    doubleUrl: url,
  };
}

export function connectorsFor(double: { readonly url: string }, patience?: number): ConnectorAt {
  const settings = settingsFor(double);
  const credentials = credentialsOf(settings);
  return createConnectors({ settings, credentials, ...(patience !== undefined && { patience }) });
}

/** What asks Teams about people, in a Teams of its own for each test. */
export function teamsCalls(store: { readonly db: Db }) {
  const clock = movableClock(new Date('2030-01-01T00:00:00Z'));
  let parts:
    | {
        readonly double: TeamsDouble;
        readonly connectorAt: ConnectorAt;
        readonly conversations: Conversations;
        readonly people: TeamsPeople;
      }
    | undefined;
  beforeEach(async () => {
    const double = await startTeamsDouble();
    const connectorAt = connectorsFor(double);
    const { db } = store;
    const tenants = [teamsApp.tenantId];
    const conversations = createConversations({ db, clock, tenants });
    const people = createPeople({ db, connectorAt, conversations, tenants, clock, log: silentLog });
    parts = { double, connectorAt, conversations, people };
    return () => double.close();
  });

  function current() {
    if (parts === undefined) throw new Error('Teams is there only while tests run');
    return parts;
  }

  return {
    clock,
    get double() {
      return current().double;
    },
    get connectorAt() {
      return current().connectorAt;
    },
    get conversations() {
      return current().conversations;
    },
    get people() {
      return current().people;
    },
    /** As an activity names whoever sent it; in a channel the tenant is ours, whoever it is. */
    from(who: Who): Sender {
      const { id, aadObjectId } = current().double.people[who];
      return { tenantId: teamsApp.tenantId, userId: id, aadObjectId };
    },
    personal(who: Who): Place {
      const { double } = current();
      const { serviceUrl } = double;
      const conversation = double.personal(who);
      return { conversation, scope: 'personal', serviceUrl, team: undefined };
    },
    channel(): Place {
      const { team, serviceUrl } = current().double;
      const conversation = `${team.channel};messageid=1`;
      return { conversation, scope: 'channel', serviceUrl, team: team.id };
    },
  };
}
