import { fileURLToPath } from 'node:url';
import { type AppProcess, startApp, startStewardApp } from '../../load/app-process.ts';
import { publicKeys } from '../keys.ts';
import { teamsApp } from '../teams-app.ts';
import type { FastActivity } from './fast-connector.ts';

/** Steward in the Teams that this stub is. */
export function startStewardInTeams(
  stubUrl: string,
  databaseUrl: string,
  flags: readonly string[] = [],
): Promise<AppProcess> {
  const settings = {
    TEAMS_APP_ID: teamsApp.appId,
    TEAMS_APP_PASSWORD: teamsApp.password,
    TEAMS_TENANTS: teamsApp.tenantId,
    TEAMS_DOUBLE_URL: stubUrl,
  };
  return startStewardApp(settings, databaseUrl, flags);
}

/** What botbuilder itself costs: a bot that says what it hears. */
export function startEchoBot(stubUrl: string): Promise<AppProcess> {
  return startApp([fileURLToPath(new URL('echo-bot.ts', import.meta.url)), stubUrl]);
}

/** The connector for load, with the keys by which this process signs. */
export function startStubProcess(): Promise<AppProcess> {
  const script = fileURLToPath(new URL('fast-connector.ts', import.meta.url));
  return startApp([script, JSON.stringify(publicKeys())]);
}

/** The conversation, with its thread where it is in a channel. */
export function placeInTeams(line: string): string {
  const { conversation }: FastActivity = JSON.parse(line);
  return conversation;
}
