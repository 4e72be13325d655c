import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { teamsPaths } from '#channels/teams/manifest.ts';
import { createHttp } from '#channels/teams/receive/http.ts';
import { silentLog } from '#foundation/kernel/log.ts';

/** As it listens where nobody is checked; every activity that comes through is answered with 200. */
async function listen(): Promise<number> {
  const answer = createHttp({
    gate: { mayBe: () => true, check: async () => 'ok' },
    isServiceUrl: () => true,
    isOurTenant: () => true,
    isOpen: true,
    receive: async () => ({ status: 200 }),
    log: silentLog,
  });
  const server = createServer((message, response) => void answer(message, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  // A listening TCP server has an address with a port.
  return (server.address() as AddressInfo).port;
}

function post(port: number, headers: Readonly<Record<string, string>>): Promise<number> {
  const body = JSON.stringify({
    type: 'message',
    channelId: 'msteams',
    serviceUrl: 'http://127.0.0.1:1/',
    from: { id: '29:1' },
    recipient: { id: '28:1' },
    conversation: { id: 'a:1' },
  });
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        port,
        host: '127.0.0.1',
        path: teamsPaths.messages,
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
      },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

describe('Teams without an app', () => {
  it.each(['127.0.0.1:3978', '127.0.0.9', 'localhost:3978', 'LOCALHOST', '[::1]:3978'])(
    'hears a client on this machine, under its name %s',
    async (host) => {
      expect(await post(await listen(), { host })).toBe(200);
    },
  );

  it.each([
    { host: 'steward.example.org' },
    { host: '127.0.0.1.example.org:3978' },
    { host: 'localhost@example.org' },
    { host: '127.0.0.256' },
    { host: '127.0.0.1:3978', origin: 'http://127.0.0.1:3978' },
  ])('hears no page, and nothing that was led here: %o', async (headers) => {
    expect(await post(await listen(), headers)).toBe(401);
  });
});
