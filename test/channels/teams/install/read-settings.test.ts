import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTeamsSettings, type TeamsVariables } from '#channels/teams/install/read-settings.ts';

const appId = '0a000000-0000-4000-8000-00000000000a';
const own = '0b000000-0000-4000-8000-00000000000b';
const other = '0c000000-0000-4000-8000-00000000000c';
const secret = 'made~up.secret-value_of.an.app';
const one = { TEAMS_APP_ID: appId, TEAMS_APP_PASSWORD: secret, TEAMS_TENANTS: own };

function faultsOf(given: TeamsVariables, host = '127.0.0.1'): readonly string[] {
  return readTeamsSettings(given, host).faults;
}

describe('the settings of Teams', () => {
  it('let nobody in unchecked where strangers reach the machine', () => {
    const faults = faultsOf({ TEAMS_DEVELOPMENT: '1', PUBLIC_URL: 'https://steward.example.org' });

    expect(faults).toEqual([expect.stringContaining('PUBLIC_URL')]);
  });

  it('leave it off when there are none', () => {
    expect(readTeamsSettings({}, '0.0.0.0')).toEqual({ teams: undefined, faults: [] });
  });

  it('take an app for one of a single tenant', () => {
    expect(readTeamsSettings(one, '0.0.0.0')).toEqual({
      teams: {
        app: { kind: 'single-tenant', appId, password: secret },
        tenants: [own],
        doubleUrl: undefined,
      },
      faults: [],
    });
  });

  it('take an app that serves several tenants', () => {
    const { teams } = readTeamsSettings(
      { ...one, TEAMS_APP_TYPE: 'multi-tenant', TEAMS_TENANTS: `${own}, ${other}` },
      '0.0.0.0',
    );

    expect(teams?.app).toEqual({ kind: 'multi-tenant', appId, password: secret });
    expect(teams?.tenants).toEqual([own, other]);
  });

  it('take a managed identity, which has no secret', () => {
    const { teams } = readTeamsSettings(
      { TEAMS_APP_ID: appId, TEAMS_APP_TYPE: 'managed-identity', TEAMS_TENANTS: own },
      '0.0.0.0',
    );

    expect(teams?.app).toEqual({ kind: 'managed-identity', appId });
  });

  it('read ids as Microsoft writes them, in lower case', () => {
    const { teams } = readTeamsSettings(
      { ...one, TEAMS_APP_ID: appId.toUpperCase(), TEAMS_TENANTS: own.toUpperCase() },
      '0.0.0.0',
    );

    expect(teams).toMatchObject({ app: { appId }, tenants: [own] });
  });

  it.each(['127.0.0.1', '127.0.0.9', 'localhost', '::1'])(
    'let anybody in for development, on this machine alone: %s',
    (host) => {
      expect(readTeamsSettings({ TEAMS_DEVELOPMENT: '1' }, host)).toEqual({
        teams: { app: { kind: 'development' }, tenants: [], doubleUrl: undefined },
        faults: [],
      });
    },
  );

  it.each([
    ['http://127.0.0.1:3979', 'http://127.0.0.1:3979'],
    ['http://localhost:3979/', 'http://localhost:3979'],
    ['http://[::1]:3979', 'http://[::1]:3979'],
  ])('take a double on this machine, and end without a slash: %s', (given, read) => {
    const { teams } = readTeamsSettings({ ...one, TEAMS_DOUBLE_URL: given }, '127.0.0.1');

    expect(teams?.doubleUrl).toBe(read);
  });

  it.each<[TeamsVariables, readonly RegExp[]]>([
    [{ TEAMS_APP_ID: appId }, [/^TEAMS_APP_ID .* not TEAMS_APP_PASSWORD/, /not TEAMS_TENANTS/]],
    [{ TEAMS_APP_PASSWORD: secret }, [/^TEAMS_APP_PASSWORD is set, and neither TEAMS_APP_ID nor/]],
    [{ TEAMS_TENANTS: own }, [/^TEAMS_TENANTS is set, and neither TEAMS_APP_ID nor/]],
    [{ TEAMS_DOUBLE_URL: 'http://127.0.0.1:1' }, [/^TEAMS_DOUBLE_URL is set, and neither/]],
    [{ ...one, TEAMS_APP_ID: 'made-up' }, [/^TEAMS_APP_ID is no id of an app/]],
    [{ ...one, TEAMS_APP_ID: ' ' }, [/^TEAMS_APP_ID is no id of an app/]],
    [{ ...one, TEAMS_APP_ID: secret, TEAMS_APP_PASSWORD: appId }, [/PASSWORD are swapped/]],
    [{ ...one, TEAMS_APP_PASSWORD: appId }, [/^TEAMS_APP_PASSWORD is an id, of the app or/]],
    [{ ...one, TEAMS_APP_PASSWORD: other }, [/^TEAMS_APP_PASSWORD is an id, of the app or/]],
    [{ ...one, TEAMS_APP_PASSWORD: ' ' }, [/^TEAMS_APP_PASSWORD is blank/]],
    [{ ...one, TEAMS_APP_PASSWORD: `${secret} ` }, [/^TEAMS_APP_PASSWORD begins or ends with/]],
    [{ ...one, TEAMS_APP_TYPE: 'made-up' }, [/^TEAMS_APP_TYPE must be one of single-tenant, mul/]],
    [{ ...one, TEAMS_APP_TYPE: ' ' }, [/^TEAMS_APP_TYPE must be one of/]],
    [{ ...one, TEAMS_APP_TYPE: 'managed-identity' }, [/^TEAMS_APP_PASSWORD is set, and a managed/]],
    [
      { ...one, TEAMS_TENANTS: 'made-up' },
      [/^TEAMS_TENANTS: entry 1 is no id of a tenant\. Azure/],
    ],
    [{ ...one, TEAMS_TENANTS: `${own},,` }, [/entry 2 is no id/, /entry 3 is no id/]],
    [{ ...one, TEAMS_TENANTS: ' ' }, [/^TEAMS_TENANTS: entry 1 is no id/]],
    [
      { ...one, TEAMS_TENANTS: `${own},${appId.toUpperCase()}` },
      [/^TEAMS_TENANTS: entry 2 is the id of the app/],
    ],
    [{ TEAMS_DEVELOPMENT: '0' }, [/^TEAMS_DEVELOPMENT must be 1/]],
    [{ TEAMS_DEVELOPMENT: 'true' }, [/^TEAMS_DEVELOPMENT must be 1/]],
    [{ ...one, TEAMS_DEVELOPMENT: ' ' }, [/must be 1/, /set together with TEAMS_APP_ID and TEAMS/]],
    [{ ...one, TEAMS_DOUBLE_URL: 'https://127.0.0.1' }, [/^TEAMS_DOUBLE_URL must be an http/]],
    [{ ...one, TEAMS_DOUBLE_URL: 'http://made-up.example' }, [/^TEAMS_DOUBLE_URL must be/]],
    [{ ...one, TEAMS_DOUBLE_URL: 'http://127.0.0.1:1/a' }, [/^TEAMS_DOUBLE_URL must be/]],
    [{ ...one, TEAMS_DOUBLE_URL: 'http://me@127.0.0.1' }, [/^TEAMS_DOUBLE_URL must be/]],
    [{ ...one, TEAMS_DOUBLE_URL: 'http://127.0.0.1.made-up.example' }, [/^TEAMS_DOUBLE_URL must/]],
    [{ ...one, TEAMS_DOUBLE_URL: ' ' }, [/^TEAMS_DOUBLE_URL must be/]],
  ])('name each fault, and nothing else: %j', (given, expected) => {
    const { teams, faults } = readTeamsSettings(given, '127.0.0.1');

    expect(teams).toBeUndefined();
    expect(faults).toEqual(expected.map((words) => expect.stringMatching(words)));
  });

  it.each(['0.0.0.0', '::', '10.0.0.7', 'steward.example.com', '127.example.com'])(
    'let nobody in unchecked where others can write: %s',
    (host) => {
      expect(faultsOf({ TEAMS_DEVELOPMENT: '1' }, host)).toEqual([
        expect.stringMatching(/^TEAMS_DEVELOPMENT checks nobody.* HOST to 127\.0\.0\.1/),
      ]);
    },
  );

  it('name what else is wrong when id and secret are swapped', () => {
    const swapped = { TEAMS_APP_ID: secret, TEAMS_APP_PASSWORD: appId, TEAMS_TENANTS: 'x' };

    expect(faultsOf(swapped)).toEqual([
      expect.stringContaining('swapped'),
      expect.stringContaining('TEAMS_TENANTS: entry 1'),
    ]);
  });

  it('show no value, whatever is wrong', () => {
    const text = fc.oneof(fc.constantFrom(appId, own, secret), fc.string({ minLength: 9 }));
    const value = text.filter((words) => words.length >= 9);
    const given = fc.record(
      {
        TEAMS_APP_ID: value,
        TEAMS_APP_PASSWORD: value,
        TEAMS_APP_TYPE: value,
        TEAMS_TENANTS: value,
        TEAMS_DEVELOPMENT: value,
        TEAMS_DOUBLE_URL: value,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(given, (variables) => {
        const faults = faultsOf(variables).join('\n');

        for (const one of Object.values(variables)) expect(faults).not.toContain(one);
      }),
    );
  });

  it('are either right or faulty, never both and never neither', () => {
    const given = fc.record(
      {
        TEAMS_APP_ID: fc.constantFrom(appId, own, secret, ' '),
        TEAMS_APP_PASSWORD: fc.constantFrom(secret, appId, ' '),
        TEAMS_APP_TYPE: fc.constantFrom('single-tenant', 'multi-tenant', 'managed-identity', 'x'),
        TEAMS_TENANTS: fc.constantFrom(own, `${own},${other}`, appId, ''),
        TEAMS_DEVELOPMENT: fc.constantFrom('1', '0'),
        TEAMS_DOUBLE_URL: fc.constantFrom('http://127.0.0.1:9', 'x'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(given, fc.constantFrom('127.0.0.1', '0.0.0.0'), (variables, host) => {
        const { teams, faults } = readTeamsSettings(variables, host);

        const isOff = Object.keys(variables).length === 0;
        expect(teams === undefined).toBe(isOff || faults.length > 0);
      }),
    );
  });
});
