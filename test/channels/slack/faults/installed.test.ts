import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createInstallations } from '#channels/slack/install/installations.ts';
import { systemClock } from '#foundation/kernel/clock.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { received } from '#foundation/store/schema.ts';
import { installations } from '#foundation/store/tables/installations.ts';
import { sampleCards } from '../../../support/sample-cards.ts';
import { slackApp } from '../../../support/slack/slack-app.ts';
import { eventually, forAWhile, type Scene, slackScenes } from './scene.ts';

const { store, open } = slackScenes();
const keys = [randomBytes(32)];
const botToken = 'xoxb-by-oauth';
const { teamId, clientId, clientSecret } = slackApp;
const teams = [teamId, 'T0SECOND'];

async function save(token: string): Promise<void> {
  await createInstallations({ db: store.db, keys, teams, clock: systemClock, log: silentLog }).save(
    {
      isEnterpriseInstall: false,
      teamId,
      botToken: token,
      botUserId: slackApp.botUserId,
      scopes: ['chat:write'],
    },
  );
}

/** Where Steward came by OAuth; the workspace's token is known to Slack. */
async function openInstalled(): Promise<Scene> {
  await save(botToken);
  const slack = await open({
    workspaces: { kind: 'installed', clientId, clientSecret, keys, teams },
  });
  slack.double.allow(botToken);
  return slack;
}

function ofTeam(team_id: string) {
  return { team_id, context_team_id: team_id, authorizations: [{ team_id, enterprise_id: null }] };
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

    await slack.sender.event('app-uninstalled', {}, ofTeam('T0SECOND'));
    await slack.idle();

    expect(await rows()).toHaveLength(1);
  });

  it.each(['app-uninstalled', 'tokens-revoked'] as const)(
    'stays when %s comes late, of the installation before',
    async (name) => {
      const slack = await openInstalled();
      const event_ts = String(Date.now() / 1000 - 60);

      await slack.sender.event(name, { event_ts });
      await slack.idle();
      await slack.say('developer', 'may I use marzipan?');
      await slack.idle();

      expect(await rows()).toHaveLength(1);
      expect(slack.turns).toHaveLength(1);
    },
  );

  it.each(['invalid_auth', 'team_access_not_granted'])(
    'stays when one call is refused with %s, and answers the next',
    async (error) => {
      const slack = await openInstalled();
      slack.double.fail('chat.postMessage', { error }, 1);

      await slack.say('developer', 'may I use marzipan?');
      await slack.idle();
      await slack.say('developer', 'and now, marzipan?');
      await slack.idle();

      expect(await rows()).toHaveLength(1);
      expect(slack.shown().length).toBeGreaterThan(0);
    },
  );

  it('is answered by its new token when the one before was taken back', async () => {
    const slack = await openInstalled();
    await slack.say('developer', 'may I use marzipan?');
    await slack.idle();
    // By another process: this one knows the older token by heart.
    await save('xoxb-second');
    slack.double.allow('xoxb-second');
    slack.double.revoke(botToken);

    await slack.say('developer', 'and now, marzipan?');
    await eventually(() => slack.shown().length === 2);

    expect(await rows()).toHaveLength(1);
    expect(slack.double.calls('chat.postMessage').at(-1)?.token).toBe('xoxb-second');
  });

  it('keeps its new token when a notice fails with the one before', async () => {
    const slack = await openInstalled();
    const { id } = slack.double.people.developer;
    const account = { platform: 'slack', externalId: `${teamId}/${id}` };
    const how = { key: 'notice', isRetry: false };
    await slack.slack.channel.send(account, sampleCards.yes, { ...how, key: 'before' });
    await save('xoxb-second');
    slack.double.allow('xoxb-second');
    slack.double.revoke(botToken);

    const first = slack.slack.channel.send(account, sampleCards.yes, how);
    await expect(first).rejects.toMatchObject({ code: 'unavailable' });
    const second = await slack.slack.channel.send(account, sampleCards.yes, how);

    expect(second.kind).toBe('sent');
    expect(await rows()).toHaveLength(1);
  });
});

describe('a workspace that Steward is not in', () => {
  it('is acknowledged, and nothing is done', async () => {
    const slack = await openInstalled();
    const calls = slack.double.calls().length;

    const { status } = await slack.sender.event('message-im', {}, ofTeam('T0UNKNOWN'));
    const { id } = slack.double.people.developer;
    const form = await slack.sender.submit({
      user: { id, team_id: 'T0UNKNOWN' },
      team: { id: 'T0UNKNOWN' },
      view: { app_installed_team_id: 'T0UNKNOWN' },
    });
    await slack.idle();
    await forAWhile();

    expect([status, form.status]).toEqual([200, 200]);
    expect(slack.turns).toEqual([]);
    expect(slack.double.calls()).toHaveLength(calls);
    expect(await undone()).toEqual([]);
  });
});
