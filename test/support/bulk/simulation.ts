import { type BulkOptions, startBulk } from '#foundation/delivery/bulk/bulk.ts';
import type { CardFor } from '#foundation/delivery/draw.ts';
import type { Delivery } from '#foundation/delivery/worker.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { noRoles } from '#foundation/people/roles.ts';
import type { Database } from '#foundation/store/database.ts';
import { createPlatform, type Platform, slackRules, teamsRules } from './platform.ts';
import { type PlatformCalls, simulatedChannel } from './simulated-channel.ts';
import { createSharedTime, createTimeMember, type TimeMember } from './simulated-time.ts';

export const SIMULATED_START = Date.parse('2026-03-02T09:00:00Z');

export const drawNews: CardFor = async ({ matter }) => ({
  kind: 'card',
  card: { tone: 'neutral', title: matter, parts: [], buttons: [] },
});

export interface SimulationOptions {
  /** Asked at each call of a platform, at this many milliseconds since the start; what it throws the platform throws. */
  readonly onCall?: (platform: 'slack' | 'teams', passed: number, key: string) => void;
  readonly isGone?: (externalId: string) => boolean;
}

export interface Worker extends Delivery, Pick<TimeMember, 'setClock'> {}

/** Slack and Teams, and workers that share one simulated time with them. */
export function simulate(options: SimulationOptions = {}) {
  const time = createSharedTime(SIMULATED_START);
  const platforms = { slack: createPlatform(slackRules), teams: createPlatform(teamsRules) };

  function callsOf(name: 'slack' | 'teams'): PlatformCalls {
    const platform: Platform = platforms[name];
    return {
      async receive(conversation, key) {
        options.onCall?.(name, time.now() - SIMULATED_START, key);
        return platform.receive(conversation, key, time.now());
      },
      has: async (key) => platform.has(key),
    };
  }

  return {
    platforms,
    passed: () => time.now() - SIMULATED_START,
    work(database: Database, more: Partial<BulkOptions> = {}): Worker {
      const member = createTimeMember(SIMULATED_START);
      const joined = time.join((now) => member.wake(now));
      member.onIdle = (until) => joined.idle(until);
      const { clock, alarms } = member;
      const { db } = database;
      const { isGone } = options;
      const on = { db, clock, ...(isGone && { isGone }) };
      const channels = [
        simulatedChannel({ ...on, platform: 'slack', perSecond: 5, calls: callsOf('slack') }),
        simulatedChannel({ ...on, platform: 'teams', perSecond: 30, calls: callsOf('teams') }),
      ];
      const bulk = startBulk({
        database,
        clock,
        alarms,
        log: silentLog,
        roles: noRoles,
        channels: () => channels,
        cardFor: drawNews,
        ...more,
      });
      return {
        ...bulk,
        setClock: (by) => member.setClock(by),
        async stop() {
          joined.leave();
          await bulk.stop();
        },
      };
    },
    stop: () => time.stop(),
  };
}
