import { examples } from '#assistant/views/help/help-card.ts';
import { checkHost } from '#channels/web/http/listen.ts';
import type { Route } from '#channels/web/http/serve.ts';
import { startWebChat, type WebChat } from '#channels/web/start.ts';
import { activatePolicy } from '#commands/activate-policy.ts';
import { auditHeadFile } from '#commands/audit-log.ts';
import { newToken, removeControlFile, writeControlFile } from '#commands/control/control-file.ts';
import { listenForCommands } from '#commands/control/listen.ts';
import { controlRoutes } from '#commands/control/routes.ts';
import { listenForPlatforms, type PlatformListener } from '#commands/platforms/listen.ts';
import { openPlatforms } from '#commands/platforms/open-platforms.ts';
import type { Platform } from '#commands/platforms/platform.ts';
import { startedWords } from '#commands/started-words.ts';
import { type Composed, compose } from '#compose.ts';
import type { Config } from '#config.ts';
import type { Channel } from '#foundation/delivery/channel.ts';
import { createLog, type Log } from '#foundation/kernel/log.ts';
import { personFor } from '#foundation/people/accounts.ts';
import { type Database, openDatabase } from '#foundation/store/database.ts';
import { startSealer } from '#foundation/store/seal.ts';
import { verifyAuditLog } from '#foundation/store/verify.ts';
import { type LoadedOffice, loadOffice } from '#knowledge/policy/file/load-office.ts';

/** What is on when Steward is ready. */
export interface Started {
  readonly web: WebChat | undefined;
  readonly platforms: PlatformListener | undefined;
}

/** What is opened is put on the list, so that it is closed in any case, the last first. */
type Opened = (() => Promise<unknown>)[];

/** `start`: runs until it is told to stop, then finishes what is under way. */
export async function start(config: Config): Promise<number> {
  const stopped = untilStopped();
  const began = performance.now();
  const log = createLog(config.logLevel);
  // Before anything is opened: what is wrong should be named at once.
  if (config.web) checkHost(config.web.host);
  const loaded = await loadOffice(config.officeFolder);
  const opened: Opened = [];
  try {
    const started = await open(config, loaded, log, opened);
    console.log(startedWords(config, loaded, started, performance.now() - began));
    await stopped;
    log.info({}, 'stopping');
  } finally {
    for (const close of opened.toReversed()) await close();
  }
  return 0;
}

async function open(
  config: Config,
  loaded: LoadedOffice,
  log: Log,
  opened: Opened,
): Promise<Started> {
  const database = await openDatabase(
    config.databaseUrl === undefined
      ? { kind: 'embedded', folder: config.dataFolder }
      : { kind: 'postgres', url: config.databaseUrl },
    log,
  );
  opened.push(() => database.close());
  const { db } = database;
  // Filled below: the channels need what is composed, and who holds a role is asked of them.
  const channels: Channel[] = [];
  const composed = await compose(config, { loaded, database, directories: channels, log });
  opened.push(() => composed.packages.idle());
  await activatePolicy(db, loaded, composed.clock);
  const headFile = auditHeadFile(config);
  const sealer = startSealer({ db, clock: composed.clock, log, headFile });
  opened.push(() => sealer.stop());

  const connected = await openPlatforms(config, { composed, loaded, database, log });
  for (const platform of connected) {
    channels.push(platform.channel);
    opened.push(() => platform.close());
  }
  const platforms =
    connected.length === 0
      ? undefined
      : await listenTo(connected, { config, loaded, database, log }, opened);
  const token = newToken();
  const routes = controlRoutes({
    token,
    respond: composed.respond,
    personFor: (user) => personFor(db, { platform: 'terminal', externalId: user }, composed.clock),
    verify: () => verifyAuditLog(db, headFile),
  });
  const web = await openWeb(config, { composed, loaded, database, routes, log }, opened);
  if (web) channels.push(web.channel);
  await openControl(config, { web, routes, token, log }, opened);

  const delivery = await composed.startDelivery(() => channels);
  opened.push(() => delivery.stop());
  for (const platform of connected) await platform.start();
  // Beside what people ask, so that nobody waits for it.
  const warmed = composed.handbook().catch((cause: unknown) => {
    const name = cause instanceof Error ? cause.name : 'unknown';
    log.error({ code: 'bug', error: name }, 'the handbook could not be read');
  });
  opened.push(() => warmed);
  return { web, platforms };
}

const WARMED = 8;

async function listenTo(
  connected: readonly Platform[],
  {
    config,
    loaded,
    database,
    log,
  }: {
    readonly config: Config;
    readonly loaded: LoadedOffice;
    readonly database: Database;
    readonly log: Log;
  },
  opened: Opened,
): Promise<PlatformListener> {
  // So that the first burst finds the connections that it needs, and is not kept waiting for them.
  await Promise.all(Array.from({ length: WARMED }, () => database.checkAlive()));
  const platforms = await listenForPlatforms({
    host: config.host,
    port: config.port,
    answers: connected.map((platform) => (request, response) => platform.answer(request, response)),
    isReady: async () => {
      const isAlive = await database.checkAlive().then(
        () => true,
        () => false,
      );
      return isAlive && connected.every((platform) => platform.isConnected?.() ?? true);
    },
    about: async () => {
      const { aboutPage } = await import('#commands/platforms/about-page.ts');
      return aboutPage(loaded.office);
    },
    log,
  });
  opened.push(() => platforms.close());
  return platforms;
}

async function openWeb(
  { web: settings }: Config,
  parts: {
    readonly composed: Composed;
    readonly loaded: LoadedOffice;
    readonly database: Database;
    readonly routes: readonly Route[];
    readonly log: Log;
  },
  opened: Opened,
): Promise<WebChat | undefined> {
  if (!settings) return undefined;
  const { composed, loaded, database, routes, log } = parts;
  const web = await startWebChat({
    respond: composed.respond,
    db: database.db,
    clock: composed.clock,
    inbox: composed.inbox,
    host: settings.host,
    port: settings.port,
    log,
    officeName: loaded.office.name,
    examples,
    routes,
  });
  opened.push(() => web.close());
  return web;
}

/** Lets commands of this machine find us: at the web chat's address, or one of their own. */
async function openControl(
  config: Config,
  parts: {
    readonly web: WebChat | undefined;
    readonly routes: readonly Route[];
    readonly token: string;
    readonly log: Log;
  },
  opened: Opened,
): Promise<void> {
  const { web, routes, token, log } = parts;
  const own = web === undefined ? await listenForCommands(routes, log) : undefined;
  if (own) opened.push(() => own.close());
  const port = web?.port ?? own?.port ?? 0;
  await writeControlFile(config.dataFolder, { port, token });
  opened.push(() => removeControlFile(config.dataFolder));
}

/** The first signal asks for an orderly end; a second one ends at once. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      process.once('SIGINT', () => process.exit(130));
      process.once('SIGTERM', () => process.exit(143));
      resolve();
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });
}
