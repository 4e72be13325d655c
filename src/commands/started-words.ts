import path from 'node:path';
import type { WebChat } from '#channels/web/start.ts';
import type { Config } from '#config.ts';
import type { LoadedOffice } from '#knowledge/policy/file/load-office.ts';

/** What is said when Steward is ready: what is on, what is off, and how to turn each on. */
export function startedWords(
  config: Config,
  { office, policy }: LoadedOffice,
  web: WebChat,
  milliseconds: number,
): string {
  const moved = web.wantedPort !== 0 && web.port !== web.wantedPort;
  const embedded = config.databaseUrl === undefined;
  const starter = config.officeFolder === undefined;
  return [
    `Steward is ready after ${(milliseconds / 1000).toFixed(1)} s: ${web.url}`,
    ...(moved ? [`  Port ${web.wantedPort} was taken, so the web chat is on ${web.port}.`] : []),
    '',
    `  on   Web chat       ${web.url}, from this machine only`,
    `  on   Office         ${office.name}, ${starter ? 'the shipped starter' : path.resolve(config.officeFolder)}`,
    `  on   Policy         ${policy.version} (${policy.profile})`,
    `  on   Database       ${embedded ? `embedded, in ${path.resolve(config.dataFolder)}` : 'PostgreSQL'}`,
    '  on   npm registry   as your .npmrc says',
    ...(starter
      ? [
          '  off  Your own office   npx steward init my-office, then STEWARD_OFFICE=my-office npm start',
        ]
      : []),
    ...(embedded
      ? ['  off  PostgreSQL        DATABASE_URL=postgres://user:password@host/name npm start']
      : []),
    '',
    'Ask in the browser, or in another terminal: npx steward ask "can I use left-pad?"',
    'Ctrl+C stops it.',
  ].join('\n');
}
