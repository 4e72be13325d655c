import { examples } from '#assistant/views/help/help-card.ts';
import { checkHost } from '#channels/web/http/listen.ts';
import { startWebChat, type WebChat } from '#channels/web/start.ts';
import { activatePolicy } from '#commands/activate-policy.ts';
import { auditHeadFile } from '#commands/audit-log.ts';
import { newToken, removeControlFile, writeControlFile } from '#commands/control/control-file.ts';
import { controlRoutes } from '#commands/control/routes.ts';
import { startedWords } from '#commands/started-words.ts';
import { compose } from '#compose.ts';
import type { Config } from '#config.ts';
import { createLog, type Log } from '#foundation/kernel/log.ts';
import { personFor } from '#foundation/people/accounts.ts';
import { openDatabase } from '#foundation/store/database.ts';
import { startSealer } from '#foundation/store/seal.ts';
import { verifyAuditLog } from '#foundation/store/verify.ts';
import { type LoadedOffice, loadOffice } from '#knowledge/policy/file/load-office.ts';

/** `start`: runs until it is told to stop, then finishes what is under way. */
export async function start(config: Config): Promise<number> {
  const stopped = untilStopped();
  const began = performance.now();
  const log = createLog(config.logLevel);
  // Before anything is opened: what is wrong should be named at once.
  checkHost(config.host);
  const loaded = await loadOffice(config.officeFolder);
  const opened: (() => Promise<unknown>)[] = [];
  try {
    const web = await open(config, loaded, log, opened);
    console.log(startedWords(config, loaded, web, performance.now() - began));
    await stopped;
    log.info({}, 'stopping');
  } finally {
    for (const close of opened.toReversed()) await close();
  }
  return 0;
}

/** Opens all that runs; what is opened is put on the list, so that it is closed in any case. */
async function open(
  config: Config,
  loaded: LoadedOffice,
  log: Log,
  opened: (() => Promise<unknown>)[],
): Promise<WebChat> {
  const database = await openDatabase(
    config.databaseUrl === undefined
      ? { kind: 'embedded', folder: config.dataFolder }
      : { kind: 'postgres', url: config.databaseUrl },
    log,
  );
  opened.push(() => database.close());
  const { respond, inbox, packages, clock } = await compose(config, { loaded, database, log });
  opened.push(() => packages.idle());
  await activatePolicy(database.db, loaded, clock);
  const headFile = auditHeadFile(config);
  const sealer = startSealer({ db: database.db, clock, log, headFile });
  opened.push(() => sealer.stop());
  const token = newToken();
  const web = await startWebChat({
    respond,
    db: database.db,
    clock,
    inbox,
    host: config.host,
    port: config.port,
    log,
    officeName: loaded.office.name,
    examples,
    routes: controlRoutes({
      token,
      respond,
      personFor: (user) =>
        personFor(database.db, { platform: 'terminal', externalId: user }, clock),
      verify: () => verifyAuditLog(database.db, headFile),
    }),
  });
  opened.push(() => web.close());
  await writeControlFile(config.dataFolder, { port: web.port, token });
  opened.push(() => removeControlFile(config.dataFolder));
  return web;
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
