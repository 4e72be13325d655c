import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkTeams, type TeamsCheck } from '#channels/teams/check/check-teams.ts';
import type { TeamsSettings } from '#channels/teams/settings.ts';
import { type KeysServer, startKeysServer } from './keys-server.ts';

const app = { kind: 'single-tenant', appId: 'a', password: 'b' } as const;
const tenants = ['c'];

describe('the look at Teams', () => {
  let server: KeysServer;
  let withDouble: TeamsSettings;
  beforeAll(async () => {
    server = await startKeysServer();
    withDouble = { app, tenants, doubleUrl: server.url };
  });
  afterAll(() => server.close());

  const inDevelopment: TeamsSettings = {
    app: { kind: 'development' },
    tenants: [],
    doubleUrl: undefined,
  };

  async function look(
    settings: TeamsSettings,
    check: Partial<TeamsCheck> = {},
  ): Promise<readonly string[]> {
    const found = await checkTeams({
      settings,
      publicUrl: 'https://steward.example.com',
      conversations: Promise.resolve(3),
      patienceMs: 2_000,
      ...check,
    });
    return found.map(({ state, what, mend }) => [state, what, mend].filter(Boolean).join(' '));
  }

  it('asks a double for keys, and warns that it is believed', async () => {
    expect(await look(withDouble)).toEqual([
      expect.stringMatching(/^warn TEAMS_DOUBLE_URL is set: .* Leave it out to serve people\.$/),
      expect.stringMatching(/^ok The Bot Framework’s keys are had from 127\.0\.0\.1:\d+\.$/),
      'ok Steward is part of 3 conversations in Teams.',
    ]);
  });

  it('warns that nobody is checked in development, where no keys are needed', async () => {
    expect(await look(inDevelopment, { conversations: Promise.resolve(1) })).toEqual([
      expect.stringMatching(/^warn TEAMS_DEVELOPMENT is on: .* set TEAMS_APP_ID, TEAMS_APP_PASS/),
      'ok Steward is part of 1 conversation in Teams.',
    ]);
  });

  it('says nothing of conversations when the database could not be read', async () => {
    const found = await look(inDevelopment, { conversations: Promise.resolve(undefined) });

    expect(found).toHaveLength(1);
  });

  it('warns that nobody has met Steward yet', async () => {
    const found = await look(withDouble, { conversations: Promise.resolve(0) });

    expect(found[2]).toMatch(/^warn Nobody has installed Steward in Teams yet\. Write to it from/);
  });
});
