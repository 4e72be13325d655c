import { describe, expect, it } from 'vitest';
import {
  botFramework,
  defaultServiceUrl,
  isFileAddress,
  isServiceUrl,
} from '#channels/teams/address.ts';
import type { TeamsApp, TeamsSettings } from '#channels/teams/settings.ts';

const app: TeamsApp = { kind: 'single-tenant', appId: 'a', password: 'p' };
const production: TeamsSettings = { app, tenants: ['t'], doubleUrl: undefined };
const withDouble: TeamsSettings = { ...production, doubleUrl: 'http://127.0.0.1:4000' };
const development: TeamsSettings = {
  app: { kind: 'development' },
  tenants: [],
  doubleUrl: undefined,
};

const ofTeams = [
  'https://smba.trafficmanager.net/emea/',
  'https://smba.trafficmanager.net/teams/0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f9/',
  'https://SMBA.trafficmanager.net/amer',
  'https://smba.trafficmanager.net:443/in/',
  'https://smba.infra.gcc.teams.microsoft.com/gcc',
];

const elsewhere = [
  '',
  'smba.trafficmanager.net',
  'https://evil.example/',
  'https://evil.example/smba.trafficmanager.net',
  'https://evil.example/?https://smba.trafficmanager.net/',
  'https://evil.example#smba.trafficmanager.net',
  'https://evil.trafficmanager.net/',
  'https://trafficmanager.net/',
  'https://x.smba.trafficmanager.net/',
  'https://smba.trafficmanager.net.evil.example/',
  'https://smba-trafficmanager.net/',
  'https://smba.trafficmanager.net.',
  'https://smba.trafficmanager.net./emea/',
  'https://smba.trafficmanager.net@evil.example/',
  'https://steward@smba.trafficmanager.net/',
  'https://steward:secret@smba.trafficmanager.net/',
  'https://smba.trafficmanager.net:8443/',
  'http://smba.trafficmanager.net/',
  'ftp://smba.trafficmanager.net/',
  'file://smba.trafficmanager.net/etc',
  'javascript:alert(1)//smba.trafficmanager.net',
  'https://smba。trafficmanager.net.evil.example/',
  'https://ѕmba.trafficmanager.net/',
  'https://127.0.0.1/',
  'https://169.254.169.254/latest',
  'https://[::1]/',
  'http://127.0.0.1:4000/',
  'http://localhost:4000/',
];

describe('a service address', () => {
  it.each(ofTeams)('is one of Teams: %s', (address) => {
    expect(isServiceUrl(address, production)).toBe(true);
  });

  it.each(elsewhere)('is none of Teams: “%s”', (address) => {
    expect(isServiceUrl(address, production)).toBe(false);
  });

  it.each([withDouble, development])(
    'is on this machine alone with a double and in development',
    (settings) => {
      const here = [
        'http://127.0.0.1:4000/',
        'http://localhost:9/x',
        'http://[::1]:1/',
        'http://127.0.0.2/',
      ];
      const there = [
        ...ofTeams,
        'https://127.0.0.1/',
        'http://128.0.0.1/',
        'http://127.0.0.1.evil.example/',
        'http://localhost.evil.example/',
        'http://user@127.0.0.1/',
        'http://169.254.169.254/',
        'http://10.0.0.1/',
        'http://0.0.0.0/',
      ];

      expect(here.filter((address) => !isServiceUrl(address, settings))).toEqual([]);
      expect(there.filter((address) => isServiceUrl(address, settings))).toEqual([]);
    },
  );

  it('that we begin with is one of Teams, and of the double with a double', () => {
    expect(isServiceUrl(defaultServiceUrl(production), production)).toBe(true);
    expect(defaultServiceUrl(withDouble)).toBe('http://127.0.0.1:4000/');
  });
});

describe('an address of a file', () => {
  it.each([
    'https://contoso.sharepoint.com/_layouts/15/download.aspx?UniqueId=1&tempauth=x',
    'https://contoso-my.sharepoint.com/personal/dana/_layouts/15/download.aspx',
  ])('is one of Teams: %s', (address) => {
    expect(isFileAddress(address, production)).toBe(true);
  });

  it.each([
    ...elsewhere,
    'https://sharepoint.com/',
    'https://evilsharepoint.com/',
    'https://contoso.sharepoint.com.evil.example/',
    'https://contoso.sharepoint.com@evil.example/',
    'https://dana@contoso.sharepoint.com/',
    'https://contoso.sharepoint.com:8443/',
    'http://contoso.sharepoint.com/',
    'https://evil.example/.sharepoint.com',
    'https://evil.example\\.sharepoint.com/',
    'data:text/plain,x',
  ])('is none of Teams: “%s”', (address) => {
    expect(isFileAddress(address, production)).toBe(false);
  });

  it('is on this machine alone with a double', () => {
    expect(isFileAddress('http://127.0.0.1:4000/files/1', withDouble)).toBe(true);
    expect(isFileAddress('https://contoso.sharepoint.com/x', withDouble)).toBe(false);
  });
});

describe('the Bot Framework', () => {
  it('is Microsoft’s, asked for tokens of our own tenant, or of all where we serve several', () => {
    const several: TeamsApp = { kind: 'multi-tenant', appId: 'a', password: 'p' };

    const own = botFramework(production);
    const all = botFramework({ ...production, app: several });

    expect(own.loginUrl).toBe('https://login.microsoftonline.com/t');
    expect(all.loginUrl).toBe('https://login.microsoftonline.com/botframework.com');
    expect(own.metadataUrl).toMatch(/^https:\/\/login\.botframework\.com\//);
    expect(own.issuer).toBe('https://api.botframework.com');
  });
});
