import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HomeCards } from '#assistant/home.ts';
import type { Composed } from '#compose.ts';
import type { Channel } from '#foundation/delivery/channel.ts';
import type { Log } from '#foundation/kernel/log.ts';
import type { Measure } from '#foundation/kernel/measure/measure.ts';
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
  readonly measure: Measure;
  readonly home: HomeCards;
  /** Names of products that are not repeated where others read along. */
  readonly products: () => Promise<readonly string[]>;
}
