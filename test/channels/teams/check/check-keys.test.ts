import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkKeys } from '#channels/teams/check/check-keys.ts';
import type { TeamsSettings } from '#channels/teams/settings.ts';
import { asMicrosoft, json, type KeysServer, startKeysServer } from './keys-server.ts';

describe('the look for the keys of the Bot Framework', () => {
  let server: KeysServer;
  beforeAll(async () => {
    server = await startKeysServer();
  });
  beforeEach(() => {
    server.answers = asMicrosoft(server.url);
  });
  afterAll(() => server.close());

  async function said(doubleUrl = server.url, patienceMs = 2_000): Promise<string> {
    const settings: TeamsSettings = {
      app: { kind: 'single-tenant', appId: 'a', password: 'b' },
      tenants: ['c'],
      doubleUrl,
    };
    const { state, what, mend } = await checkKeys(settings, patienceMs);
    return [state, what, mend].filter(Boolean).join(' ');
  }

  it('finds those for Teams', async () => {
    expect(await said()).toMatch(/^ok The Bot Framework’s keys are had from 127\.0\.0\.1:\d+\.$/);
  });

  it.each([
    ['other channels', { keys: [{ kid: 'a', endorsements: ['webchat'] }] }],
    ['nobody', { keys: [{ kid: 'a' }] }],
    ['nobody in a way that we know', { keys: [{ kid: 'a', endorsements: 'msteams' }] }],
    ['nothing', { keys: [] }],
  ])('says that all keys are for %s', async (_, keys) => {
    server.answers = { ...server.answers, '/keys': json(keys) };

    expect(await said()).toMatch(/^fail None of the Bot Framework’s keys .* is for Teams, so all/);
  });

  it.each(['/openid', '/keys'])('says that something else answers at %s', async (path) => {
    server.answers = {
      ...server.answers,
      [path]: (response) => {
        response.writeHead(200, { 'content-type': 'text/html' });
        response.end('<h1>Please sign in</h1>');
      },
    };

    const words = await said();

    expect(words).toMatch(/^fail Something else than the Bot Framework answers at 127\.0\.0\.1/);
    expect(words).not.toContain('sign in');
  });

  it.each([
    ['of another shape', json({ ok: true })],
    ['a name in place of an address', json({ jwks_uri: 'keys' })],
    ['no JSON', json(undefined)],
  ])('says that it is not the Bot Framework that answers: %s', async (_, answer) => {
    server.answers = { ...server.answers, '/openid': answer };

    expect(await said()).toMatch(/^fail (?:Something else than the|The) Bot Framework/);
  });

  it('does not follow to another place', async () => {
    server.answers = {
      ...server.answers,
      '/openid': (response) => response.writeHead(302, { location: '/keys' }).end(),
    };

    expect(await said()).toMatch(/^fail Something else than the Bot Framework/);
  });

  it('tells a trouble of its own from one of ours', async () => {
    server.answers = {
      ...server.answers,
      '/keys': (response) => response.writeHead(503).end(),
    };

    expect(await said()).toMatch(/^fail The Bot Framework answers at .* with status 503\./);
  });

  it('says that nobody answers, and what to start', async () => {
    expect(await said('http://127.0.0.1:9')).toMatch(
      /^fail The Bot Framework is not reached at 127\.0\.0\.1:9.*Start the double/,
    );
  });

  it.each(['/openid', '/keys'])('waits no longer than it may at %s', async (path) => {
    server.answers = { ...server.answers, [path]: () => undefined };
    const began = performance.now();

    const words = await said(server.url, 300);

    expect(words).toMatch(/^fail .*: it gave no answer in time\./);
    expect(performance.now() - began).toBeLessThan(1_500);
  });
});
