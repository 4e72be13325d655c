import { fileURLToPath } from 'node:url';
import { type AppProcess, startApp, startStewardApp } from '../../load/app-process.ts';
import type { FastMessage } from '../fast-stub.ts';
import { slackApp } from '../slack-app.ts';

/** Steward in the Slack that this stub is; ends in `/api/`. */
export function startStewardInSlack(apiUrl: string, databaseUrl: string): Promise<AppProcess> {
  const settings = {
    SLACK_SIGNING_SECRET: slackApp.signingSecret,
    SLACK_BOT_TOKEN: slackApp.botToken,
    SLACK_API_URL: apiUrl,
  };
  return startStewardApp(settings, databaseUrl);
}

/** What Bolt itself costs: an app that says what it hears. */
export function startEchoApp(apiUrl: string): Promise<AppProcess> {
  return startApp([fileURLToPath(new URL('echo-app.ts', import.meta.url)), apiUrl]);
}

/** The Web API for load. */
export function startStubProcess(): Promise<AppProcess> {
  return startApp([fileURLToPath(new URL('../fast-stub.ts', import.meta.url))]);
}

/** A direct conversation, or a thread of a channel as `channel/thread`. */
export function placeInSlack(line: string): string {
  const { channel, thread_ts }: FastMessage = JSON.parse(line);
  return thread_ts === undefined ? channel : `${channel}/${thread_ts}`;
}
