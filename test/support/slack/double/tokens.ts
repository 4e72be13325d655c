import { slackApp } from '../slack-app.ts';

/** Which tokens are known; the emulator takes any. */
export interface Tokens {
  allow(token: string, team?: string): void;
  revoke(token: string): void;
  installInto(team: string): void;
  /** `not_authed`, `invalid_auth` or `token_revoked`; undefined when all is well. */
  errorOf(token: string | undefined): string | undefined;
  /** The token by which the emulator knows it. */
  emulated(token: string): string;
  teamOf(token: string): string;
  /** A token that OAuth gave out; its team. */
  issued(token: string): string;
}

export function createTokens(): Tokens {
  const { botToken, appToken, teamId } = slackApp;
  const known = new Map<string, { readonly emulated: string; readonly team: string }>([
    [botToken, { emulated: botToken, team: teamId }],
    [appToken, { emulated: botToken, team: teamId }],
  ]);
  const revoked = new Set<string>();
  let installing: string = teamId;

  return {
    allow(token, team = teamId) {
      known.set(token, { emulated: botToken, team });
      revoked.delete(token);
    },
    revoke: (token) => void revoked.add(token),
    installInto(team) {
      installing = team;
    },
    errorOf(token) {
      if (token === undefined) return 'not_authed';
      if (revoked.has(token)) return 'token_revoked';
      return known.has(token) ? undefined : 'invalid_auth';
    },
    emulated: (token) => known.get(token)?.emulated ?? token,
    teamOf: (token) => known.get(token)?.team ?? teamId,
    issued(token) {
      known.set(token, { emulated: token, team: installing });
      return installing;
    },
  };
}
