import { checkConversations } from '#channels/teams/check/check-conversations.ts';
import { checkKeys } from '#channels/teams/check/check-keys.ts';
import { checkToken } from '#channels/teams/check/check-token.ts';
import type { TeamsSettings } from '#channels/teams/settings.ts';
import type { Finding } from '#foundation/kernel/finding.ts';

export interface TeamsCheck {
  readonly settings: TeamsSettings;
  /** Where Teams reaches Steward. */
  readonly publicUrl: string | undefined;
  /** How many Steward is part of; undefined when the database could not be read. */
  readonly conversations: Promise<number | undefined>;
  /** For each look. */
  readonly patienceMs?: number;
}

/** Whether Microsoft is reached and takes us for whom we say we are, and whether anybody in Teams has met Steward. */
export async function checkTeams(check: TeamsCheck): Promise<readonly Finding[]> {
  const { settings, publicUrl, patienceMs = 4_500 } = check;
  const [count, ...found] = await Promise.all([
    check.conversations,
    ...looks(settings, patienceMs),
  ]);
  return count === undefined ? found : [...found, checkConversations(count, settings, publicUrl)];
}

function looks(
  settings: TeamsSettings,
  patienceMs: number,
): readonly (Finding | Promise<Finding>)[] {
  const { app, doubleUrl } = settings;
  if (app.kind === 'development') return [inDevelopment];
  const keys = checkKeys(settings, patienceMs);
  // A double has no tokens to give.
  if (doubleUrl !== undefined) return [withDouble, keys];
  return [keys, checkToken({ ...settings, app }, patienceMs)];
}

const inDevelopment: Finding = {
  state: 'warn',
  what: 'TEAMS_DEVELOPMENT is on: anybody on this machine may write to Steward under any name.',
  mend: 'To serve people set TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANTS in its place.',
};

const withDouble: Finding = {
  state: 'warn',
  what: 'TEAMS_DOUBLE_URL is set: a double on this machine is believed in Microsoft’s place.',
  mend: 'Leave it out to serve people.',
};
