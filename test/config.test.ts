import { describe, expect, it } from 'vitest';
import { readConfig, readSettings } from '#config.ts';
import { settings } from '#settings.ts';

function adviceFor(environment: Readonly<Record<string, string>>): string {
  try {
    readConfig(environment);
    return 'right';
  } catch (error) {
    return (error as { advice: string }).advice; // readConfig throws nothing else
  }
}

const slackByHttp = {
  SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
  SLACK_BOT_TOKEN: 'xoxb-1-made-up',
};
const inTeams = {
  TEAMS_APP_ID: '0a000000-0000-4000-8000-00000000000a',
  TEAMS_APP_PASSWORD: 'made-up~secret',
  TEAMS_TENANTS: '0b000000-0000-4000-8000-00000000000b',
};
const slackForMany = {
  SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
  SLACK_CLIENT_ID: '1.2',
  SLACK_CLIENT_SECRET: 'made-up',
  SLACK_TOKEN_KEYS: Buffer.alloc(32, 1).toString('base64'),
  SLACK_TEAMS: 'T0ACME',
  PUBLIC_URL: 'https://steward.example.com',
};

describe('the settings', () => {
  it('have defaults that work untouched', () => {
    expect(readConfig({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      dataFolder: '.steward',
      logLevel: 'info',
      rates: { slack: undefined, teams: undefined },
      metrics: undefined,
    });
  });

  it('keep metrics on this machine unless they are told otherwise', () => {
    const { metrics: here } = readConfig({ STEWARD_METRICS_PORT: '9464' });
    const { metrics: open } = readConfig({
      STEWARD_METRICS_PORT: '9464',
      STEWARD_METRICS_HOST: '0.0.0.0',
    });

    expect(here).toEqual({ host: '127.0.0.1', port: 9464 });
    expect(open).toEqual({ host: '0.0.0.0', port: 9464 });
  });

  it('take an empty variable for none', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '' })).toMatchObject({
      port: 3000,
      databaseUrl: undefined,
    });
  });

  it.each([
    [{ PORT: 'made-up' }, 'PORT: must be a whole number from 0 to 65535\n'],
    [{ PORT: '65536' }, 'PORT: must be a whole number from 0 to 65535\n'],
    [{ PORT: '-1' }, 'PORT: must be a whole number'],
    [{ PORT: '80.5' }, 'PORT: must be a whole number'],
    [{ STEWARD_METRICS_PORT: '65536' }, 'STEWARD_METRICS_PORT: must be a whole number from 0'],
    [{ STEWARD_WEB_PORT: 'made-up' }, 'STEWARD_WEB_PORT: must be a whole number from 0 to 65535\n'],
    [{ DATABASE_URL: 'mysql://made-up:secret@host/db' }, 'DATABASE_URL: must be an address that'],
    [
      { STEWARD_LOG: 'made-up' },
      'STEWARD_LOG: must be one of debug, info, warn, error or silent\n',
    ],
    [
      { PUBLIC_URL: 'https://made-up.example/path' },
      'PUBLIC_URL: must be an https address alone, such as https://steward.example.com\n',
    ],
    [{ STEWARD_RATE_SLACK: '0' }, 'STEWARD_RATE_SLACK: must be a whole number from 1 to 50\n'],
    [{ STEWARD_RATE_TEAMS: '51' }, 'STEWARD_RATE_TEAMS: must be a whole number from 1 to 50\n'],
    [{ STEWARD_DATTA: 'made-up' }, 'STEWARD_DATTA is not a setting'],
  ])('name what is wrong in words of their own, and not its value: %j', (environment, named) => {
    const advice = adviceFor(environment);

    expect(advice).toContain(named);
    expect(advice).not.toContain('made-up');
  });

  it('give what is right beside what is wrong, and say what is left out', () => {
    const { config, mistakes } = readSettings({
      PORT: 'abc',
      STEWARD_OFFICE: 'our-office',
      DATABASE_URL: 'mysql://host/db',
      SLACK_BOT_TOKEN: 'xoxb-1-made-up',
      TEAMS_APP_ID: inTeams.TEAMS_APP_ID,
    });

    expect(config).toMatchObject({ port: 3000, officeFolder: 'our-office' });
    expect([config.slack, config.teams]).toEqual([undefined, undefined]);
    expect([...(mistakes?.leftOut ?? [])]).toEqual(['database', 'slack', 'teams']);
  });

  it('name every mistake at once, and no secret', () => {
    const advice = adviceFor({ PORT: 'abc', DATABASE_URL: 'mysql://somebody:secret@host/db' });

    expect(advice).toMatch(/PORT[\s\S]*DATABASE_URL/);
    expect(advice).not.toContain('secret');
  });

  it.each([
    [{}, { host: '127.0.0.1', port: 3000 }],
    [
      { PORT: '4000', HOST: 'localhost' },
      { host: 'localhost', port: 4000 },
    ],
    [{ STEWARD_WEB_PORT: '4001' }, { host: '127.0.0.1', port: 4001 }],
    [{ ...slackByHttp, PORT: '4000', HOST: '0.0.0.0' }, undefined],
    [
      { ...slackByHttp, HOST: '0.0.0.0', STEWARD_WEB_PORT: '4001' },
      { host: '127.0.0.1', port: 4001 },
    ],
    [{ ...inTeams, PORT: '4000', HOST: '0.0.0.0' }, undefined],
    [{ TEAMS_DEVELOPMENT: '1' }, undefined],
    [
      { ...inTeams, HOST: '0.0.0.0', STEWARD_WEB_PORT: '4001' },
      { host: '127.0.0.1', port: 4001 },
    ],
  ])('say where the web chat listens: %j', (environment, web) => {
    expect(readConfig(environment).web).toEqual(web);
  });

  it('take an address for the public one, and no path', () => {
    expect(readConfig({ PUBLIC_URL: 'https://steward.example.com/' }).publicUrl).toBe(
      'https://steward.example.com',
    );
    expect(adviceFor({ PUBLIC_URL: 'https://example.com/steward' })).toContain('PUBLIC_URL');
    expect(adviceFor({ PUBLIC_URL: 'http://example.com' })).toContain('PUBLIC_URL');
    expect(adviceFor({ PUBLIC_URL: 'somewhere' })).toContain('PUBLIC_URL');
  });

  it('are all read', () => {
    const given = Object.fromEntries(settings.map(({ name }) => [name, 'no-such-value']));

    const advice = adviceFor({ ...given, STEWARD_DATA: 'x', STEWARD_OFFICE: 'x' });

    expect(advice).not.toContain('is not a setting');
  });
});

describe('the settings of Slack', () => {
  it('leave it off when there are none', () => {
    expect(readConfig({}).slack).toBeUndefined();
    expect(readConfig({ SLACK_BOT_TOKEN: '' }).slack).toBeUndefined();
  });

  it('connect one workspace that calls us', () => {
    expect(readConfig(slackByHttp).slack).toEqual({
      receiver: { kind: 'http', signingSecret: slackByHttp.SLACK_SIGNING_SECRET },
      workspaces: { kind: 'one', botToken: 'xoxb-1-made-up' },
      apiUrl: 'https://slack.com/api/',
    });
  });

  it('choose Socket Mode when there is an app token', () => {
    const { slack } = readConfig({ ...slackByHttp, SLACK_APP_TOKEN: 'xapp-1-made-up' });

    expect(slack?.receiver).toEqual({ kind: 'socket', appToken: 'xapp-1-made-up' });
  });

  it('serve many workspaces, with several keys', () => {
    const keys = [Buffer.alloc(32, 2), Buffer.alloc(32, 1)];

    const { slack } = readConfig({
      ...slackForMany,
      SLACK_TOKEN_KEYS: keys.map((key) => key.toString('base64')).join(', '),
      SLACK_TEAMS: 'T0ACME, E0HOLDING',
    });

    expect(slack?.workspaces).toEqual({
      kind: 'installed',
      clientId: '1.2',
      clientSecret: 'made-up',
      keys,
      teams: ['T0ACME', 'E0HOLDING'],
    });
  });

  it('may name another place of the Web API, with or without a slash', () => {
    const { slack } = readConfig({ ...slackByHttp, SLACK_API_URL: 'http://127.0.0.1:9/api' });

    expect(slack?.apiUrl).toBe('http://127.0.0.1:9/api/');
  });

  it.each([
    [
      { SLACK_BOT_TOKEN: 'xoxb-1' },
      'SLACK_BOT_TOKEN is set, and neither SLACK_SIGNING_SECRET (Slack calls Steward) nor SLACK_APP_TOKEN (Socket Mode)',
    ],
    [
      { SLACK_APP_TOKEN: 'xapp-1' },
      'SLACK_APP_TOKEN is set, and neither SLACK_BOT_TOKEN (one workspace) nor SLACK_CLIENT_ID',
    ],
    [{ SLACK_API_URL: 'https://slack.com/api/' }, 'SLACK_API_URL is set, and neither'],
    [{ ...slackByHttp, SLACK_BOT_TOKEN: 'xoxp-made-up' }, 'those begin with xoxb-'],
    [{ ...slackByHttp, SLACK_APP_TOKEN: 'xoxb-made-up' }, 'those begin with xapp-'],
    [{ SLACK_BOT_TOKEN: 'xapp-made-up', SLACK_APP_TOKEN: 'xoxb-made-up' }, 'are swapped: the bot'],
    [{ ...slackByHttp, SLACK_SIGNING_SECRET: 'made-up' }, 'SLACK_SIGNING_SECRET is no signing'],
    [{ ...slackByHttp, SLACK_CLIENT_ID: '1.2' }, 'leave one out'],
    [{ ...slackForMany, SLACK_CLIENT_SECRET: '' }, 'is set, and not SLACK_CLIENT_SECRET'],
    [
      { ...slackForMany, SLACK_TEAMS: '' },
      'is set, and not SLACK_TEAMS, the ids of the workspaces that may install Steward, with commas between. Open Slack in a browser: the address is https://app.slack.com/client/',
    ],
    [{ ...slackForMany, SLACK_TEAMS: 'T0ACME,,' }, 'entry 2 is no id of a workspace'],
    [{ ...slackForMany, SLACK_TEAMS: 'made-up' }, 'SLACK_TEAMS: entry 1 is no id of a workspace'],
    [{ ...slackByHttp, SLACK_TEAMS: 'T0ACME' }, 'SLACK_TEAMS (many workspaces, each installed)'],
    [{ ...slackForMany, PUBLIC_URL: '' }, 'is set, and not PUBLIC_URL'],
    [{ ...slackForMany, SLACK_APP_TOKEN: 'xapp-1' }, 'Socket Mode serves one workspace'],
    [{ ...slackForMany, SLACK_TOKEN_KEYS: 'c2hvcnQ=' }, 'key 1 is not 32 bytes in base64'],
    [{ ...slackForMany, SLACK_TOKEN_KEYS: 'made up '.repeat(8) }, 'key 1 is not 32 bytes'],
    [
      { ...slackForMany, SLACK_TOKEN_KEYS: `${Buffer.alloc(32).toString('base64')},` },
      'key 2 is not 32 bytes',
    ],
    [
      {
        ...slackForMany,
        SLACK_TOKEN_KEYS: Array(2).fill(Buffer.alloc(32).toString('base64')).join(),
      },
      'names a key twice',
    ],
    [{ ...slackByHttp, SLACK_API_URL: 'http://made-up.example/api/' }, 'SLACK_API_URL: must be'],
    [{ ...slackByHttp, SLACK_API_URL: 'https://made:up@slack.com/api/' }, 'SLACK_API_URL: must be'],
    [{ ...slackByHttp, STEWARD_WEB_PORT: 'x' }, 'STEWARD_WEB_PORT'],
  ])('name what is wrong, and never its value: %j', (environment, named) => {
    const advice = adviceFor(environment);

    expect(advice).toContain(named);
    expect(advice).not.toMatch(/made|c2hvcnQ|1\.2/);
  });
});

// The rest is with `readTeamsSettings`.
describe('the settings of Teams', () => {
  it('leave it off when there are none', () => {
    expect(readConfig({}).teams).toBeUndefined();
    expect(readConfig({ TEAMS_APP_ID: '' }).teams).toBeUndefined();
  });

  it('stand beside those of Slack', () => {
    const { slack, teams } = readConfig({ ...slackByHttp, ...inTeams });

    expect(slack?.workspaces.kind).toBe('one');
    expect(teams?.app.kind).toBe('single-tenant');
  });

  it('let nobody in unchecked where HOST lets others write', () => {
    expect(adviceFor({ TEAMS_DEVELOPMENT: '1' })).toBe('right');
    expect(adviceFor({ TEAMS_DEVELOPMENT: '1', HOST: '0.0.0.0' })).toContain('TEAMS_DEVELOPMENT');
  });

  it('name what is wrong, and never its value', () => {
    const advice = adviceFor({ ...inTeams, TEAMS_APP_ID: 'made-up', TEAMS_TENANTS: 'made-up' });

    expect(advice).toMatch(/TEAMS_APP_ID is no id of an app[\s\S]*TEAMS_TENANTS: entry 1/);
    expect(advice).not.toContain('made-up');
  });
});
