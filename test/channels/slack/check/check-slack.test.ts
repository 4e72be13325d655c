import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkSlack, type SlackCheck } from '#channels/slack/check/check-slack.ts';
import type { Installation } from '#channels/slack/install/installations.ts';
import { slackScopes } from '#channels/slack/manifest.ts';
import type { SlackSettings } from '#channels/slack/settings.ts';
import { slackApp } from '../../../support/slack/slack-app.ts';
import { type SlackDouble, startSlackDouble } from '../../../support/slack/slack-double.ts';

const byHttp: SlackSettings['receiver'] = {
  kind: 'http',
  signingSecret: slackApp.signingSecret,
};
const bySocket: SlackSettings['receiver'] = { kind: 'socket', appToken: slackApp.appToken };
const scopes = slackScopes({ groups: false });

describe('the look at Slack', () => {
  let slack: SlackDouble;
  beforeAll(async () => {
    slack = await startSlackDouble({ scopes, socketUrl: () => 'ws://127.0.0.1:9' });
  });
  beforeEach(() => {
    slack.mend();
    slack.allow(slackApp.botToken);
    slack.allow(slackApp.appToken);
  });
  afterAll(() => slack.close());

  function look(
    settings: Partial<SlackSettings>,
    check: Partial<SlackCheck> = {},
  ): Promise<readonly string[]> {
    const workspaces = { kind: 'one', botToken: slackApp.botToken } as const;
    return said({
      settings: { receiver: byHttp, workspaces, apiUrl: slack.apiUrl, ...settings },
      usesGroups: false,
      installations: Promise.resolve(undefined),
      publicUrl: 'https://steward.example.com',
      patienceMs: 2_000,
      ...check,
    });
  }

  it('finds all well', async () => {
    const found = await look({ receiver: bySocket });

    expect(found).toEqual([
      expect.stringMatching(/^ok Slack is reached at 127\.0\.0\.1:\d+\.$/),
      'ok Slack lets Steward connect by Socket Mode.',
      'ok SLACK_BOT_TOKEN is good for workspace T000000001.',
      'ok SLACK_BOT_TOKEN has the scopes of the manifest.',
    ]);
  });

  it('asks Slack only what changes nothing', async () => {
    const before = slack.calls().length;

    await look({ receiver: bySocket });

    const methods = slack.calls().slice(before);
    expect(methods.map(({ method }) => method).sort()).toEqual([
      'api.test',
      'apps.connections.open',
      'auth.test',
    ]);
  });

  it('names a token that Slack refuses, without the token', async () => {
    const workspaces = { kind: 'one', botToken: 'xoxb-of-nobody' } as const;

    const found = await look({ workspaces });

    expect(found[1]).toMatch(/^fail Slack refuses SLACK_BOT_TOKEN \(invalid_auth\)\. .*Install/);
    expect(found.join()).not.toContain('xoxb');
  });

  it('names a token that was taken back', async () => {
    slack.revoke(slackApp.botToken);

    const found = await look({});

    expect(found[1]).toContain('(token_revoked)');
  });

  it('names an app token that Slack refuses', async () => {
    slack.revoke(slackApp.appToken);

    const found = await look({ receiver: bySocket });

    expect(found[1]).toMatch(/^fail Slack refuses SLACK_APP_TOKEN .*connections:write/);
  });

  it('names scopes that are missing, and how to get them', async () => {
    const found = await look({}, { usesGroups: true });

    expect(found[2]).toMatch(/^fail SLACK_BOT_TOKEN .*missing: usergroups:read\. .*manifest slack/);
  });

  it('names scopes that nobody needs', async () => {
    const generous = await startSlackDouble({ scopes: [...scopes, 'pins:read', 'admin'] });

    const found = await look({ apiUrl: generous.apiUrl });
    await generous.close();

    expect(found[2]).toMatch(/^warn SLACK_BOT_TOKEN .*too many: admin, pins:read\./);
  });

  it('names addresses that hold a role and that Slack does not know', async () => {
    const addresses = [slack.people.ospo.email, 'nobody@example.org'];

    const found = await look({}, { addresses });

    expect(found[3]).toMatch(/^warn Slack knows nobody by .* role: nobody@example\.org\. Write/);
  });

  it('says one thing, and not the same thing thrice, when nobody answers', async () => {
    const found = await look({ receiver: bySocket, apiUrl: 'http://127.0.0.1:9/api/' });

    expect(found).toEqual([
      expect.stringMatching(/^fail Slack is not reached at 127\.0\.0\.1:9.* HTTPS_PROXY/),
    ]);
  });

  it('waits no longer than it may when Slack hangs', async () => {
    slack.fail('*', 'hang');
    const began = performance.now();

    const found = await look({ receiver: bySocket }, { patienceMs: 300 });

    expect(found).toEqual([expect.stringContaining('it gave no answer in time')]);
    expect(performance.now() - began).toBeLessThan(1_500);
  });

  it('tells a trouble of Slack’s own from one of ours', async () => {
    slack.fail('*', { status: 503 });

    const found = await look({});

    expect(found).toEqual([
      expect.stringMatching(/^fail Slack answers with status 503\. .*status/),
    ]);
  });

  it('says what was not answered when only one method hangs', async () => {
    slack.fail('auth.test', 'hang');

    const found = await look({}, { patienceMs: 300 });

    expect(found[1]).toMatch(/^fail Slack gave no answer to whether SLACK_BOT_TOKEN is good\./);
  });

  it.each([
    [false, /^fail Something else than Slack answers/],
    [true, /fail Slack gave no answer to whether SLACK_BOT_TOKEN is good/],
  ])('shows nothing of a page that stands in the way (half: %s)', async (isHalfSlack, words) => {
    const server = createServer((request, response) => {
      const isJson = request.url?.endsWith('api.test') && isHalfSlack;
      response.writeHead(200, { 'content-type': isJson ? 'application/json' : 'text/html' });
      response.end(isJson ? '{"ok":true}' : '<h1>Please sign in</h1>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // A listening TCP server has an address with a port.
    const { port } = server.address() as AddressInfo;

    const found = await look({ apiUrl: `http://127.0.0.1:${port}/api/` });
    await new Promise((resolve) => server.close(resolve));

    expect(found.join()).toMatch(words);
    expect(found.join()).not.toContain('sign in');
  });

  describe('of several workspaces', () => {
    const workspaces = {
      kind: 'installed',
      clientId: slackApp.clientId,
      clientSecret: slackApp.clientSecret,
      keys: [randomBytes(32)],
      teams: ['T0ACME'],
    } as const;
    const acme: Installation = {
      isEnterpriseInstall: false,
      teamId: 'T0ACME',
      botToken: slackApp.botToken,
      botUserId: 'U0BOT',
      scopes: [...scopes],
    };

    it('finds all well', async () => {
      const installations = Promise.resolve({ readable: [acme], unreadable: [], others: [] });

      const found = await look({ workspaces }, { installations });

      expect(found.slice(1)).toEqual([
        'ok SLACK_TOKEN_KEYS opens the installation.',
        'ok The token of T0ACME has the scopes of the manifest.',
      ]);
    });

    it('says where to install when nobody has', async () => {
      const installations = Promise.resolve({ readable: [], unreadable: [], others: [] });

      const found = await look({ workspaces }, { installations });

      expect(found[1]).toMatch(
        /^warn No workspace .*https:\/\/steward\.example\.com\/slack\/install/,
      );
    });

    it('names what no key opens, and whose token Slack refuses', async () => {
      const gone = { ...acme, teamId: 'T0GONE', botToken: 'xoxb-of-nobody' };
      const installations = Promise.resolve({
        readable: [acme, gone],
        unreadable: ['slack:T0LOST'],
        others: ['slack:T0ELSEWHERE'],
      });

      const found = await look({ workspaces }, { installations });

      expect(found[1]).toMatch(/^fail SLACK_TOKEN_KEYS does not open 1 of 3 .*slack:T0LOST/);
      expect(found[2]).toMatch(/^ok The token of T0ACME/);
      expect(found[3]).toMatch(/^fail The token of T0GONE is refused by Slack \(invalid_auth\)/);
      expect(found[4]).toMatch(/^warn SLACK_TEAMS does not name 1 of .*slack:T0ELSEWHERE/);
    });

    it('says nothing of them when the database could not be read', async () => {
      const found = await look({ workspaces });

      expect(found).toEqual([expect.stringMatching(/^ok Slack is reached/)]);
    });
  });
});

async function said(check: SlackCheck): Promise<readonly string[]> {
  const found = await checkSlack(check);
  return found.map(({ state, what, mend }) => [state, what, mend].filter(Boolean).join(' '));
}
