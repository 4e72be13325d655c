import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { examine } from '#commands/doctor.ts';
import { readSettings } from '#config.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { openDatabase } from '#foundation/store/database.ts';
import { teamsConversations } from '#foundation/store/schema.ts';
import {
  asMicrosoft,
  type KeysServer,
  startKeysServer,
} from '../../channels/teams/check/keys-server.ts';
import { testFolder } from '../../support/folder.ts';
import { copyMigratedFolder } from '../../support/migrated-folder.ts';
import { type RegistryDouble, startRegistryDouble } from '../../support/registry-double.ts';
import { runSteward, tellingLoaded } from '../../support/run-steward.ts';

describe('doctor, of Teams', () => {
  const folder = testFolder();
  let registry: RegistryDouble;
  let keys: KeysServer;
  beforeAll(async () => {
    registry = await startRegistryDouble();
    registry.publish({ name: 'semver', versions: { '7.0.0': { license: 'ISC' } } });
    keys = await startKeysServer();
  });
  beforeEach(() => {
    keys.answers = asMicrosoft(keys.url);
  });
  afterAll(() => Promise.all([registry.close(), keys.close()]));

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
    more: Readonly<Record<string, string>>,
    patienceMs = 15_000,
  ): Promise<readonly string[]> {
    const findings = await examine(readSettings(environment(more)), patienceMs);
    return findings.map(({ state, what, mend }) => [state, what, mend].filter(Boolean).join(' '));
  }

  const inTeams = () => ({
    TEAMS_APP_ID: '0a000000-0000-4000-8000-00000000000a',
    TEAMS_APP_PASSWORD: 'very-secret~value',
    TEAMS_TENANTS: '0b000000-0000-4000-8000-00000000000b',
    TEAMS_DOUBLE_URL: keys.url,
  });

  it('finds Teams well, beside what else there is', async () => {
    const said = await found(inTeams());

    expect(said).toEqual([
      'ok The settings are right. Slack is off. Teams calls Steward.',
      expect.stringMatching(/^ok The office folder is right/),
      expect.stringMatching(/^warn Nobody holds the role ospo.* that Slack or Teams has for you/),
      expect.stringMatching(/^ok The embedded database .* is made at the first start/),
      expect.stringMatching(/^ok The npm registry/),
      expect.stringMatching(/^warn TEAMS_DOUBLE_URL is set/),
      expect.stringMatching(/^ok The Bot Framework’s keys are had from/),
      expect.stringMatching(/^ok The handbook is right/),
    ]);
  });

  it('counts the conversations that are kept', async () => {
    const data = path.join(folder.path, 'data');
    await copyMigratedFolder(data);
    const none = await found(inTeams());
    const database = await openDatabase({ kind: 'embedded', folder: data }, silentLog);
    await database.db.insert(teamsConversations).values({
      id: 'a:1',
      kind: 'personal',
      tenantId: inTeams().TEAMS_TENANTS,
      serviceUrl: keys.url,
      changedAt: new Date(0),
    });
    await database.close();

    const some = await found(inTeams());

    expect(none.at(-2)).toMatch(/^warn Nobody has installed Steward in Teams yet\./);
    expect(some.at(-2)).toBe('ok Steward is part of 1 conversation in Teams.');
  });

  it('leaves Teams out when its settings are wrong, and shows no secret', async () => {
    const ended = await runSteward(['doctor'], environment({ ...inTeams(), TEAMS_TENANTS: 'x' }));

    expect(ended.status).toBe(1);
    expect(ended.out).toMatch(/^FAIL {2}The settings are not right\.[\s\S]*TEAMS_TENANTS: entry 1/);
    expect(ended.out).toMatch(/^warn {2}Nobody holds the role ospo/m);
    expect(ended.out).not.toMatch(/Bot Framework|very-secret|set HOST to/);
  });

  it('comes to an end in time when the keys hang', async () => {
    keys.answers = {};
    const began = performance.now();

    const said = await found(inTeams(), 1_000);

    expect(performance.now() - began).toBeLessThan(3_000);
    expect(said.at(-2)).toMatch(/^fail The Bot Framework is not reached at .* in time\./);
  });

  it('loads nothing of Microsoft’s while Teams is off, nor where no token is asked for', async () => {
    const off = await runSteward(['doctor'], environment(tellingLoaded));
    const inDevelopment = await runSteward(
      ['doctor'],
      environment({ ...tellingLoaded, TEAMS_DEVELOPMENT: '1' }),
    );

    expect(off.err).toContain('loaded: ');
    expect(inDevelopment.out).toMatch(/^warn {2}TEAMS_DEVELOPMENT is on/m);
    expect(off.err + inDevelopment.err).not.toMatch(/botbuilder|botframework|msal/);
  });
});
