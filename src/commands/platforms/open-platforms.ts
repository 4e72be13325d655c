import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HomeCards } from '#assistant/home.ts';
import { openSlack } from '#commands/platforms/open-slack.ts';
import { openTeams } from '#commands/platforms/open-teams.ts';
import type { Composed } from '#compose.ts';
import type { Config } from '#config.ts';
import type { Channel } from '#foundation/delivery/channel.ts';
import type { Log } from '#foundation/kernel/log.ts';
import type { Database } from '#foundation/store/database.ts';
import type { LoadedOffice } from '#knowledge/policy/file/load-office.ts';

/** A chat platform that is connected. */
export interface Platform {
  readonly channel: Channel;
  /** Answers a request that is for it; false when it is none. */
  answer(request: IncomingMessage, response: ServerResponse): boolean;
  /** Takes up what was left, and begins. */
  start(): Promise<void>;
  /** Where we hold the connection: whether it stands. */
  isConnected?(): boolean;
  close(): Promise<void>;
}

/** What each of them stands on. */
export interface PlatformParts {
  readonly composed: Composed;
  readonly loaded: LoadedOffice;
  readonly database: Database;
  readonly log: Log;
  readonly home: HomeCards;
  /** Names of products that are not repeated where others read along. */
  readonly products: readonly string[];
}

/** Those that are set up. */
export async function openPlatforms(
  config: Config,
  parts: Omit<PlatformParts, 'home' | 'products'>,
): Promise<readonly Platform[]> {
  if (config.slack === undefined && config.teams === undefined) return [];
  const { composed, loaded, database } = parts;
  const { office, policy } = loaded;
  const { clock, inbox } = composed;
  const { createHomeCards } = await import('#assistant/home.ts');
  const home = createHomeCards({ db: database.db, clock, office, policy, inbox });
  const products = office.products.map(({ name }) => name);
  const all = { ...parts, home, products };
  const opened = [await openSlack(config, all), await openTeams(config, all)];
  return opened.filter((platform) => platform !== undefined);
}
