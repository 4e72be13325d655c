import { describe, expect, it } from 'vitest';
import { laneOf, laneOfAccount, platformOfLane } from '#foundation/delivery/bulk/lane.ts';
import { systemClock } from '#foundation/kernel/clock.ts';
import { personFor } from '#foundation/people/accounts.ts';
import { accounts } from '#foundation/store/schema.ts';
import { testDatabase } from '../../../support/database.ts';

const named = [
  ['slack', 'T1/U1', 'slack:T1'],
  ['teams', '11f4-a/77b2-c', 'teams:11f4-a'],
  ['teams', 'tenant/29:1/2', 'teams:tenant'],
  ['web', 'developer', 'web'],
] as const;

describe('the lane of an account', () => {
  const test = testDatabase();

  it.each(named)('of %s, %s, is %s', (platform, externalId, expected) => {
    const lane = laneOf({ platform, externalId });

    expect(lane).toBe(expected);
    expect(platformOfLane(lane)).toBe(platform);
  });

  it('is the same in the database', async () => {
    for (const [platform, externalId] of named) {
      await personFor(test.db, { platform, externalId }, systemClock);
    }

    const lanes = await test.db.select({ lane: laneOfAccount() }).from(accounts);

    expect(lanes.map(({ lane }) => lane).sort()).toEqual(named.map(([, , lane]) => lane).sort());
  });
});
