import { generateKeyPairSync, type KeyObject } from 'node:crypto';

export interface SigningKey {
  readonly kid: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

function generateKey(kid: string): SigningKey {
  return { kid, ...generateKeyPairSync('rsa', { modulusLength: 2048 }) };
}

/** Made once for all tests of a process: a pair takes a moment. */
export const keys = {
  /** May vouch for Teams. */
  teams: generateKey('teams-1'),
  /** May vouch for other channels only. */
  webchat: generateKey('unendorsed'),
  /** Says that it is the first, and is not. */
  impostor: generateKey('teams-1'),
};

/** The public keys as the Bot Framework publishes them, with the channels that each may vouch for. */
export function publicKeys(): { readonly keys: readonly Readonly<Record<string, unknown>>[] } {
  return { keys: [published(keys.teams, 'msteams'), published(keys.webchat, 'webchat')] };
}

function published({ kid, publicKey }: SigningKey, channel: string) {
  const { kty, n, e } = publicKey.export({ format: 'jwk' });
  return { kty, use: 'sig', kid, x5t: kid, n, e, endorsements: [channel] };
}
