import { beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#foundation/kernel/clock.ts';
import { personFor } from '#foundation/people/accounts.ts';
import type { DirectoryAccount } from '#foundation/people/directory.ts';
import { personas } from '#foundation/people/personas.ts';
import { noRoles, Role } from '#foundation/people/roles.ts';
import { profileFile, profiles } from '#knowledge/policy/file/load-office.ts';
import { loadPolicy } from '#knowledge/policy/file/load-policy.ts';
import { testDatabase } from '../../support/database.ts';
import { accountOf } from '../../support/persona.ts';
import { type RolesBench, rolesBench } from './roles-bench.ts';

const database = testDatabase();
const MINUTE = 60_000;
const ada = { platform: 'slack', externalId: 'T1/U1', email: 'ada@example.org' };
const legalByGroup = { reviewers: { legal: [{ group: 'slack:S1' }] } };

let bench: RolesBench;
beforeEach(() => {
  bench = rolesBench(database.db);
});

describe('a role given to an e-mail', () => {
  it('is held by whoever a directory knows by it', async () => {
    const personId = await meet(ada);
    const roles = bench.granting({
      ospo: ['Ada@Example.org'],
      reviewers: { legal: ['ada@example.org'] },
    });

    const held = await roles.of(personId);

    expect(held).toEqual(new Set(['ospo', 'reviewer:legal']));
  });

  it('is held on the other platform too', async () => {
    await meet(ada);
    const onTeams = await meet({ ...ada, platform: 'teams', externalId: 'A1/ada' });

    const held = await bench.granting({ auditor: ['ada@example.org'] }).of(onTeams);

    expect(held).toEqual(new Set(['auditor']));
  });

  it.each([
    ['is called like it', { ...ada, email: 'eve@example.org', displayName: 'ada@example.org' }],
    ['has it as a platform id', { platform: 'slack', externalId: 'ada@example.org' }],
    ['has one that begins like it', { ...ada, email: 'ada@example.org.evil.test' }],
    ['has one that looks like it', { ...ada, email: '\u0430da@example.org' }],
  ])('is not held by whoever %s', async (_what, account) => {
    const personId = await meet(account);

    const held = await bench.granting({ ospo: ['ada@example.org'] }).of(personId);

    expect(held).toEqual(new Set());
  });

  it('is gone at the next press once the file no longer names it', async () => {
    const personId = await meet(ada);
    const before = await bench.granting({ ospo: ['ada@example.org'] }).of(personId);

    const after = await bench.granting({ ospo: [] }).of(personId);

    expect(before).toEqual(new Set(['ospo']));
    expect(after).toEqual(new Set());
  });

  it('goes with the e-mail when the directory changes it', async () => {
    const personId = await meet(ada);
    const roles = bench.granting({ ospo: ['ada@example.org'] });
    await meet({ ...ada, email: 'ada.king@example.org' });

    const held = await roles.of(personId);

    expect(held).toEqual(new Set());
  });

  it('ends when the directory no longer vouches for the e-mail', async () => {
    const personId = await meet(ada);
    const roles = bench.granting({ ospo: ['ada@example.org'] });
    const before = await roles.of(personId);
    await meet({ ...ada, email: null });

    const after = [await roles.of(personId), await roles.holders('ospo')];

    expect(before).toEqual(new Set(['ospo']));
    expect(after).toEqual([new Set(), []]);
  });

  it('stays while the directory does not say which e-mail somebody has', async () => {
    const personId = await meet(ada);
    await meet({ platform: 'slack', externalId: 'T1/U1', displayName: 'Ada' });

    const held = await bench.granting({ ospo: ['ada@example.org'] }).of(personId);

    expect(held).toEqual(new Set(['ospo']));
  });

  it('asks no platform', async () => {
    const personId = await meet(ada);
    bench.slack.isDown = true;
    const roles = bench.granting({ ospo: [{ group: 'slack:S1' }, 'ada@example.org'] });

    const held = await roles.of(personId);

    expect(held).toEqual(new Set(['ospo']));
    expect(bench.slack.asked).toBe(0);
  });
});

describe('a role given to a group', () => {
  it('is held by its members and by nobody else', async () => {
    const member = await meet(ada);
    const stranger = await meet({ platform: 'slack', externalId: 'T1/U2' });
    bench.slack.groups.set('S1', ['T1/U1']);
    const roles = bench.granting(legalByGroup);

    const held = await Promise.all([roles.of(member), roles.of(stranger)]);

    expect(held).toEqual([new Set(['reviewer:legal']), new Set()]);
  });

  it('is not held by an account of another platform with the same id', async () => {
    const personId = await meet({ platform: 'teams', externalId: 'T1/U1' });
    bench.slack.groups.set('S1', ['T1/U1']);

    const held = await bench.granting(legalByGroup).of(personId);

    expect(held).toEqual(new Set());
  });

  it('asks the platform once a minute, however many press', async () => {
    const personId = await meet(ada);
    bench.slack.groups.set('S1', ['T1/U1']);
    const roles = bench.granting(legalByGroup);

    await Promise.all(Array.from({ length: 20 }, () => roles.of(personId)));
    bench.clock.advance(MINUTE - 1);
    await roles.of(personId);
    const withinAMinute = bench.slack.asked;
    bench.clock.advance(1);
    await roles.of(personId);

    expect([withinAMinute, bench.slack.asked]).toEqual([1, 2]);
  });

  it('is lost a minute after somebody left the group', async () => {
    const personId = await meet(ada);
    bench.slack.groups.set('S1', ['T1/U1']);
    const roles = bench.granting(legalByGroup);
    await roles.of(personId);
    bench.slack.groups.set('S1', []);
    bench.clock.advance(MINUTE);

    const held = await roles.of(personId);

    expect(held).toEqual(new Set());
  });

  it('stays for ten minutes while the platform is down, and no longer', async () => {
    const personId = await meet(ada);
    bench.slack.groups.set('S1', ['T1/U1']);
    const roles = bench.granting(legalByGroup);
    await roles.of(personId);
    bench.slack.isDown = true;

    bench.clock.advance(10 * MINUTE);
    const within = await roles.of(personId);
    bench.clock.advance(1);
    const after = await roles.of(personId);

    expect(within).toEqual(new Set(['reviewer:legal']));
    expect(after).toEqual(new Set());
  });

  it('is held by nobody while a platform is down that never answered', async () => {
    const personId = await meet(ada);
    bench.slack.isDown = true;

    const held = await bench.granting(legalByGroup).of(personId);

    expect(held).toEqual(new Set());
    expect(bench.log.lines.map(({ fields }) => fields)).toEqual([
      { platform: 'slack', code: 'unavailable' },
    ]);
  });

  it('is held again soon after the platform is back', async () => {
    const personId = await meet(ada);
    bench.slack.groups.set('S1', ['T1/U1']);
    bench.slack.isDown = true;
    const roles = bench.granting(legalByGroup);
    await roles.of(personId);
    await roles.of(personId);
    const askedWhileDown = bench.slack.asked;
    bench.slack.isDown = false;
    bench.clock.advance(5_000);

    const held = await roles.of(personId);

    expect(askedWhileDown).toBe(1);
    expect(held).toEqual(new Set(['reviewer:legal']));
  });

  it('is held by nobody when the platform knows no such group any more', async () => {
    const personId = await meet(ada);
    bench.slack.groups.set('S1', ['T1/U1']);
    const roles = bench.granting(legalByGroup);
    await roles.of(personId);
    bench.slack.groups.delete('S1');
    bench.clock.advance(MINUTE);

    const held = await roles.of(personId);

    expect(held).toEqual(new Set());
    expect(bench.log.lines.map(({ fields }) => fields)).toEqual([
      { platform: 'slack', code: 'not-found' },
    ]);
  });

  it('is held by nobody when its platform is not connected', async () => {
    const personId = await meet({ platform: 'teams', externalId: 'A1/ada' });

    const held = await bench.granting({ ospo: [{ group: 'teams:G1' }] }).of(personId);

    expect(held).toEqual(new Set());
  });
});

describe('a persona', () => {
  it.each<[string, readonly Role[]]>([
    ['developer', []],
    ['manager', []],
    ['legal', ['reviewer:legal']],
    ['security', ['reviewer:security']],
    ['ospo', ['ospo', 'reviewer:ospo']],
  ])('%s plays %j, and only where personas are played', async (id, expected) => {
    const personId = await meet(accountOf(id));

    const played = await bench.granting({}, { played: personas }).of(personId);
    const notPlayed = await bench.granting({}).of(personId);

    expect([...played]).toEqual(expected);
    expect([...notPlayed]).toEqual([]);
  });

  it.each(profiles)(
    'plays each reviewer group of the %s policy that is shipped',
    async (profile) => {
      const { policy } = await loadPolicy(profileFile(profile));
      const roles = bench.granting({}, { played: personas });

      const played = await Promise.all(
        Object.keys(policy.reviewers).map((group) =>
          roles.holders(Role.parse(`reviewer:${group}`)),
        ),
      );

      expect(played.map((holders) => holders.length)).toEqual(played.map(() => 1));
    },
  );

  it('is nobody on another platform', async () => {
    const personId = await meet({ platform: 'terminal', externalId: 'ospo' });

    const held = await bench.granting({}, { played: personas }).of(personId);

    expect(held).toEqual(new Set());
  });
});

describe('without a database', () => {
  it('nobody holds a role', async () => {
    const held = [...(await noRoles.of('anybody'))];

    expect([held, await noRoles.holders('ospo')]).toEqual([[], []]);
  });
});

function meet(account: DirectoryAccount): Promise<string> {
  return personFor(database.db, account, systemClock);
}
