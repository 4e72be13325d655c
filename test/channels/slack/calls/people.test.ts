import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPeople, type SlackPeople } from '#channels/slack/calls/people.ts';
import { createWorkspaces } from '#channels/slack/calls/workspaces.ts';
import { movableClock } from '#foundation/kernel/clock.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { accountsOf } from '#foundation/people/accounts.ts';
import { createRoles } from '#foundation/people/create-roles.ts';
import { Office } from '#foundation/people/office.ts';
import { testDatabase } from '../../../support/database.ts';
import { slackApp } from '../../../support/slack/slack-app.ts';
import { type SlackDouble, startSlackDouble } from '../../../support/slack/slack-double.ts';

const database = testDatabase();
const { botToken, signingSecret, teamId } = slackApp;
const DAY_MS = 24 * 60 * 60_000;

describe('people of Slack', () => {
  const clock = movableClock(new Date('2030-01-01T00:00:00Z'));
  let double: SlackDouble;
  let people: SlackPeople;

  beforeAll(async () => {
    double = await startSlackDouble();
  });
  afterAll(() => double.close());

  beforeEach(() => {
    double.mend();
    const workspaces = createWorkspaces({
      settings: {
        receiver: { kind: 'http', signingSecret },
        workspaces: { kind: 'one', botToken },
        apiUrl: double.apiUrl,
      },
      installations: undefined,
      logger: undefined,
      log: silentLog,
    });
    people = createPeople({ db: database.db, workspaces, clock, log: silentLog });
  });

  function granting(email: string) {
    const roles = { ospo: [email] };
    return createRoles({
      db: database.db,
      office: Office.parse({ name: 'Us', contact: { who: 'Me' }, topics: {}, roles }),
      directories: [people],
      played: [],
      clock,
      log: silentLog,
    });
  }

  it('are found by their id, with the e-mail of a member and none of others', async () => {
    const { legal, guest, stranger } = double.people;

    const found = await Promise.all(
      [legal, guest, stranger].map(({ id }) => people.find(`${teamId}/${id}`)),
    );

    expect(found).toEqual(
      [legal, guest, stranger].map(({ id, realName }) => ({
        platform: 'slack',
        externalId: `${teamId}/${id}`,
        displayName: realName,
        email: id === legal.id ? legal.email : null,
        timeZone: expect.stringMatching(/^[A-Z]\w+\//),
      })),
    );
  });

  it('are not found when Slack knows none or does not let us ask', async () => {
    const unknown = await people.find(`${teamId}/U0NOBODY`);
    double.fail('users.info', { error: 'missing_scope' });
    const untold = await people.find(`${teamId}/${double.people.legal.id}`);

    expect([unknown, untold]).toEqual([undefined, undefined]);
  });

  it('are looked for again later while Slack is down', async () => {
    double.fail('users.info', { status: 503 });

    const finding = people.find(`${teamId}/${double.people.legal.id}`);

    await expect(finding).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('of another company are one account of ours without e-mail, whatever team arrives', async () => {
    const { stranger, ospo } = double.people;
    // As in a channel that both companies share: Slack does not call them a stranger there.
    double.changePerson(stranger.id, { is_stranger: false, profile: { email: ospo.email } });
    const roles = granting(ospo.email);
    const from = { enterpriseId: undefined, isOrganisation: false, userId: stranger.id };

    const met = [
      await people.personOf({ ...from, teamId: 'T0ELSEWHERE' }),
      await people.personOf({ ...from, teamId }),
      await people.personOf({ ...from, teamId: undefined, enterpriseId: 'E0ELSEWHERE' }),
    ];

    expect(new Set(met).size).toBe(1);
    expect(await accountsOf(database.db, met[0] ?? '')).toMatchObject([
      { externalId: `${teamId}/${stranger.id}` },
    ]);
    expect(await roles.of(met[0] ?? '')).toEqual(new Set());
    expect(await roles.holders('ospo')).not.toContain(met[0]);
    expect(await people.find(`T0ELSEWHERE/${stranger.id}`)).toMatchObject({ email: null });
    const theirs = await people.personOf({ ...from, teamId, userId: ospo.id });
    expect(theirs).not.toBe(met[0]);
  });

  it('who are only named have not used their account, until they act', async () => {
    const from = { teamId, enterpriseId: undefined, isOrganisation: false };
    const legal = { ...from, userId: double.people.legal.id };

    const named = await people.personOf(legal, { isActing: false });
    const before = await accountsOf(database.db, named);
    const acting = await people.personOf(legal);
    const after = await accountsOf(database.db, acting);

    expect(acting).toBe(named);
    expect([before[0]?.usedAt, after[0]?.usedAt]).toEqual([null, clock.now()]);
  });

  it('lose a role by e-mail at the next look after they became guests', async () => {
    const { developer } = double.people;
    const roles = granting(developer.email);
    const from = {
      teamId,
      enterpriseId: undefined,
      isOrganisation: false,
      userId: developer.id,
    };
    const before = await roles.of(await people.personOf(from));
    double.changePerson(developer.id, { is_restricted: true });
    clock.advance(DAY_MS + 1);

    const after = await roles.of(await people.personOf(from));

    expect([before, after]).toEqual([new Set(['ospo']), new Set()]);
  });
});
