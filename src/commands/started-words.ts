import path from 'node:path';
import type { Started } from '#commands/start.ts';
import type { Config } from '#config.ts';
import type { LoadedOffice } from '#knowledge/policy/file/load-office.ts';

/** What is said when Steward is ready: what is on, what is off, and how to turn each on. */
export function startedWords(
  config: Config,
  { office, policy }: LoadedOffice,
  { web, platforms, metrics }: Started,
  milliseconds: number,
): string {
  const embedded = config.databaseUrl === undefined;
  const starter = config.officeFolder === undefined;
  const where = web?.url ?? platforms?.url ?? '';
  return [
    `Steward is ready after ${(milliseconds / 1000).toFixed(1)} s: ${where}`,
    ...(web && web.wantedPort !== 0 && web.port !== web.wantedPort
      ? [`  Port ${web.wantedPort} was taken, so the web chat is on ${web.port}.`]
      : []),
    '',
    ...(web ? [on('Web chat', `${web.url}, from this machine only`)] : []),
    ...(platforms && config.slack ? [on('Slack', slackWords(config, platforms.url))] : []),
    ...(platforms && config.teams ? [on('Teams', teamsWords(config, platforms.url))] : []),
    on(
      'Office',
      `${office.name}, ${starter ? 'the shipped starter' : path.resolve(config.officeFolder)}`,
    ),
    on('Policy', `${policy.version} (${policy.profile})`),
    on('Database', embedded ? `embedded, in ${path.resolve(config.dataFolder)}` : 'PostgreSQL'),
    on('npm registry', 'as your .npmrc says'),
    ...(metrics ? [on('Metrics', `${metrics.url}/metrics`)] : []),
    ...(config.slack
      ? []
      : [off('Slack', 'npx steward manifest slack --socket, then as the README says')]),
    ...(config.teams ? [] : [off('Teams', 'npx steward manifest teams, then as the README says')]),
    ...(web ? [] : [off('Web chat', 'STEWARD_WEB_PORT=3001 npm start')]),
    ...(starter
      ? [
          off(
            'Your own office',
            'npx steward init our-office, then STEWARD_OFFICE=our-office npm start',
          ),
        ]
      : []),
    ...(embedded
      ? [off('PostgreSQL', 'DATABASE_URL=postgres://user:password@host/name npm start')]
      : []),
    '',
    ...(platforms && office.roles.ospo.length === 0
      ? [
          'Nobody holds the role ospo yet, so notes on answers wait: name somebody in office.yaml.',
          ...(starter
            ? [
                'The shipped starter stays as it is; make an office of your own first, as said above.',
              ]
            : []),
          '',
        ]
      : []),
    web
      ? 'Ask in the browser, or in another terminal: npx steward ask "can I use left-pad?"'
      : `Ask in ${config.slack ? 'Slack' : 'Teams'}, or in another terminal: npx steward ask "can I use left-pad?"`,
    ...(platforms ? ['If something is not as it should be: npx steward doctor'] : []),
    'Ctrl+C stops it.',
  ].join('\n');
}

/** The same for a rehearsal: where it is, and that nothing is kept. */
export function rehearsalWords(
  _config: Config,
  { office, policy }: LoadedOffice,
  { web }: Started,
  milliseconds: number,
): string {
  return [
    `The rehearsal is ready after ${(milliseconds / 1000).toFixed(1)} s: ${web?.url ?? ''}`,
    '',
    on('Office', `${office.name}, its own policy, forms and routes`),
    on('Policy', `${policy.version} (${policy.profile})`),
    on('People', 'somebody for every group that decides, all of them you'),
    on('Clock', 'moved forward by the buttons at the top of the page'),
    '',
    'Nothing here is real: nobody is told anything, and what you do goes away when it stops.',
    'Ctrl+C stops it.',
  ].join('\n');
}

function slackWords({ slack, publicUrl }: Config, url: string): string {
  if (slack?.receiver.kind === 'socket') return 'connected by Socket Mode';
  return publicUrl === undefined
    ? `takes events at ${url}/slack/events`
    : `takes events at ${publicUrl}/slack/events`;
}

function teamsWords({ teams, publicUrl }: Config, url: string): string {
  const where = `takes messages at ${publicUrl ?? url}/api/messages`;
  return teams?.app.kind === 'development' ? `${where}, and checks nobody: for development` : where;
}

function on(what: string, words: string): string {
  return `  on   ${what.padEnd(16)}${words}`;
}

function off(what: string, words: string): string {
  return `  off  ${what.padEnd(16)}${words}`;
}
