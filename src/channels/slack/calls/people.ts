import { readAccount, SlackUser } from '#channels/slack/calls/read-account.ts';
import { calling, SlackBusy, SlackRefusal } from '#channels/slack/calls/slack-error.ts';
import { isRemoved, type Workspaces } from '#channels/slack/calls/workspaces.ts';
import type { Sender } from '#channels/slack/receive/heard.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import type { Log } from '#foundation/kernel/log.ts';
import { findAccount, personFor, touchAccount } from '#foundation/people/accounts.ts';
import type { Directory, DirectoryAccount } from '#foundation/people/directory.ts';
import type { Db } from '#foundation/store/database.ts';

/** Who people of Slack are. */
export interface SlackPeople extends Directory {
  /** The person id of whoever sent something; a first time asks Slack who they are. */
  personOf(from: Sender): Promise<string>;
}

const PLATFORM = 'slack';
const DAY_MS = 24 * 60 * 60_000;
/** So long an account is known by heart; it never moves to another person. */
const KNOWN_MS = 10 * 60_000;
const KNOWN_MOST = 10_000;

export function createPeople(options: {
  readonly db: Db;
  readonly workspaces: Workspaces;
  readonly clock: Clock;
  readonly log: Log;
}): SlackPeople {
  const { db, workspaces, clock, log } = options;
  const known = new Map<string, { readonly personId: string; readonly until: number }>();

  function keep(externalId: string, personId: string): string {
    known.delete(externalId);
    known.set(externalId, { personId, until: clock.now().getTime() + KNOWN_MS });
    for (const oldest of known.keys()) {
      if (known.size <= KNOWN_MOST) break;
      known.delete(oldest);
    }
    return personId;
  }

  async function personOf(from: Sender): Promise<string> {
    const externalId = externalIdOf(from.teamId ?? from.enterpriseId, from.userId);
    const byHeart = known.get(externalId);
    const now = clock.now();
    if (byHeart && byHeart.until > now.getTime()) return byHeart.personId;

    const account = { platform: PLATFORM, externalId };
    const found = await findAccount(db, account);
    const checkedAt = found?.checkedAt?.getTime() ?? 0;
    if (!found || now.getTime() - checkedAt > DAY_MS) {
      const described = await describe(from, externalId, found !== undefined);
      const personId = await personFor(db, described, clock);
      await touchAccount(db, account, now);
      return keep(externalId, personId);
    }
    await touchAccount(db, account, now);
    return keep(externalId, found.personId);
  }

  /** Whoever is known already is not kept waiting because the directory is away. */
  async function describe(
    from: Sender,
    externalId: string,
    isKnown: boolean,
  ): Promise<DirectoryAccount> {
    const { client } = await workspaces.find(from);
    try {
      const { user } = await calling(() => client.users.info({ user: from.userId }));
      return accountOf(user, externalId);
    } catch (cause) {
      const hasRefused = cause instanceof SlackRefusal && !isRemoved(cause);
      if (!hasRefused && !(isKnown && cause instanceof SlackBusy)) throw cause;
      log.warn({ account: externalId }, 'the directory did not say who this is');
      return { platform: PLATFORM, externalId };
    }
  }

  return {
    platform: PLATFORM,
    personOf,
    async lookUp(email) {
      for (const { client, teamId, enterpriseId } of await workspaces.list()) {
        const found = await orNothing(() => client.users.lookupByEmail({ email }));
        const user = SlackUser.safeParse(found?.user).data;
        const team = teamId ?? user?.team_id;
        if (user === undefined || team === undefined) continue;
        // Slack finds people of other companies too.
        const account = accountOf(user, externalIdOf(team, user.id), teamId ?? enterpriseId);
        if (account.email === email) return account;
      }
      return undefined;
    },
    async find(externalId) {
      const { team, user } = partsOf(externalId);
      const found = await orNothing(async () => {
        const { client } = await workspaces.find(workspaceOf(team));
        return client.users.info({ user });
      });
      return found && accountOf(found.user, externalId);
    },
    async membersOf(group) {
      for (const { client, teamId } of await workspaces.list()) {
        const found = await orNothing(() => client.usergroups.users.list({ usergroup: group }));
        if (found?.users && teamId !== undefined) {
          return found.users.map((user) => externalIdOf(teamId, user));
        }
      }
      return undefined;
    },
  };
}

export function externalIdOf(team: string | undefined, user: string): string {
  return `${team ?? ''}/${user}`;
}

/** The workspace and user of an account. */
export function partsOf(externalId: string): { readonly team: string; readonly user: string } {
  const slash = externalId.indexOf('/');
  return { team: externalId.slice(0, slash), user: externalId.slice(slash + 1) };
}

/** What to find the client by, where no event says more. */
export function workspaceOf(team: string): Parameters<Workspaces['find']>[0] {
  const isOrganisation = team.startsWith('E');
  return {
    teamId: isOrganisation ? undefined : team,
    enterpriseId: isOrganisation ? team : undefined,
    isOrganisation,
  };
}

function accountOf(
  user: unknown,
  externalId: string,
  askedOf: string | undefined = partsOf(externalId).team || undefined,
): DirectoryAccount {
  return readAccount(user, { platform: PLATFORM, externalId, askedOf });
}

/** Undefined where Slack has no such person or group, or does not let us ask. */
async function orNothing<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await calling(call);
  } catch (cause) {
    if (cause instanceof SlackRefusal) return undefined;
    throw cause;
  }
}
