import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createInstallations } from '#channels/slack/install/installations.ts';
import { systemClock } from '#foundation/kernel/clock.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { installations, received } from '#foundation/store/schema.ts';
import { slackApp } from '../../../support/slack/slack-app.ts';
import { forAWhile, type Scene, slackScenes } from './scene.ts';

const { store, open } = slackScenes();
const keys = [randomBytes(32)];
const botToken = 'xoxb-by-oauth';
const { teamId, clientId, clientSecret } = slackApp;

/** Where Steward came by OAuth; the workspace's token is known to Slack. */
async function openInstalled(): Promise<Scene> {
  const teams = [teamId, 'T0SECOND'];
  await createInstallations({ db: store.db, keys, teams, clock: systemClock, log: silentLog }).save(
    {
      isEnterpriseInstall: false,
      teamId,
      botToken,
      botUserId: slackApp.botUserId,
      scopes: ['chat:write'],
    },
  );
  const slack = await open({
    workspaces: { kind: 'installed', clientId, clientSecret, keys, teams },
  });
  slack.double.allow(botToken);
  return slack;
}

const rows = () => store.db.select().from(installations);
const undone = async () =>
  (await store.db.select().from(received)).filter(({ doneAt }) => doneAt === null);

describe('a workspace that Steward came to by OAuth', () => {
  it('is answered with its own token', async () => {
    const slack = await openInstalled();

    await slack.say('developer', 'may I use marzipan?');
    await slack.idle();

    expect(slack.shown()).toHaveLength(1);
    expect(slack.double.calls('chat.postMessage').at(-1)?.token).toBe(botToken);
  });

  it('is forgotten, without another try, when its token was taken back', async () => {
    const slack = await openInstalled();
    slack.double.revoke(botToken);

    const { status } = await slack.say('developer', 'may I use marzipan?');
    await slack.idle();
    await forAWhile();

    expect(status).toBe(200);
    expect(await rows()).toEqual([]);
    expect(await undone()).toEqual([]);
    expect(slack.lines).toContainEqual(
      expect.objectContaining({ level: 'warn', fields: { reason: 'token_revoked' } }),
    );
    expect(slack.lines.filter(({ message }) => message.includes('another try'))).toEqual([]);
  });

  it.each(['app-uninstalled', 'tokens-revoked'] as const)(
    'is forgotten after %s, and is silent from then on',
    async (name) => {
      const slack = await openInstalled();

      await slack.sender.event(name);
      await slack.idle();
      const { status } = await slack.say('developer', 'may I use marzipan?');
      await slack.idle();

      expect(status).toBe(200);
      expect(await rows()).toEqual([]);
      expect(slack.turns).toEqual([]);
      expect(await undone()).toEqual([]);
    },
  );

  it('stays when another one is forgotten', async () => {
    const slack = await openInstalled();

    await slack.sender.event('app-uninstalled', {}, { team_id: 'T0SECOND' });
    await slack.idle();

    expect(await rows()).toHaveLength(1);
  });
});

describe('a workspace that Steward is not in', () => {
  it('is acknowledged, and nothing is done', async () => {
    const slack = await openInstalled();
    const calls = slack.double.calls().length;

    const { status } = await slack.sender.event('message-im', {}, { team_id: 'T0UNKNOWN' });
    const { id } = slack.double.people.developer;
    const form = await slack.sender.submit({
      user: { id, team_id: 'T0UNKNOWN' },
      team: { id: 'T0UNKNOWN' },
    });
    await slack.idle();
    await forAWhile();

    expect([status, form.status]).toEqual([200, 200]);
    expect(slack.turns).toEqual([]);
    expect(slack.double.calls()).toHaveLength(calls);
    expect(await undone()).toEqual([]);
  });
});
