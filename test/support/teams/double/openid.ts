import type { IncomingMessage, ServerResponse } from 'node:http';
import { publicKeys } from '../keys.ts';

export type KeyTrouble = { readonly status: number } | 'refuse' | 'hang';

/** Where the Bot Framework publishes its keys. */
export interface OpenId {
  failKeys(how: KeyTrouble): void;
  mendKeys(): void;
  /** How often the keys themselves were asked for. */
  keyFetches(): number;
  /** False when something else is asked for. */
  answer(request: IncomingMessage, response: ServerResponse, url: string): boolean;
}

export function createOpenId(): OpenId {
  let trouble: KeyTrouble | undefined;
  let fetches = 0;

  function body(pathname: string, url: string): unknown {
    if (pathname === '/keys') return publicKeys();
    return {
      issuer: 'https://api.botframework.com',
      authorization_endpoint: 'https://invalid.botframework.com',
      jwks_uri: `${url}/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
    };
  }

  return {
    failKeys(how) {
      trouble = how;
    },
    mendKeys() {
      trouble = undefined;
    },
    keyFetches: () => fetches,
    answer(request, response, url) {
      const { pathname } = new URL(request.url ?? '/', url);
      if (pathname !== '/openid' && pathname !== '/keys') return false;
      if (pathname === '/keys') fetches += 1;
      if (trouble === 'hang') return true;
      if (trouble === 'refuse') response.destroy();
      else if (trouble !== undefined) response.writeHead(trouble.status).end();
      else {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(body(pathname, url)));
      }
      return true;
    },
  };
}
