import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { SlackRefusal } from '#channels/slack/calls/slack-error.ts';
import { createWorkspaces, isRemoved } from '#channels/slack/calls/workspaces.ts';
import { createInstallations } from '#channels/slack/install/installations.ts';
import { systemClock } from '#foundation/kernel/clock.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { testDatabase } from '../../../support/database.ts';
import { slackApp } from '../../../support/slack/slack-app.ts';
import { collectingLog } from '../faults/scene.ts';
import { slackCalls } from './slack-calls.ts';

const calls = slackCalls();
const store = testDatabase();
const { signingSecret, clientId, clientSecret, botToken, teamId } = slackApp;
const receiver = { kind: 'http', signingSecret } as const;
const from = (team: string) => ({ teamId: team, enterpriseId: undefined, isOrganisation: false });

async function installed(...teams: readonly string[]) {
  const keys = [randomBytes(32)];
  const installations = createInstallations({
    db: store.db,
    keys,
    teams,
    clock: systemClock,
    log: silentLog,
  });
  for (const team of teams) {
    await installations.save({
      isEnterpriseInstall: false,
      teamId: team,
      botToken: `xoxb-${team}`,
      botUserId: 'U1',
      scopes: [],
    });
  }
  return createWorkspaces({
    settings: {
      receiver,
      workspaces: { kind: 'installed', clientId, clientSecret, keys, teams },
      apiUrl: calls.double.apiUrl,
    },
    installations,
    logger: undefined,
    log: silentLog,
  });
}

describe('the one workspace by its token', () => {
  const { log, lines } = collectingLog();
  const one = () =>
    createWorkspaces({
      settings: {
        receiver,
        workspaces: { kind: 'one', botToken },
        apiUrl: calls.double.apiUrl,
      },
      installations: undefined,
      logger: undefined,
      log,
    });

  it('has one client, whoever asks', async () => {
    const workspaces = one();

    const [first, second] = [await workspaces.find(from('T1')), await workspaces.find(from('T2'))];

    expect(first.client).toBe(second.client);
    expect(first.token).toBe(botToken);
  });

  it('is never known by what arrived', async () => {
    const found = await one().find({ teamId: 'T9', enterpriseId: 'E9', isOrganisation: true });

    expect(found).toMatchObject({ ownTeam: teamId, enterpriseId: undefined });
  });

  it('is known by the team that its token is of, which is asked for once', async () => {
    const workspaces = one();
    const before = calls.double.calls('auth.test').length;

    const [first] = await workspaces.list();
    await workspaces.list();

    expect(first?.ownTeam).toBe(teamId);
    expect(calls.double.calls('auth.test')).toHaveLength(before + 1);
  });

  it('is asked again after that failed', async () => {
    const workspaces = one();
    calls.double.fail('auth.test', { status: 503 }, 1);

    await expect(workspaces.list()).rejects.toMatchObject({ code: 'unavailable' });

    expect(await workspaces.list()).toHaveLength(1);
  });

  it('says in the log that it was removed', async () => {
    await one().remove(from(teamId), systemClock.now());

    expect(lines).toMatchObject([{ level: 'warn' }]);
  });
});

describe('workspaces by OAuth', () => {
  it('are found with their own tokens', async () => {
    const workspaces = await installed('T1', 'T2');

    const tokens = (await workspaces.list()).map(({ token }) => token);

    expect(tokens).toEqual(['xoxb-T1', 'xoxb-T2']);
    expect((await workspaces.find(from('T2'))).token).toBe('xoxb-T2');
  });

  it('keep the one whose token is not the one that failed', async () => {
    const workspaces = await installed('T1', 'T2');
    const found = await workspaces.find(from('T1'));
    const failed = { ...found, token: 'xoxb-older' };

    const dropped = [await workspaces.drop(failed), await workspaces.drop(found)];

    expect(dropped).toEqual([false, true]);
    expect((await workspaces.list()).map(({ ownTeam }) => ownTeam)).toEqual(['T2']);
  });

  it('are none of ours where Steward is not, or not any more', async () => {
    const workspaces = await installed('T1');
    await workspaces.remove(from('T1'), new Date('2099-01-01'));

    const causes = await Promise.all(
      ['T1', 'T9'].map((team) => workspaces.find(from(team)).catch((cause: unknown) => cause)),
    );

    expect(causes).toEqual([expect.any(SlackRefusal), expect.any(SlackRefusal)]);
    expect(causes.map(isRemoved)).toEqual([true, true]);
  });
});
