import { createHmac, sign } from 'node:crypto';
import { keys, type SigningKey } from './keys.ts';
import { teamsApp } from './teams-app.ts';

export type Claims = Readonly<Record<string, unknown>>;

export interface Signing {
  readonly alg?: 'RS256' | 'RS512' | 'HS256' | 'none';
  readonly kid?: string;
  readonly key?: SigningKey;
}

/** To whom a token is of use: its service URL is in it. */
export interface TokenFor {
  readonly serviceUrl: string;
}

/** The header; undefined: there is none. */
export type MakeAuthorization = (double: TokenFor) => string | undefined;

export function signToken(claims: Claims, signing: Signing = {}): string {
  const { alg = 'RS256', key = keys.teams, kid = key.kid } = signing;
  const signed = `${encoded({ alg, kid, x5t: kid, typ: 'JWT' })}.${encoded(claims)}`;
  return `${signed}.${signatureOf(signed, alg, key)}`;
}

/** As the connector of Teams says that it is itself. */
export function claimsOf({ serviceUrl }: TokenFor, changes: Claims = {}): Claims {
  const now = Math.floor(Date.now() / 1000);
  return {
    serviceurl: serviceUrl,
    nbf: now - 5,
    exp: now + 3600,
    iss: 'https://api.botframework.com',
    aud: teamsApp.appId,
    ...changes,
  };
}

export function authorizationFor(
  double: TokenFor,
  changes: Claims = {},
  signing: Signing = {},
): string {
  return `Bearer ${signToken(claimsOf(double, changes), signing)}`;
}

export const goodTokens = {
  RS256: (double) => authorizationFor(double),
  RS512: (double) => authorizationFor(double, {}, { alg: 'RS512' }),
  'expired a minute ago': (double) => authorizationFor(double, expired(60)),
} as const satisfies Record<string, MakeAuthorization>;

export const badTokens = {
  none: () => undefined,
  'a scheme without a token': () => 'Bearer ',
  'another scheme': () => `Basic ${Buffer.from('steward:secret').toString('base64')}`,
  garbage: () => 'Bearer garbage',
  'garbage in three parts': () => 'Bearer not.a.token',
  'another issuer': (double) => authorizationFor(double, { iss: 'https://elsewhere.example' }),
  'for another app': (double) =>
    authorizationFor(double, { aud: '11111111-2222-4333-8444-555555555555' }),
  'a key that nobody knows': (double) => authorizationFor(double, {}, { kid: 'nobody' }),
  'expired an hour ago': (double) => authorizationFor(double, expired(3600)),
  'valid in an hour': (double) => {
    const now = Math.floor(Date.now() / 1000);
    return authorizationFor(double, { nbf: now + 3600, exp: now + 7200 });
  },
  'no service URL': (double) => authorizationFor(double, { serviceurl: undefined }),
  'another service URL': (double) =>
    authorizationFor(double, { serviceurl: 'https://smba.trafficmanager.net/emea/' }),
  'a key that may not vouch for Teams': (double) =>
    authorizationFor(double, {}, { key: keys.webchat }),
  'of a skill': (double) =>
    authorizationFor(double, {
      iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/',
      ver: '1.0',
      appid: '11111111-2222-4333-8444-555555555555',
    }),
  'signed with another key': (double) => authorizationFor(double, {}, { key: keys.impostor }),
  unsigned: (double) => authorizationFor(double, {}, { alg: 'none' }),
  'signed with the public key': (double) => authorizationFor(double, {}, { alg: 'HS256' }),
} as const satisfies Record<string, MakeAuthorization>;

/**
 * Of the app's own registration, as the Bot Framework Emulator has it: the stock adapter takes it without a look at the
 * service URL.
 */
export function emulatorAuthorization(double: TokenFor): string {
  return authorizationFor(double, {
    iss: 'https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0',
    ver: '2.0',
    azp: teamsApp.appId,
    serviceurl: undefined,
  });
}

/** Of a channel on Azure Stack Edge; such an activity says so itself: `channelId: 'AseChannel'`. */
export function edgeAuthorization(double: TokenFor): string {
  return authorizationFor(double, {
    iss: `https://login.microsoftonline.com/${teamsApp.tenantId}/v2.0`,
    ver: '2.0',
    azp: teamsApp.appId,
  });
}

function expired(seconds: number): Claims {
  const now = Math.floor(Date.now() / 1000);
  return { nbf: now - seconds - 3600, exp: now - seconds };
}

function signatureOf(signed: string, alg: NonNullable<Signing['alg']>, key: SigningKey): string {
  switch (alg) {
    case 'RS256':
      return sign('sha256', Buffer.from(signed), key.privateKey).toString('base64url');
    case 'RS512':
      return sign('sha512', Buffer.from(signed), key.privateKey).toString('base64url');
    case 'HS256': {
      const secret = key.publicKey.export({ type: 'spki', format: 'pem' });
      return createHmac('sha256', secret).update(signed).digest('base64url');
    }
    case 'none':
      return '';
  }
}

function encoded(value: Claims): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
