import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createInstallations } from '#channels/slack/install/installations.ts';
import { slackScopes } from '#channels/slack/manifest.ts';
import { examine } from '#commands/doctor.ts';
import { init } from '#commands/init.ts';
import { readSettings } from '#config.ts';
import { systemClock } from '#foundation/kernel/clock.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { openDatabase } from '#foundation/store/database.ts';
import { testFolder } from '../support/folder.ts';
import { copyMigratedFolder } from '../support/migrated-folder.ts';
import { type RegistryDouble, startRegistryDouble } from '../support/registry-double.ts';
import { runSteward } from '../support/run-steward.ts';
import { slackApp } from '../support/slack/slack-app.ts';
import { type SlackDouble, startSlackDouble } from '../support/slack/slack-double.ts';

describe('doctor', () => {
  const folder = testFolder();
  let registry: RegistryDouble;
  let slack: SlackDouble;
  beforeAll(async () => {
    registry = await startRegistryDouble();
    registry.publish({ name: 'semver', versions: { '7.0.0': { license: 'ISC' } } });
    slack = await startSlackDouble({ scopes: slackScopes({ groups: false }) });
  });
  beforeEach(() => {
    registry.mend();
    slack.mend();
  });
  afterAll(() => Promise.all([registry.close(), slack.close()]));

  function environment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
    return {
      HOME: folder.path,
      STEWARD_DATA: path.join(folder.path, 'data'),
      npm_config_registry: registry.url,
      npm_config_userconfig: path.join(folder.path, '.npmrc'),
      ...more,
    };
  }

  async function found(
    more: Readonly<Record<string, string>> = {},
    patienceMs = 15_000,
  ): Promise<readonly string[]> {
    const findings = await examine(readSettings(environment(more)), patienceMs);
    return findings.map(({ state, what, mend }) => [state, what, mend].filter(Boolean).join(' '));
  }

  const bySlack = () => ({
    SLACK_SIGNING_SECRET: slackApp.signingSecret,
    SLACK_BOT_TOKEN: slackApp.botToken,
    SLACK_API_URL: slack.apiUrl,
  });

  it('finds a new Steward well, and makes nothing', async () => {
    const said = await found();

    expect(said).toEqual([
      'ok The settings are right. Slack is off. Teams is off.',
      expect.stringMatching(/^ok The office folder is right: the shipped starter, policy /),
      'ok The role ospo is held by personas of the web chat.',
      expect.stringMatching(/^ok The embedded database in .*data is made at the first start\.$/),
      expect.stringMatching(/^ok The npm registry at 127\.0\.0\.1:\d+ answers\.$/),
      expect.stringMatching(
        /^ok The handbook is right: the shipped starter, \d+ files with \d+ sections/,
      ),
    ]);
    expect(await readdir(folder.path)).toEqual([]);
  });

  it('ends with 0 when nothing fails, as a command', async () => {
    const ended = await runSteward(['doctor'], environment());

    expect(ended).toMatchObject({ status: 0, err: '' });
    expect(ended.out).toMatch(/^ok {4}The settings are right\.[\s\S]*\n\nAll is well\.\n$/);
  });

  it('ends with 1 and says what is wrong with the settings, without their values', async () => {
    const ended = await runSteward(
      ['doctor'],
      environment({ SLACK_BOT_TOKEN: 'xoxp-very-secret', PORT: 'abc' }),
    );

    expect(ended.status).toBe(1);
    expect(ended.out).toMatch(/^FAIL {2}The settings are not right\./);
    expect(ended.out).toContain('PORT');
    expect(ended.out).toContain('SLACK_SIGNING_SECRET');
    expect(ended.out + ended.err).not.toContain('very-secret');
  });

  it('looks at what does not depend on a wrong setting', async () => {
    const said = await found({ ...bySlack(), PORT: 'abc', DATABASE_URL: 'mysql://host/db' });

    expect(said).toEqual([
      expect.stringMatching(/^fail The settings are not right\. [\s\S]*PORT[\s\S]*DATABASE_URL/),
      expect.stringMatching(/^ok The office folder is right/),
      expect.stringMatching(/^warn Nobody holds the role ospo/),
      expect.stringMatching(/^ok The npm registry/),
      expect.stringMatching(/^warn PUBLIC_URL is not set/),
      expect.stringMatching(/^ok Slack is reached/),
      'ok SLACK_BOT_TOKEN is good for workspace T000000001.',
      'ok SLACK_BOT_TOKEN has the scopes of the manifest.',
      expect.stringMatching(/^ok The handbook is right/),
    ]);
  });

  it('looks at the database when only another setting is wrong', async () => {
    const said = await found({ STEWARD_LOG: 'loud', SLACK_BOT_TOKEN: 'xoxb-1' });

    expect(said[2]).toMatch(/^warn Nobody holds the role ospo/);
    expect(said[3]).toMatch(/^ok The embedded database/);
    expect(said).toHaveLength(6);
  });

  it('says that the web chat listens on this machine only, and lets Slack be called elsewhere', async () => {
    const alone = await found({ HOST: '0.0.0.0' });
    const besideSlack = await found({ ...bySlack(), HOST: '0.0.0.0' });

    expect(alone[0]).toMatch(/^fail The settings are not right\. .*set HOST to 127\.0\.0\.1/);
    expect(besideSlack[0]).toMatch(/^ok /);
  });

  it('names each mistake in the office folder', async () => {
    const office = path.join(folder.path, 'office');
    await mkdir(office);
    await init(office);
    await writeFile(path.join(office, 'office.yaml'), 'name: 7\n');

    const said = await found({ STEWARD_OFFICE: office });

    expect(said[1]).toMatch(/^fail The office folder is not right\. [\s\S]*office\.yaml/);
  });

  it('looks into a database that is there', async () => {
    const data = path.join(folder.path, 'data');
    await copyMigratedFolder(data);

    const said = await found();

    expect(said[3]).toMatch(
      /^ok The embedded database .* answers, with PostgreSQL 18\.\d+ and all/,
    );
  });

  it('does not fail because a Steward runs', async () => {
    const data = path.join(folder.path, 'data');
    await copyMigratedFolder(data);
    const database = await openDatabase({ kind: 'embedded', folder: data }, silentLog);

    const said = await found();
    await database.close();

    expect(said[3]).toMatch(/^ok The embedded database .* is in use by a running Steward/);
  });

  it('says that a PostgreSQL does not answer, without its password', async () => {
    const said = await found({ DATABASE_URL: 'postgres://me:very-secret@127.0.0.1:9/db' });

    expect(said[3]).toMatch(
      /^fail The database does not answer\. Check host and port in DATABASE_URL, and that PostgreSQL/,
    );
    expect(said.join()).not.toContain('very-secret');
  });

  it.each([
    ['is down', { kind: 'status', status: 503 }, /^fail .* gives no answer \(server-error\)/],
    ['hangs', { kind: 'hang' }, /^fail .* gives no answer \(timeout\)/],
    ['wants a token', { kind: 'status', status: 401 }, /^fail .* does not let us in\. Renew/],
    ['lacks what it should have', { kind: 'status', status: 404 }, /^warn .* does not know/],
  ] as const)('says that the npm registry %s', async (_, fault, words) => {
    registry.breakDown('semver', fault);

    const said = await found({}, 1_500);

    expect(said.find((one) => one.includes('npm registry'))).toMatch(words);
  });

  it('finds Slack well, and warns that nobody holds the role ospo', async () => {
    const said = await found(bySlack());

    expect(said[0]).toBe('ok The settings are right. Slack calls Steward. Teams is off.');
    expect(said[2]).toMatch(/^warn Nobody holds the role ospo.* office\.yaml/);
    expect(said.slice(5)).toEqual([
      expect.stringMatching(/^warn PUBLIC_URL is not set/),
      expect.stringMatching(/^ok Slack is reached/),
      'ok SLACK_BOT_TOKEN is good for workspace T000000001.',
      'ok SLACK_BOT_TOKEN has the scopes of the manifest.',
      expect.stringMatching(/^ok The handbook is right/),
    ]);
  });

  it('counts who holds the role ospo', async () => {
    const office = path.join(folder.path, 'office');
    await mkdir(office);
    await init(office);
    const file = path.join(office, 'office.yaml');
    const grants = '[ada@example.org, { group: "slack:S0123ABCD" }]';
    const text = (await readFile(file, 'utf8')).replace(/^roles:[\s\S]*?(?=^\S|$(?![\s\S]))/m, '');
    await writeFile(file, `${text}\nroles: { ospo: ${grants} }\n`);

    const said = await found({ ...bySlack(), STEWARD_OFFICE: office });

    expect(said[2]).toBe('ok The role ospo is held by 1 address and 1 group.');
    expect(said.join('\n')).toContain('scopes missing: usergroups:read');
  });

  it('reads installed workspaces with the keys of the settings', async () => {
    const data = path.join(folder.path, 'data');
    const keys = [randomBytes(32)];
    await copyMigratedFolder(data);
    const database = await openDatabase({ kind: 'embedded', folder: data }, silentLog);
    await createInstallations({
      db: database.db,
      keys,
      teams: ['T0ACME'],
      clock: systemClock,
      log: silentLog,
    }).save({
      isEnterpriseInstall: false,
      teamId: 'T0ACME',
      botToken: slackApp.botToken,
      botUserId: 'U0BOT',
      scopes: [],
    });
    await database.close();
    const installed = (key: Buffer | undefined) => ({
      SLACK_SIGNING_SECRET: slackApp.signingSecret,
      SLACK_CLIENT_ID: slackApp.clientId,
      SLACK_TEAMS: 'T0ACME',
      SLACK_CLIENT_SECRET: slackApp.clientSecret,
      SLACK_TOKEN_KEYS: key?.toString('base64') ?? '',
      SLACK_API_URL: slack.apiUrl,
      PUBLIC_URL: 'http://127.0.0.1:9',
    });

    const right = await found(installed(keys[0]));
    const wrong = await found(installed(randomBytes(32)));

    expect(right).toContain('ok SLACK_TOKEN_KEYS opens the installation.');
    expect(right).toContain('ok The token of T0ACME has the scopes of the manifest.');
    expect(wrong.join('\n')).toMatch(/fail SLACK_TOKEN_KEYS does not open 1 of 1 .*slack:T0ACME/);
  });

  describe('of PUBLIC_URL', () => {
    let server: Server;
    let url = '';
    let status = 200;
    beforeAll(async () => {
      server = createServer((request, response) => {
        response.writeHead(request.url === '/healthz' ? status : 404).end();
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      // A listening TCP server has an address with a port.
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    afterAll(() => new Promise((resolve) => server.close(resolve)));

    it.each([
      [200, /^ok Steward is reached at http/],
      [502, /^fail .*\/healthz answers with status 502/],
    ])('says what answers there: %s', async (answered, words) => {
      status = answered;

      const said = await found({ ...bySlack(), PUBLIC_URL: url });

      expect(said[5]).toMatch(words);
    });

    it('says that nobody answers', async () => {
      const said = await found({ ...bySlack(), PUBLIC_URL: 'http://127.0.0.1:9' });

      expect(said[5]).toMatch(/^warn From here nobody answers at http:\/\/127\.0\.0\.1:9\. Start/);
    });
  });

  it('comes to an end in time when everything hangs', async () => {
    registry.breakDown('semver', { kind: 'hang' });
    slack.fail('*', 'hang');
    const began = performance.now();

    const said = await found(bySlack(), 1_000);

    expect(performance.now() - began).toBeLessThan(3_000);
    expect(said.filter((one) => one.startsWith('fail'))).toHaveLength(2);
  });

  it('shows no token, however much is wrong', async () => {
    slack.fail('*', { status: 500 });

    const ended = await runSteward(['doctor'], environment(bySlack()));

    expect(ended.status).toBe(1);
    expect(ended.out + ended.err).not.toContain(slackApp.botToken);
    expect(ended.out + ended.err).not.toContain(slackApp.signingSecret);
  });
});
