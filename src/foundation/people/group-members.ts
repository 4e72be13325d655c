import type { Clock } from '#foundation/kernel/clock.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import type { Log } from '#foundation/kernel/log.ts';
import type { Directory } from '#foundation/people/directory.ts';
import type { PlatformGroup } from '#foundation/people/office.ts';

/** Who is in a platform's group, asked at most once a minute. */
export interface GroupMembers {
  /** External ids. Undefined when the platform does not answer and what it said last is too old to go by. */
  membersOf(group: PlatformGroup): Promise<ReadonlySet<string> | undefined>;
}

/** Somebody taken out of a group keeps its role for so long. */
const FRESH_MS = 60_000;
/** So that a platform that is down does not hold up every press; somebody put into a group meanwhile waits for so long. */
const ASK_AGAIN_MS = 5_000;
/** A short outage stops nobody's work; a long one must not keep a role alive that was taken away. */
const LAST_KNOWN_MS = 600_000;

interface Known {
  readonly members: ReadonlySet<string>;
  /** Milliseconds of the epoch, as is `askAt`. */
  readonly saidAt: number;
}

export function createGroupMembers(options: {
  readonly directories: readonly Directory[];
  readonly clock: Clock;
  readonly log: Log;
}): GroupMembers {
  const { directories, clock, log } = options;
  const known = new Map<string, Known>();
  const askAt = new Map<string, number>();
  const asking = new Map<string, Promise<void>>();

  async function ask(key: string, { platform, group }: PlatformGroup): Promise<void> {
    const about = { platform };
    try {
      const found = await askDirectories(directories, platform, group);
      if (!found) log.warn({ ...about, code: 'not-found' }, 'a group that holds a role is unknown');
      const saidAt = clock.now().getTime();
      known.set(key, { members: new Set(found), saidAt });
      askAt.set(key, saidAt + FRESH_MS);
    } catch (error) {
      const code = error instanceof StewardError ? error.code : 'bug';
      log.warn({ ...about, code }, 'the members of a group that holds a role could not be asked');
      askAt.set(key, clock.now().getTime() + ASK_AGAIN_MS);
    }
  }

  return {
    async membersOf(group) {
      const key = `${group.platform}:${group.group}`;
      if (clock.now().getTime() >= (askAt.get(key) ?? 0)) {
        const answer = asking.get(key) ?? ask(key, group).finally(() => asking.delete(key));
        asking.set(key, answer);
        await answer;
      }
      const last = known.get(key);
      if (last === undefined) return undefined;
      return clock.now().getTime() - last.saidAt <= LAST_KNOWN_MS ? last.members : undefined;
    },
  };
}

/** Undefined when no directory knows the group, also because its platform is not connected. */
async function askDirectories(
  directories: readonly Directory[],
  platform: string,
  group: string,
): Promise<readonly string[] | undefined> {
  for (const directory of directories) {
    if (directory.platform !== platform) continue;
    const members = await directory.membersOf(group);
    if (members !== undefined) return members;
  }
  return undefined;
}
