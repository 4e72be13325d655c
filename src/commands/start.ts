import { examples } from '#assistant/views/help/help-card.ts';
import { checkHost } from '#channels/web/http/listen.ts';
import type { Route } from '#channels/web/http/serve.ts';
import type { Rehearsal } from '#channels/web/routes/rehearsal-routes.ts';
import { startWebChat, type WebChat } from '#channels/web/start.ts';
import { activatePolicy } from '#commands/activate-policy.ts';
import { auditHeadFile } from '#commands/audit-log.ts';
import { newToken, removeControlFile, writeControlFile } from '#commands/control/control-file.ts';
import { listenForCommands } from '#commands/control/listen.ts';
import { controlRoutes } from '#commands/control/routes.ts';
import type { OpenServer } from '#commands/http/open-server.ts';
import type { Metrics } from '#commands/metrics/open-metrics.ts';
import { listenForPlatforms } from '#commands/platforms/listen.ts';
import { openPlatforms } from '#commands/platforms/open-platforms.ts';
import type { Platform } from '#commands/platforms/platform.ts';
import type { PreparedRehearsal } from '#commands/rehearsal/prepare.ts';
import { rehearsalWords, startedWords } from '#commands/started-words.ts';
import { type Composed, compose, requestsIn } from '#compose.ts';
import type { Config } from '#config.ts';
import type { Channel } from '#foundation/delivery/channel.ts';
import type { Delivery } from '#foundation/delivery/worker.ts';
import { systemClock } from '#foundation/kernel/clock.ts';
import { createLog, type Log } from '#foundation/kernel/log.ts';
import { noMeasure } from '#foundation/kernel/measure/measure.ts';
import { personFor } from '#foundation/people/accounts.ts';
import { type Persona, personas } from '#foundation/people/personas.ts';
import { type Database, openDatabase } from '#foundation/store/database.ts';
import { startSealer } from '#foundation/store/seal.ts';
import { verifyAuditLog } from '#foundation/store/verify.ts';
import { type LoadedOffice, loadOffice } from '#knowledge/policy/file/load-office.ts';

/** What is on when Steward is ready. */
export interface Started {
  readonly web: WebChat | undefined;
  readonly platforms: OpenServer | undefined;
  readonly metrics: OpenServer | undefined;
}

/** What is opened is put on the list, so that it is closed in any case, the last first. */
type Opened = (() => Promise<unknown>)[];

/** `start`: runs until it is told to stop, then finishes what is under way. With `isRehearsal` nothing in it is real. */
export async function start(settings: Config, isRehearsal = false): Promise<number> {
  const stopped = untilStopped();
  const began = performance.now();
  const log = createLog(settings.logLevel);
  // Before anything is opened: what is wrong should be named at once.
  if (settings.web) checkHost(settings.web.host);
  const found = await loadOffice(settings.officeFolder);
  const opened: Opened = [];
  try {
    const rehearsal = isRehearsal ? await rehearse(settings, found, opened) : undefined;
    const { config, loaded } = rehearsal ?? { config: settings, loaded: found };
    const started = await open(config, loaded, log, opened, rehearsal);
    const words = rehearsal ? rehearsalWords : startedWords;
    console.log(words(config, loaded, started, performance.now() - began));
    await stopped;
    log.info({}, 'stopping');
  } finally {
    for (const close of opened.toReversed()) await close();
  }
  return 0;
}

/** Loaded where it is wanted: hardly any start is one. */
async function rehearse(
  settings: Config,
  found: LoadedOffice,
  opened: Opened,
): Promise<PreparedRehearsal> {
  const { prepareRehearsal } = await import('#commands/rehearsal/prepare.ts');
  const rehearsal = await prepareRehearsal(settings, found);
  opened.push(() => rehearsal.remove());
  return rehearsal;
}

async function open(
  config: Config,
  loaded: LoadedOffice,
  log: Log,
  opened: Opened,
  rehearsal: PreparedRehearsal | undefined,
): Promise<Started> {
  const database = await openDatabase(
    config.databaseUrl === undefined
      ? { kind: 'embedded', folder: config.dataFolder }
      : { kind: 'postgres', url: config.databaseUrl },
    log,
  );
  opened.push(() => database.close());
  const { db } = database;
  const metrics = await openMetricsOn(config, { database, log }, opened);
  const { measure } = metrics ?? { measure: noMeasure };
  // Filled below: the channels need what is composed, and who holds a role is asked of them.
  const channels: Channel[] = [];
  const composed = await compose(config, {
    loaded,
    database,
    directories: channels,
    ...(rehearsal && {
      personas: rehearsal.personas,
      clock: rehearsal.clock,
      isRehearsal: true,
    }),
    measure,
    log,
  });
  // Begun below, after the channels that it tells people on.
  let delivery: Delivery | undefined;
  const moving = rehearsal && {
    now: () => rehearsal.clock.now(),
    advance(milliseconds: number) {
      rehearsal.clock.advance(milliseconds);
      delivery?.poke();
    },
  };
  opened.push(() => composed.packages.idle());
  await activatePolicy(db, loaded, composed.clock);
  const headFile = auditHeadFile(config);
  const sealer = startSealer({ db, clock: composed.clock, log, headFile });
  opened.push(() => sealer.stop());

  const connected = await openPlatforms(config, { composed, loaded, database, measure, log });
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
    respond: composed.respondOn('terminal'),
    personFor: (user) => personFor(db, { platform: 'terminal', externalId: user }, composed.clock),
    verify: () => verifyAuditLog(db, headFile),
    touched: async ({ old, now, after }) => {
      const { findTouched } = await import('#office/requests/touched/find-touched.ts');
      const { forms } = await requestsIn(config.officeFolder, loaded);
      return findTouched(db, { old, now, forms, on: composed.clock.now() }, { after });
    },
  });
  const played = rehearsal?.personas ?? personas;
  const web = await openWeb(
    config,
    { composed, loaded, database, routes, played, moving, log },
    opened,
  );
  if (web) channels.push(web.channel);
  await openControl(config, { web, routes, token, log }, opened);

  const begun = await composed.startDelivery(() => channels);
  delivery = begun;
  opened.push(() => begun.stop());
  for (const platform of connected) await platform.start();
  // Beside what people ask, so that nobody waits for it.
  const warmed = composed.handbook().catch((cause: unknown) => {
    const name = cause instanceof Error ? cause.name : 'unknown';
    log.error({ code: 'bug', error: name }, 'the handbook could not be read');
  });
  opened.push(() => warmed);
  return { web, platforms, metrics };
}

/** Loaded only where somebody wants to know. */
async function openMetricsOn(
  { metrics: at, slack, teams, web }: Config,
  { database, log }: { readonly database: Database; readonly log: Log },
  opened: Opened,
): Promise<Metrics | undefined> {
  if (at === undefined) return undefined;
  const { openMetrics } = await import('#commands/metrics/open-metrics.ts');
  const platforms = Object.entries({ slack, teams, web }).flatMap(([name, on]) => (on ? name : []));
  const metrics = await openMetrics({ ...at, platforms, db: database.db, clock: systemClock, log });
  opened.push(() => metrics.close());
  return metrics;
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
): Promise<OpenServer> {
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
    readonly played: readonly Persona[];
    readonly moving: Rehearsal | undefined;
    readonly log: Log;
  },
  opened: Opened,
): Promise<WebChat | undefined> {
  if (!settings) return undefined;
  const { composed, loaded, database, routes, played, moving, log } = parts;
  const web = await startWebChat({
    respond: composed.respondOn('web'),
    db: database.db,
    clock: composed.clock,
    inbox: composed.inbox,
    host: settings.host,
    port: settings.port,
    log,
    officeName: loaded.office.name,
    examples,
    personas: played,
    ...(moving && { rehearsal: moving }),
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
