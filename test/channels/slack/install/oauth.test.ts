import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HTTPReceiver } from '@slack/bolt';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { boltLogger } from '#channels/slack/install/bolt-logger.ts';
import { createInstallations, type Installations } from '#channels/slack/install/installations.ts';
import { oauthOptions } from '#channels/slack/install/oauth.ts';
import type { SlackSettings } from '#channels/slack/settings.ts';
import { systemClock } from '#foundation/kernel/clock.ts';
import type { Log, LogFields } from '#foundation/kernel/log.ts';
import { installations as table } from '#foundation/store/tables/installations.ts';
import { testDatabase } from '../../../support/database.ts';
import { slackApp } from '../../../support/slack/slack-app.ts';
import { type SlackDouble, startSlackDouble } from '../../../support/slack/slack-double.ts';

const database = testDatabase();
const keys = [randomBytes(32)];
const teams = [slackApp.teamId, 'T0SECOND'];
const logged: { fields: LogFields; message: string }[] = [];
const keep = (fields: LogFields, message: string): void => void logged.push({ fields, message });
const log: Log = { debug: keep, info: keep, warn: keep, error: keep };

describe('installing Steward in a workspace', () => {
  const server = createServer();
  let slack: SlackDouble;
  let installations: Installations;
  let ours = '';

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // A listening TCP server has an address with a port.
    ours = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    slack = await startSlackDouble({ redirectUris: [`${ours}/slack/oauth_redirect`] });
  });

  beforeEach(() => {
    logged.length = 0;
    slack.mend();
    slack.installInto(slackApp.teamId);
    installations = createInstallations({ db: database.db, keys, teams, clock: systemClock, log });
    const settings: SlackSettings = {
      receiver: { kind: 'http', signingSecret: slackApp.signingSecret },
      workspaces: {
        kind: 'installed',
        clientId: slackApp.clientId,
        clientSecret: slackApp.clientSecret,
        keys,
        teams,
      },
      apiUrl: slack.apiUrl,
    };
    const receiver = new HTTPReceiver({
      signingSecret: slackApp.signingSecret,
      logger: boltLogger(log),
      ...oauthOptions({ settings, installations, publicUrl: ours, usesGroups: false, log }),
    });
    server.removeAllListeners('request').on('request', receiver.requestListener);
  });

  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
    await slack.close();
  });

  /** What the browser of somebody who installs does, up to Slack's leading it back to us. */
  async function leaveGiven(): Promise<{ back: string; cookie: string; page: string }> {
    const install = await fetch(`${ours}/slack/install`);
    const page = await install.text();
    const cookie = install.headers.get('set-cookie')?.split(';')[0] ?? '';
    const href = /href="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const asked = new URL(href);
    const picker = await (await fetch(asked)).text();
    const user = /name="user_id" value="([^"]+)"/.exec(picker)?.[1] ?? '';
    const fields = new URLSearchParams([
      ...asked.searchParams,
      ['user_id', user],
      ...hiddenFields(picker),
    ]);
    const given = await fetch(new URL('/oauth/v2/authorize/callback', asked), {
      method: 'POST',
      body: fields,
      redirect: 'manual',
    });
    return { back: given.headers.get('location') ?? '', cookie, page };
  }

  it('begins on a calm page of ours that loads nothing and leads to Slack', async () => {
    const answer = await fetch(`${ours}/slack/install`);

    const page = await answer.text();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(page).toContain('Install Steward in your workspace');
    expect(page).toContain(`href="${slack.url}/oauth/v2/authorize?scope=`);
    expect(page).not.toContain('usergroups:read');
  });

  it('ends with a token that only the key can read', async () => {
    const { back, cookie } = await leaveGiven();

    const done = await fetch(back, { headers: { cookie } });

    expect(done.status).toBe(200);
    expect(await done.text()).toContain('Steward is installed in');
    const rows = await database.db.select().from(table);
    expect(rows.map(({ id }) => id)).toEqual([`slack:${slackApp.teamId}`]);
    const found = await installations.find({ teamId: slackApp.teamId, enterpriseId: null });
    expect(found?.botToken).toMatch(/^xoxb-/);
    expect(JSON.stringify(rows)).not.toContain(found?.botToken);
    expect(JSON.stringify(logged)).not.toMatch(/xox|client secret/);
  });

  it('is possible in a second workspace, whose name is shown as it is', async () => {
    const first = await leaveGiven();
    await fetch(first.back, { headers: { cookie: first.cookie } });
    slack.installInto('T0SECOND');

    const second = await leaveGiven();
    const done = await fetch(second.back, { headers: { cookie: second.cookie } });

    expect(done.status).toBe(200);
    const all = await installations.list();
    expect(all.map(({ teamId }) => teamId)).toEqual([slackApp.teamId, 'T0SECOND']);
    expect(new Set(all.map(({ botToken }) => botToken)).size).toBe(2);
  });

  it('is refused calmly in a workspace that is not allowed, of which nothing is kept', async () => {
    slack.installInto('T0ELSEWHERE');
    const { back, cookie } = await leaveGiven();

    const answer = await fetch(back, { headers: { cookie } });

    const page = await answer.text();
    expect(answer.status).toBe(403);
    expect(page).toContain('This Steward is for other workspaces');
    expect(page).not.toMatch(/T0|SLACK_|xox/);
    expect(await database.db.select().from(table)).toEqual([]);
    expect(logged).toContainEqual({
      fields: { code: 'not-allowed' },
      message: 'an installation was not finished',
    });
  });

  it('is refused in a browser that did not begin it', async () => {
    const { back } = await leaveGiven();

    const answer = await fetch(back);

    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('This installation was not begun here');
    expect(await database.db.select().from(table)).toEqual([]);
  });

  it('is refused with a state of another making', async () => {
    const { back } = await leaveGiven();
    const forged = new URL(back);
    forged.searchParams.set('state', 'made-up');

    const answer = await fetch(forged, { headers: { cookie: 'slack-app-oauth-state=made-up' } });

    expect(answer.status).toBe(400);
    expect(await database.db.select().from(table)).toEqual([]);
  });

  it('leaves nothing when somebody says no, and shows nothing of what came back', async () => {
    const words = encodeURIComponent('<script>alert(1)</script>');

    const answer = await fetch(
      `${ours}/slack/oauth_redirect?error=access_denied&error_description=${words}`,
    );

    const page = await answer.text();
    expect(page).toContain('You said no in Slack');
    expect(page).not.toContain('script>alert');
  });

  it.each([
    ['when Slack says no', { error: 'invalid_code' }],
    ['when Slack is down', { status: 500 }],
  ] as const)('says that it was not finished %s', async (_, fault) => {
    const { back, cookie } = await leaveGiven();
    slack.fail('oauth.v2.access', fault);

    const answer = await fetch(back, { headers: { cookie } });

    expect(answer.status).toBe(502);
    expect(await answer.text()).toContain('The installation could not be finished');
    expect(await database.db.select().from(table)).toEqual([]);
    expect(logged.some(({ message }) => message === 'an installation was not finished')).toBe(true);
  });
});

describe('one workspace by its token', () => {
  it('has no page to install from', () => {
    const installations = createInstallations({
      db: database.db,
      keys,
      teams,
      clock: systemClock,
      log,
    });
    const settings: SlackSettings = {
      receiver: { kind: 'http', signingSecret: slackApp.signingSecret },
      workspaces: { kind: 'one', botToken: slackApp.botToken },
      apiUrl: 'https://slack.com/api/',
    };

    const options = oauthOptions({
      settings,
      installations,
      publicUrl: 'https://steward.example.com',
      usesGroups: false,
      log,
    });

    expect(options).toEqual({});
  });
});

function hiddenFields(page: string): [string, string][] {
  return [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
    ([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')],
  );
}
