import { readAccount } from '#channels/teams/calls/read-account.ts';
import type { ConnectorAt, Member } from '#channels/teams/connect/connector.ts';
import {
  isConversationGone,
  isNobody,
  orNothing,
  TeamsBusy,
  TeamsRefusal,
} from '#channels/teams/connect/teams-error.ts';
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
  /** Of somebody whom the sender named, by their id in the directory; empty where that is none. */
  personNamed(aadObjectId: string, by: Sender): Promise<string>;
}

const PLATFORM = 'teams';
/** As Entra writes them; what stands in a form may be anything. */
const DIRECTORY_ID = /^[\w-]{1,100}$/;
/** Rosters that are asked for one person. */
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
      return { ...read(found, externalId), timeZone: from.timeZone };
    } catch (cause) {
      const mayGoOn = cause instanceof TeamsRefusal || (isKnown && cause instanceof TeamsBusy);
      if (!mayGoOn) throw cause;
      // "Ask Steward" may be chosen where Steward is not; another conversation may say who it is.
      const elsewhere = cause instanceof TeamsRefusal ? await find(externalId) : undefined;
      if (elsewhere) return elsewhere;
      log.warn({ account: externalId }, 'the roster did not say who this is');
      return isNobody(cause) ? gone(externalId) : { platform: PLATFORM, externalId };
    }
  }

  function read(member: Member, externalId: string): DirectoryAccount {
    return readAccount(member, { platform: PLATFORM, externalId, tenants });
  }

  /** The first roster that knows them; `nobody` where none does, undefined where that is not said. */
  async function onRosters(
    rosters: readonly Conversation[],
    nameFor: (roster: Conversation) => string,
  ): Promise<Found | 'nobody' | undefined> {
    let isSaid = rosters.length <= ROSTERS_MOST;
    let said = 0;
    if (rosters.length > ROSTERS_MOST) {
      log.warn({ teams: rosters.length, asked: ROSTERS_MOST }, 'not all rosters were asked');
    }
    for (const roster of rosters.slice(0, ROSTERS_MOST)) {
      const { serviceUrl, id } = roster;
      try {
        const member = await (await connectorAt(serviceUrl)).member(id, nameFor(roster));
        return { member, roster };
      } catch (cause) {
        if (!(cause instanceof TeamsRefusal)) throw cause;
        if (isNobody(cause)) said += 1;
        // A team that was deleted says nothing of anybody, and would for ever.
        else if (isConversationGone(cause) && cause.reason !== '') await conversations.forget(id);
        else isSaid = false;
      }
    }
    return isSaid && said > 0 ? 'nobody' : undefined;
  }

  /** A team may have guests, and people of other tenants: a role is given to colleagues. */
  function isOurs({ isGuest, tenantId }: Member): boolean {
    return (
      !isGuest && (tenantId === undefined || tenants.length === 0 || tenants.includes(tenantId))
    );
  }

  async function find(externalId: string): Promise<DirectoryAccount | undefined> {
    const { tenantId, id } = partsOf(externalId);
    const own = await conversations.personal(externalId);
    const teams = (await conversations.teams()).filter((team) => team.tenantId === tenantId);
    const found = await onRosters(own ? [own, ...teams] : teams, ({ userId }) => userId ?? id);
    if (found === 'nobody') return gone(externalId);
    return found && read(found.member, externalId);
  }

  return {
    platform: PLATFORM,
    personOf: (from, place) =>
      recognise(accountOf(from), (isKnown) => describe(from, place, isKnown), { isActing: true }),
    async personNamed(aadObjectId, { tenantId }) {
      if (!DIRECTORY_ID.test(aadObjectId)) return '';
      const externalId = externalIdOf(tenantId, aadObjectId);
      const described = async (): Promise<DirectoryAccount> =>
        (await find(externalId)) ?? { platform: PLATFORM, externalId };
      return recognise(externalId, described, { isActing: false });
    },
    async lookUp(email) {
      const found = await onRosters(await conversations.teams(), () => email);
      if (found === undefined || found === 'nobody') return undefined;
      const { member, roster } = found;
      const account = read(member, nameIn(roster, member));
      return account.email === email ? account : undefined;
    },
    find,
    async membersOf(group) {
      const team = await conversations.find(group);
      if (!team || team.userId !== null) return undefined;
      const members = await orNothing(async () =>
        (await connectorAt(team.serviceUrl)).members(team.id),
      );
      return members?.filter(isOurs).map((member) => nameIn(team, member));
    },
  };
}

interface Found {
  readonly member: Member;
  readonly roster: Conversation;
}

/** As `DirectoryAccount.email` of somebody who left: nobody vouches for the address that they had. */
function gone(externalId: string): DirectoryAccount {
  return { platform: PLATFORM, externalId, email: null };
}

function nameIn({ tenantId }: Conversation, { aadObjectId, id }: Member): string {
  return externalIdOf(tenantId, aadObjectId ?? id);
}
