import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { publicKeys } from '../../../support/teams/keys.ts';

/** Where keys are published, by whatever stands at the two addresses; how often each was asked for. */
export interface KeysServer {
  readonly url: string;
  /** Texts as they are sent; by default what is right. */
  says(metadata: string | undefined, keys: string | undefined): void;
  readonly asked: { metadata: number; keys: number };
}

export async function startKeysServer(): Promise<KeysServer> {
  const asked = { metadata: 0, keys: 0 };
  let said: { readonly metadata?: string | undefined; readonly keys?: string | undefined } = {};
  const server = createServer((request, response) => {
    const isMetadata = request.url === '/openid';
    asked[isMetadata ? 'metadata' : 'keys'] += 1;
    const right = isMetadata ? { jwks_uri: `${url}/keys` } : publicKeys();
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end((isMetadata ? said.metadata : said.keys) ?? JSON.stringify(right));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address with a port.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    url,
    asked,
    says(metadata, keys) {
      said = { metadata, keys };
    },
  };
}
