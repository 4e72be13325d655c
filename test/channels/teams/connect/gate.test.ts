import { describe, expect, it, onTestFinished } from 'vitest';
import { credentialsOf } from '#channels/teams/connect/credentials.ts';
import { createGate, type Gate } from '#channels/teams/connect/gate.ts';
import { createQuiet } from '#channels/teams/connect/quiet.ts';
import type { TeamsSettings } from '#channels/teams/settings.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { teamsApp } from '../../../support/teams/teams-app.ts';
import { authorizationFor, badTokens } from '../../../support/teams/tokens.ts';
import { type KeysServer, startKeysServer } from './keys-server.ts';

const serviceUrl = 'https://smba.trafficmanager.net/emea/';
const good = () => authorizationFor({ serviceUrl });

async function start(): Promise<KeysServer & { readonly gate: Gate }> {
  const server = await startKeysServer();
  const { appId, password, tenantId } = teamsApp;
  const settings: TeamsSettings = {
    app: { kind: 'single-tenant', appId, password },
    tenants: [tenantId],
    doubleUrl: server.url,
  };
  const quiet = createQuiet();
  onTestFinished(() => quiet.end());
  const credentials = credentialsOf(settings);
  const gate = createGate({ settings, credentials, quiet, log: silentLog, patience: 500 });
  return { ...server, gate };
}

describe('the gate', () => {
  it('fetches the keys once and goes on with them', async () => {
    const { gate, asked } = await start();

    const checked = [await gate.check(good(), serviceUrl), await gate.check(good(), serviceUrl)];

    expect(checked).toEqual(['ok', 'ok']);
    expect(asked).toEqual({ metadata: 1, keys: 1 });
  });

  it('holds a token to the service address for which it is', async () => {
    const { gate } = await start();

    const checked = await Promise.all([
      gate.check(good(), 'https://smba.trafficmanager.net/amer/'),
      gate.check(good(), serviceUrl.toUpperCase()),
      gate.check(authorizationFor({ serviceUrl }, { serviceurl: undefined }), serviceUrl),
    ]);

    expect(checked).toEqual(['refused', 'refused', 'refused']);
  });

  it.each([
    ['metadata that are a page', '<html>', undefined],
    ['metadata that are empty', '', undefined],
    ['metadata that name no keys', '{}', undefined],
    ['metadata that are null', 'null', undefined],
    ['keys that are a page', undefined, '<html>'],
    ['keys that are empty', undefined, ''],
    ['keys that are cut off', undefined, '{"keys":[{"kid":"teams-1"'],
    ['no keys at all', undefined, '{}'],
    ['an empty list of keys', undefined, '{"keys":[]}'],
    ['keys that are no list', undefined, '{"keys":7}'],
    ['keys that are null', undefined, 'null'],
  ])('can check nobody by %s, and can again once they are right', async (_what, metadata, keys) => {
    const { gate, says } = await start();
    says(metadata, keys);

    const before = [await gate.check(good(), serviceUrl), await gate.check(good(), serviceUrl)];
    says(undefined, undefined);
    const after = await gate.check(good(), serviceUrl);

    expect(before).toEqual(['no-keys', 'no-keys']);
    expect(after).toBe('ok');
  });

  it('does not look for keys anew for each token with a key that nobody knows', async () => {
    const { gate, asked } = await start();
    const unknown = badTokens['a key that nobody knows'];

    const first = await gate.check(unknown({ serviceUrl }), serviceUrl);
    const others = await Promise.all(
      Array.from({ length: 20 }, () => gate.check(unknown({ serviceUrl }), serviceUrl)),
    );

    expect(new Set([first, ...others])).toEqual(new Set(['refused']));
    expect(asked.keys).toBe(1);
  });
});
