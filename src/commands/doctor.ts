import type { ReadInstallations } from '#channels/slack/install/installations.ts';
import { checkHost } from '#channels/web/http/listen.ts';
import { checkDatabase } from '#commands/doctor/check-database.ts';
import { checkHandbook } from '#commands/doctor/check-handbook.ts';
import { checkOffice } from '#commands/doctor/check-office.ts';
import { checkNpm, checkPublicUrl } from '#commands/doctor/check-reach.ts';
import type { Config, LeftOut, Settings } from '#config.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import type { Finding } from '#foundation/kernel/finding.ts';
import type { Office } from '#foundation/people/office.ts';
import type { Db } from '#foundation/store/database.ts';

/** `doctor`: says what works and how to mend what does not. 0 when nothing fails, 1 otherwise. */
export async function doctor(settings: Settings): Promise<number> {
  const findings = await examine(settings);
  const failing = findings.filter(({ state }) => state === 'fail').length;
  console.log([...findings.map(line), '', summary(findings, failing)].join('\n'));
  return failing === 0 ? 0 : 1;
}

/** For each check; all run side by side. */
const PATIENCE_MS = 5_000;
// A slow disk is no fault: the embedded database is started for the look.
const DATABASE_MS = 15_000;

/**
 * What all checks found, in the same order each time; what hangs on a wrong setting is left out.
 * Nothing is made, changed or sent to anybody.
 */
export async function examine(
  settings: Settings,
  patienceMs = PATIENCE_MS,
): Promise<readonly Finding[]> {
  const { config, mistakes } = settings;
  const isLeftOut = (what: LeftOut) => mistakes?.leftOut.has(what) === true;
  // A little less than each check has, so that it can still say what it waited for.
  const callMs = patienceMs * 0.9;
  const isOnSlack = config.slack !== undefined || isLeftOut('slack');
  const isOnTeams = config.teams !== undefined || isLeftOut('teams');
  const office = checkOffice(config, isOnSlack || isOnTeams);
  const database = isLeftOut('database')
    ? Promise.resolve({ findings: [], seen: undefined })
    : checkDatabase(config, (db) => seePlatforms(db, config));
  const parts = [
    within(patienceMs, 'The office folder', async () => (await office).findings),
    within(DATABASE_MS, 'The database', async () => (await database).findings),
    within(patienceMs, 'The npm registry', async () => [await checkNpm(config, callMs)]),
    within(patienceMs, 'PUBLIC_URL', async () =>
      isLeftOut('public-url') ? [] : checkPublicUrl(config, callMs),
    ),
    // It waits for the database before it asks Slack, and asks twice in a row.
    within(DATABASE_MS + 2 * patienceMs, 'Slack', () =>
      checkInSlack(config, { office, database, callMs }),
    ),
    within(DATABASE_MS + 2 * patienceMs, 'Teams', () => checkInTeams(config, { database, callMs })),
    within(patienceMs, 'The handbook', async () => [await checkHandbook(config.officeFolder)]),
  ];
  return [settingsFinding(settings), ...(await Promise.all(parts)).flat()];
}

interface Beside {
  readonly office: ReturnType<typeof checkOffice>;
  readonly database: Promise<{ readonly seen: Seen | undefined }>;
  readonly callMs: number;
}

async function checkInSlack(config: Config, beside: Beside): Promise<readonly Finding[]> {
  const { slack: settings, publicUrl } = config;
  if (!settings) return [];
  // Loads Slack's library, which nobody else needs.
  const [{ checkSlack }, { usesSlackGroups }] = await Promise.all([
    import('#channels/slack/check/check-slack.ts'),
    import('#channels/slack/manifest.ts'),
  ]);
  const { office } = await beside.office;
  return checkSlack({
    settings,
    usesGroups: office && usesSlackGroups(office),
    addresses: office ? addressesOf(office) : [],
    installations: beside.database.then(
      ({ seen }) => seen?.installations,
      () => undefined,
    ),
    publicUrl,
    patienceMs: beside.callMs,
  });
}

async function checkInTeams(
  { teams: settings, publicUrl }: Config,
  beside: Omit<Beside, 'office'>,
): Promise<readonly Finding[]> {
  if (!settings) return [];
  const { checkTeams } = await import('#channels/teams/check/check-teams.ts');
  return checkTeams({
    settings,
    publicUrl,
    conversations: beside.database.then(
      ({ seen }) => seen?.conversations,
      () => undefined,
    ),
    patienceMs: beside.callMs,
  });
}

/** Each once, whatever roles it holds. */
function addressesOf({ roles: { reviewers, ...offices } }: Office): readonly string[] {
  const grants = [...Object.values(offices), ...Object.values(reviewers)].flat();
  return [...new Set(grants.filter((grant) => typeof grant === 'string'))];
}

/** What stands in the database of the platforms that are on. */
interface Seen {
  readonly installations: ReadInstallations | undefined;
  readonly conversations: number | undefined;
}

async function seePlatforms(db: Db, config: Config): Promise<Seen> {
  return {
    installations: await seeInstallations(db, config),
    conversations: await seeConversations(db, config),
  };
}

async function seeInstallations(db: Db, { slack }: Config): Promise<Seen['installations']> {
  if (slack?.workspaces.kind !== 'installed') return undefined;
  const { readInstallations } = await import('#channels/slack/install/installations.ts');
  return readInstallations(db, slack.workspaces);
}

async function seeConversations(db: Db, { teams }: Config): Promise<Seen['conversations']> {
  if (!teams) return undefined;
  const { countConversations } = await import('#channels/teams/check/check-conversations.ts');
  return countConversations(db);
}

function settingsFinding({ config, mistakes }: Settings): Finding {
  const { web } = config;
  // Where the web chat listens depends on whether a platform is on.
  const isSure = !mistakes?.leftOut.has('slack') && !mistakes?.leftOut.has('teams');
  const host = web && isSure ? hostAdvice(web.host) : undefined;
  const mend = [mistakes?.error.advice, host].filter((advice) => advice !== undefined);
  if (mend.length > 0) {
    return { state: 'fail', what: 'The settings are not right.', mend: mend.join('\n') };
  }
  return { state: 'ok', what: `The settings are right. ${platformWords(config)}` };
}

function platformWords({ slack, teams }: Config): string {
  const how = { http: 'Slack calls Steward.', socket: 'Steward connects to Slack (Socket Mode).' };
  const ofTeams = teams ? 'Teams calls Steward.' : 'Teams is off.';
  return `${slack ? how[slack.receiver.kind] : 'Slack is off.'} ${ofTeams}`;
}

/** Undefined when the web chat may listen there. */
function hostAdvice(host: string): string | undefined {
  try {
    checkHost(host);
    return undefined;
  } catch (error) {
    if (!(error instanceof StewardError)) throw error;
    return error.advice;
  }
}

async function within(
  milliseconds: number,
  name: string,
  check: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  const { promise: late, resolve } = Promise.withResolvers<readonly Finding[]>();
  const what = `${name}: no answer within ${Math.round(milliseconds / 1000)} seconds.`;
  const mend = 'Try again; if it stays so, look at what it depends on.';
  const timer = setTimeout(() => resolve([{ state: 'fail', what, mend }]), milliseconds);
  try {
    return await Promise.race([check(), late]);
  } finally {
    clearTimeout(timer);
  }
}

const words = { ok: 'ok  ', warn: 'warn', fail: 'FAIL' } as const;

function line({ state, what, mend }: Finding): string {
  const text = mend === undefined ? what : `${what} ${mend}`;
  return `${words[state]}  ${text.trimEnd().replaceAll('\n', '\n      ')}`;
}

function summary(findings: readonly Finding[], failing: number): string {
  const warned = findings.filter(({ state }) => state === 'warn').length;
  const look = warned > 0 ? ` Worth a look: ${warned}.` : '';
  if (failing > 0) return `Fails: ${failing}.${look}`;
  return warned > 0 ? `Nothing fails.${look}` : 'All is well.';
}
