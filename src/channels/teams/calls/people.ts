import { readAccount } from '#channels/teams/calls/read-account.ts';
import type { ConnectorAt, Member } from '#channels/teams/connect/connector.ts';
import { orNothing, TeamsBusy, TeamsRefusal } from '#channels/teams/connect/teams-error.ts';
import {
  accountOf,
  type Conversation,
  type Conversations,
  externalIdOf,
  partsOf,
} from '#channels/teams/conversation/conversations.ts';
import type { Place, Sender } from '#channels/teams/receive/heard.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import type { Log } from '#foundation/kernel/log.ts';
import type { Directory, DirectoryAccount } from '#foundation/people/directory.ts';
import { createRecognise } from '#foundation/people/senders/recognise.ts';
import type { Db } from '#foundation/store/database.ts';

/** Who people of Teams are. */
export interface TeamsPeople extends Directory {
  /** The person id of whoever sent something; a first time asks Teams who they are. */
  personOf(from: Sender, place: Place): Promise<string>;
  /** Of somebody whom the sender named, by their id in the directory. */
  personNamed(aadObjectId: string, by: Sender): Promise<string>;
}

const PLATFORM = 'teams';
/** Teams of which the rosters are asked for one person. */
const ROSTERS_MOST = 50;

/**
 * A bot may ask who is in a conversation that it is in, and nothing else of the directory. So whoever has spoken with
 * Steward, has it installed, or is in a team with it is known here, and nobody else.
 */
export function createPeople(options: {
  readonly db: Db;
  readonly connectorAt: ConnectorAt;
  readonly conversations: Conversations;
  /** Whose people are ours, in lower case; empty: any. */
  readonly tenants: readonly string[];
  readonly clock: Clock;
  readonly log: Log;
}): TeamsPeople {
  const { db, connectorAt, conversations, tenants, clock, log } = options;
  const recognise = createRecognise({ db, platform: PLATFORM, clock });

  async function describe(from: Sender, place: Place, isKnown: boolean): Promise<DirectoryAccount> {
    const externalId = accountOf(from);
    try {
      const connector = await connectorAt(place.serviceUrl);
      const found = await connector.member(place.conversation, from.userId);
      return read(found, externalId);
    } catch (cause) {
      const mayGoOn = cause instanceof TeamsRefusal || (isKnown && cause instanceof TeamsBusy);
      if (!mayGoOn) throw cause;
      log.warn({ account: externalId }, 'the roster did not say who this is');
      return { platform: PLATFORM, externalId };
    }
  }

  function read(member: Member, externalId: string): DirectoryAccount {
    return readAccount(member, { platform: PLATFORM, externalId, tenants });
  }

  function memberOf({ serviceUrl, id }: Conversation, who: string): Promise<Member | undefined> {
    return orNothing(async () => (await connectorAt(serviceUrl)).member(id, who));
  }

  /** The first roster that knows them. */
  async function inTeams(who: string, tenantId?: string): Promise<Found | undefined> {
    const all = await conversations.teams();
    const asked = all.filter((team) => tenantId === undefined || team.tenantId === tenantId);
    for (const team of asked.slice(0, ROSTERS_MOST)) {
      const member = await memberOf(team, who);
      if (member) return { member, team };
    }
    return undefined;
  }

  async function find(externalId: string): Promise<DirectoryAccount | undefined> {
    const { tenantId, id } = partsOf(externalId);
    const own = await conversations.personal(externalId);
    const member = own && (await memberOf(own, own.userId ?? id));
    const found = member ?? (await inTeams(id, tenantId))?.member;
    return found && read(found, externalId);
  }

  return {
    platform: PLATFORM,
    personOf: (from, place) =>
      recognise(accountOf(from), (isKnown) => describe(from, place, isKnown), { isActing: true }),
    personNamed(aadObjectId, { tenantId }) {
      const externalId = externalIdOf(tenantId, aadObjectId);
      const described = async (): Promise<DirectoryAccount> =>
        (await find(externalId)) ?? { platform: PLATFORM, externalId };
      return recognise(externalId, described, { isActing: false });
    },
    async lookUp(email) {
      const found = await inTeams(email);
      if (!found) return undefined;
      const { member, team } = found;
      const account = read(member, nameIn(team, member));
      return account.email === email ? account : undefined;
    },
    find,
    async membersOf(group) {
      const team = await conversations.find(group);
      if (!team || team.userId !== null) return undefined;
      const members = await orNothing(async () =>
        (await connectorAt(team.serviceUrl)).members(team.id),
      );
      return members?.map((member) => nameIn(team, member));
    },
  };
}

interface Found {
  readonly member: Member;
  readonly team: Conversation;
}

function nameIn({ tenantId }: Conversation, { aadObjectId, id }: Member): string {
  return externalIdOf(tenantId, aadObjectId ?? id);
}
