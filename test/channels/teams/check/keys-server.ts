import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface KeysServer {
  readonly url: string;
  /** What is answered from now on, by path; nothing at all for a path that is not there. */
  answers: Readonly<Record<string, (response: ServerResponse) => void>>;
  close(): Promise<void>;
}

/** Where the Bot Framework's keys would be, on this machine: at `/openid`, and at `/keys` for those. */
export async function startKeysServer(): Promise<KeysServer> {
  const server = createServer((request, response) => {
    keys.answers[request.url ?? '']?.(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address with a port.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const keys: KeysServer = {
    url,
    answers: asMicrosoft(url),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return keys;
}

/** Two keys, one of which is for Teams. */
export function asMicrosoft(url: string): KeysServer['answers'] {
  return {
    '/openid': json({ issuer: 'https://api.botframework.com', jwks_uri: `${url}/keys` }),
    '/keys': json({ keys: [{ kid: 'a' }, { kid: 'b', endorsements: ['webchat', 'msteams'] }] }),
  };
}

export function json(body: unknown): (response: ServerResponse) => void {
  return (response) => {
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify(body));
  };
}
