import { beforeEach, describe, expect, it } from 'vitest';
import { findAccount, personFor } from '#foundation/people/accounts.ts';
import type { DirectoryAccount } from '#foundation/people/directory.ts';
import { personas } from '#foundation/people/personas.ts';
import { testDatabase } from '../../support/database.ts';
import { accountOf } from '../../support/persona.ts';
import { type RolesBench, rolesBench } from './roles-bench.ts';

const database = testDatabase();
const ada = { platform: 'slack', externalId: 'T1/U1', email: 'ada@example.org' };
const DAY_MS = 24 * 60 * 60_000;
const legalByGroup = { reviewers: { legal: [{ group: 'slack:S1' }] } };

let bench: RolesBench;
beforeEach(() => {
  bench = rolesBench(database.db);
});

describe('the holders of a role', () => {
  it('are found by e-mail, also those whom Steward never met', async () => {
    const met = await meet(ada);
    bench.slack.accounts.push({
      platform: 'slack',
      externalId: 'T1/U2',
      email: 'grace@example.org',
      displayName: 'Grace',
    });
    const roles = bench.granting({ ospo: ['ada@example.org', 'grace@example.org'] });

    const holders = await roles.holders('ospo');

    expect(holders).toEqual([met, await meet({ platform: 'slack', externalId: 'T1/U2' })]);
    expect(bench.slack.asked).toBe(1);
  });

  it('are found in groups, also those whom Steward never met', async () => {
    const met = await meet(ada);
    bench.slack.groups.set('S1', ['T1/U1', 'T1/U2']);

    const holders = await bench.granting(legalByGroup).holders('reviewer:legal');

    expect(holders).toEqual([met, await meet({ platform: 'slack', externalId: 'T1/U2' })]);
  });

  it('in a group are the persons that they are already, by the e-mail that the directory has', async () => {
    const onTeams = await meet({ platform: 'teams', externalId: 'A1/ada', email: ada.email });
    bench.slack.accounts.push({ ...ada, displayName: 'Ada Lovelace' });
    bench.slack.groups.set('S1', ['T1/U1']);
    const roles = bench.granting(legalByGroup);

    const holders = await roles.holders('reviewer:legal');
    const askedFirst = bench.slack.asked;
    await roles.holders('reviewer:legal');

    expect(holders).toEqual([onTeams]);
    expect([askedFirst, bench.slack.asked]).toEqual([2, 2]);
  });

  it('in a group are asked for again later when the directory does not say who they are', async () => {
    bench.slack.groups.set('S1', ['T1/U1']);
    const roles = bench.granting(legalByGroup);
    await roles.of(await meet({ platform: 'slack', externalId: 'T1/U2' }));
    bench.slack.isDown = true;

    const asking = roles.holders('reviewer:legal');

    await expect(asking).rejects.toMatchObject({ code: 'unavailable' });
    await expect(findAccount(database.db, ada)).resolves.toBeUndefined();
  });

  it('are named once, however often the file names them', async () => {
    const personId = await meet(ada);
    bench.slack.groups.set('S1', ['T1/U1']);
    const roles = bench.granting({
      ospo: ['ada@example.org', 'ADA@example.org', { group: 'slack:S1' }],
    });

    const holders = await roles.holders('ospo');

    expect(holders).toEqual([personId]);
  });

  it('do not include whom no directory knows, and the log counts those without naming them', async () => {
    const roles = bench.granting({ ospo: ['ada@example.org', 'grace@example.org'] });

    const holders = await roles.holders('ospo');

    expect(holders).toEqual([]);
    expect(bench.log.lines.map(({ fields }) => fields)).toEqual([{ count: 2 }]);
    expect(JSON.stringify(bench.log.lines)).not.toContain('@');
  });

  it('do not include somebody whom a directory finds by an address that is no longer theirs', async () => {
    const roles = bench.granting(
      { ospo: ['ada@example.org'] },
      {
        directories: [
          {
            platform: 'slack',
            lookUp: async () => ({ ...ada, email: 'eve@example.org' }),
            find: async () => undefined,
            membersOf: async () => undefined,
          },
        ],
      },
    );

    const holders = await roles.holders('ospo');

    expect(holders).toEqual([]);
  });

  it.each([
    ['e-mail', { ospo: ['ada@example.org'] }],
    ['group', { ospo: [{ group: 'slack:S1' }] }],
  ])(
    'are asked for again later when the platform is down and they are named by %s',
    async (_what, given) => {
      bench.slack.isDown = true;

      const asking = bench.granting(given).holders('ospo');

      await expect(asking).rejects.toMatchObject({ code: 'unavailable' });
    },
  );

  it('by e-mail do not include somebody who has left or has another address since yesterday', async () => {
    const grace = { platform: 'slack', externalId: 'T1/U2', email: 'grace@example.org' };
    const eve = { platform: 'slack', externalId: 'T1/U3', email: 'eve@example.org' };
    const [, , stays] = [await meet(ada), await meet(grace), await meet(eve)];
    bench.slack.accounts.push({ ...ada, email: null }, { ...grace, email: 'g@example.org' }, eve);
    const roles = bench.granting({ ospo: [ada.email, grace.email, eve.email] });
    bench.clock.advance(DAY_MS + 1);

    const holders = await roles.holders('ospo');

    expect(holders).toEqual([stays]);
  });

  it('by e-mail are asked of the directory once a day only, and later while it is down', async () => {
    const personId = await meet(ada);
    bench.slack.accounts.push(ada);
    const roles = bench.granting({ ospo: [ada.email] });

    const first = await roles.holders('ospo');
    const askedFirst = bench.slack.asked;
    bench.clock.advance(DAY_MS + 1);
    await roles.holders('ospo');
    await roles.holders('ospo');
    const askedNext = bench.slack.asked;
    bench.clock.advance(DAY_MS + 1);
    bench.slack.isDown = true;

    expect(first).toEqual([personId]);
    expect([askedFirst, askedNext]).toEqual([0, 1]);
    await expect(roles.holders('ospo')).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('by e-mail stay when the directory does not say who they are', async () => {
    const personId = await meet(ada);
    const roles = bench.granting({ ospo: [ada.email] });
    bench.clock.advance(DAY_MS + 1);

    expect(await roles.holders('ospo')).toEqual([personId]);
  });

  it('are none of an empty group, and none of a role that the file does not name', async () => {
    bench.slack.groups.set('S1', []);
    const roles = bench.granting(legalByGroup);

    const holders = [await roles.holders('reviewer:legal'), await roles.holders('reviewer:none')];

    expect(holders).toEqual([[], []]);
  });

  it('include the persona that plays it', async () => {
    const roles = bench.granting({}, { played: personas });

    const holders = await roles.holders('ospo');

    expect(holders).toEqual([await meet(accountOf('ospo'))]);
    expect(await bench.granting({}).holders('ospo')).toEqual([]);
  });
});

function meet(account: DirectoryAccount): Promise<string> {
  return personFor(database.db, account, bench.clock);
}
