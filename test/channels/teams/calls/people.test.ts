import { describe, expect, it } from 'vitest';
import { silentLog } from '#foundation/kernel/log.ts';
import { accountsOf } from '#foundation/people/accounts.ts';
import { createRoles } from '#foundation/people/create-roles.ts';
import { Office } from '#foundation/people/office.ts';
import { accounts } from '#foundation/store/schema.ts';
import { testDatabase } from '../../../support/database.ts';
import { teamsApp } from '../../../support/teams/teams-app.ts';
import type { Who } from '../../../support/teams/test-teams.ts';
import { teamsCalls } from './teams-calls.ts';

const store = testDatabase();
const teams = teamsCalls(store);
const { clock } = teams;
const { tenantId } = teamsApp;
const DAY_MS = 24 * 60 * 60_000;

const nameOf = (who: Who) => `${tenantId}/${teams.double.people[who].aadObjectId}`;
const meet = (who: Who) => teams.people.personOf(teams.from(who), teams.channel());

async function inTeam(): Promise<void> {
  await teams.conversations.note(teams.channel(), teams.from('developer'));
}

function granting(email: string) {
  return createRoles({
    db: store.db,
    office: Office.parse({
      name: 'Us',
      contact: { who: 'Me' },
      topics: {},
      roles: { ospo: [email] },
    }),
    directories: [teams.people],
    played: [],
    clock,
    log: silentLog,
  });
}

describe('people of Teams', () => {
  it('are found by their id, with the e-mail of a member and none of others', async () => {
    await inTeam();
    teams.double.changePerson('guest', { email: 'omar@example.com' });

    const found = await Promise.all(
      (['legal', 'guest'] as const).map((who) => teams.people.find(nameOf(who))),
    );

    expect(found).toEqual([
      {
        platform: 'teams',
        externalId: nameOf('legal'),
        displayName: 'Lee Legal',
        email: 'lee@example.com',
      },
      { platform: 'teams', externalId: nameOf('guest'), displayName: 'Gwen Guest', email: null },
    ]);
  });

  it('are found in their own conversation, without a team', async () => {
    await teams.conversations.note(teams.personal('legal'), teams.from('legal'));

    const found = await teams.people.find(nameOf('legal'));

    expect(found?.email).toBe('lee@example.com');
  });

  it('are not found where we are in no roster, or Teams does not let us ask', async () => {
    const unmet = await teams.people.find(nameOf('legal'));
    await inTeam();
    teams.double.fail('members', { status: 403, code: 'Forbidden' });
    const untold = await teams.people.find(nameOf('legal'));

    expect([unmet, untold]).toEqual([undefined, undefined]);
  });

  it('have no address where no roster knows them any more', async () => {
    await inTeam();
    await teams.conversations.note(teams.personal('legal'), teams.from('legal'));
    const before = await teams.people.find(nameOf('legal'));
    teams.double.leave('legal');

    const after = await teams.people.find(nameOf('legal'));

    expect([before?.email, after?.email]).toEqual(['lee@example.com', null]);
  });

  it('are known to have left, also when a team has been deleted', async () => {
    await teams.conversations.note(teams.personal('legal'), teams.from('legal'));
    const gone = { ...teams.channel(), team: '19:deleted@thread.tacv2' };
    await teams.conversations.note(gone, teams.from('legal'));
    teams.double.leave('legal');

    const found = await teams.people.find(nameOf('legal'));

    expect(found?.email).toBeNull();
    expect(await teams.conversations.teams()).toEqual([]);
  });

  it('are not known to have left when nothing is left to ask', async () => {
    const gone = { ...teams.channel(), team: '19:deleted@thread.tacv2' };
    await teams.conversations.note(gone, teams.from('legal'));

    const found = await teams.people.find(nameOf('legal'));

    expect(found).toBeUndefined();
  });

  it('are looked for again later while Teams is away', async () => {
    await inTeam();
    teams.double.fail('members', { status: 503 });

    const finding = teams.people.find(nameOf('legal'));

    await expect(finding).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('are found by the address with which they sign in, when it is theirs', async () => {
    await inTeam();
    teams.double.changePerson('guest', { userPrincipalName: 'omar.other@example.com' });

    const found = await Promise.all(
      ['lee@example.com', 'omar.other@example.com', 'nobody@example.com'].map((email) =>
        teams.people.lookUp(email),
      ),
    );

    expect(found.map((account) => account?.externalId)).toEqual([
      nameOf('legal'),
      undefined,
      undefined,
    ]);
  });

  it('of a team are all colleagues on its roster, whatever its pages', async () => {
    await inTeam();

    const members = await teams.people.membersOf(teams.double.team.id);

    expect(members).toEqual((['developer', 'legal', 'ospo'] as const).map((who) => nameOf(who)));
  });

  it('of a group that we do not know are none, and neither is one person', async () => {
    await teams.conversations.note(teams.personal('legal'), teams.from('legal'));

    const found = [
      await teams.people.membersOf('19:unknown@thread.tacv2'),
      await teams.people.membersOf(teams.double.personal('legal')),
    ];

    expect(found).toEqual([undefined, undefined]);
  });

  it('who are only named have not used their account, until they act', async () => {
    await inTeam();

    const named = await teams.people.personNamed(
      teams.double.people.legal.aadObjectId,
      teams.from('developer'),
    );
    const before = await accountsOf(store.db, named);
    const acting = await meet('legal');
    const after = await accountsOf(store.db, acting);

    expect(acting).toBe(named);
    expect([before[0]?.usedAt, after[0]?.usedAt]).toEqual([null, clock.now()]);
  });

  it('who are in no directory are nobody’s colleagues', async () => {
    const from = { ...teams.from('legal'), aadObjectId: undefined };
    teams.double.changePerson('legal', { email: 'omar@example.com' });

    await teams.people.personOf(from, teams.channel());

    const [account] = await store.db.select().from(accounts);
    expect(account?.externalId).toBe(`${tenantId}/${from.userId}`);
  });
});

describe('somebody whom we know', () => {
  it.each([
    ['has another address', () => teams.double.changePerson('ospo', { email: 'o2@example.com' })],
    ['is a guest', () => teams.double.changePerson('ospo', { userRole: 'guest' })],
    [
      'is of another company',
      () => teams.double.changePerson('ospo', { tenantId: teamsApp.otherTenantId }),
    ],
    ['has left', () => teams.double.leave('ospo')],
  ])('loses a role by e-mail at the next look after it %s', async (_how, change) => {
    const roles = granting('omar@example.com');
    const before = await roles.of(await meet('ospo'));
    change();
    clock.advance(DAY_MS + 1);

    const after = await roles.of(await meet('ospo'));

    expect([before, after]).toEqual([new Set(['ospo']), new Set()]);
  });

  it('and who left is not told any more what is for their role, without having come back', async () => {
    await inTeam();
    const roles = granting('omar@example.com');
    const before = await roles.holders('ospo');
    teams.double.leave('ospo');
    clock.advance(DAY_MS + 1);

    const after = await roles.holders('ospo');

    expect(before).toHaveLength(1);
    expect(after).toEqual([]);
  });

  it('keeps what they had while Teams is away, or does not let us ask', async () => {
    const roles = granting('omar@example.com');
    await meet('ospo');

    const kept = [];
    for (const fault of [{ status: 503 }, 'drop', { status: 403, code: 'Forbidden' }] as const) {
      clock.advance(DAY_MS + 1);
      teams.double.fail('members', fault);
      kept.push(await roles.of(await meet('ospo')));
      teams.double.mend();
    }

    expect(kept).toEqual([new Set(['ospo']), new Set(['ospo']), new Set(['ospo'])]);
  });

  it('is asked about once a day, however often they speak', async () => {
    await meet('ospo');
    const before = teams.double.calls.length;

    for (let at = 0; at < 5; at++) await meet('ospo');
    clock.advance(DAY_MS / 2);
    await meet('ospo');

    expect(teams.double.calls).toHaveLength(before);
  });
});
