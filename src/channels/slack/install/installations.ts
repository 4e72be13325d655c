import { and, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import { isSealedWithFirst, open, seal } from '#channels/slack/install/sealed.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import type { Log } from '#foundation/kernel/log.ts';
import type { Db } from '#foundation/store/database.ts';
import { installations as table } from '#foundation/store/tables/installations.ts';

/** Steward in one workspace, or in a whole organisation; of all that Slack says, only what we use. */
export const Installation = z.object({
  isEnterpriseInstall: z.boolean(),
  /** None for an organisation. */
  teamId: z.string().min(1).optional(),
  teamName: z.string().optional(),
  enterpriseId: z.string().min(1).optional(),
  appId: z.string().optional(),
  botToken: z.string().min(1),
  botUserId: z.string().min(1),
  botId: z.string().optional(),
  scopes: z.array(z.string()),
});
export type Installation = z.infer<typeof Installation>;

/** As events and presses name where they come from. */
export interface InstallationQuery {
  readonly teamId?: string | undefined;
  /** Null for a workspace that belongs to no organisation; left out where it is not known. */
  readonly enterpriseId?: string | null | undefined;
  readonly isEnterpriseInstall?: boolean | undefined;
}

export interface Installations {
  /**
   * Undefined where Steward is not installed. A workspace is covered by its own installation, or else by that of its
   * organisation. What an organisation's installation received without naming it is covered by the only one there is.
   * Never one that the settings do not allow.
   */
  find(query: InstallationQuery): Promise<Installation | undefined>;
  /** All that a key opens and the settings allow. */
  list(): Promise<readonly Installation[]>;
  /** Throws `not-allowed`, and keeps nothing, where the settings do not allow it. */
  save(installation: Installation): Promise<void>;
  /**
   * Exactly the one that is named: a workspace that leaves does not end its organisation's. False where one stays because
   * it is not the one that is `meant`.
   */
  remove(query: InstallationQuery, meant?: MeantInstallation): Promise<boolean>;
  /** Seals what older keys sealed with the first one. What no key opens is counted, and stays as it is. */
  reseal(): Promise<{ readonly resealed: number; readonly unreadable: number }>;
}

/** So that what is said late of an installation does not end the one that came after it. */
export interface MeantInstallation {
  /** Only with this token. */
  readonly botToken?: string;
  /** Only if it was installed before that. */
  readonly before?: Date;
}

// After this long a removal by another process is noticed.
const KEPT_MS = 60_000;
const MOST_KEPT = 2_000;
const anyOrganisation = 'slack:E';

export function createInstallations(options: {
  readonly db: Db;
  /** 32 bytes each: the first seals, all open. */
  readonly keys: readonly Buffer[];
  /** Of workspaces and organisations that may install. */
  readonly teams: readonly string[];
  readonly clock: Clock;
  readonly log: Log;
}): Installations {
  const { db, keys, teams, clock, log } = options;
  const kept = new Map<string, { readonly until: number; readonly found: Promise<Found> }>();

  /** Also what is not there is kept, and what is being asked for: a crowd asks the database once. */
  function remember(id: string, found: Promise<Found>): Promise<Found> {
    kept.delete(id);
    for (const oldest of kept.keys()) {
      if (kept.size < MOST_KEPT) break;
      kept.delete(oldest);
    }
    const entry = { until: clock.now().getTime() + KEPT_MS, found };
    kept.set(id, entry);
    found.catch(() => {
      // A failure is no answer: the next one asks again.
      if (kept.get(id) === entry) kept.delete(id);
    });
    return found;
  }

  function findBy(id: string, read: () => Promise<Found>): Promise<Found> {
    const known = kept.get(id);
    if (known && known.until > clock.now().getTime()) return known.found;
    return remember(id, read());
  }

  async function readOne(id: string): Promise<Found> {
    const [row] = await db.select().from(table).where(eq(table.id, id));
    const found = row && read(keys, row);
    return found && isAllowed(teams, found) ? found : undefined;
  }

  async function readOnlyOrganisation(): Promise<Found> {
    const organisations = teams.filter((id) => id.startsWith('E')).map((id) => `slack:${id}`);
    const rows = await db.select().from(table).where(inArray(table.id, organisations)).limit(2);
    const [row] = rows;
    return row && rows.length === 1 ? read(keys, row) : undefined;
  }

  return {
    async find({ teamId, enterpriseId, isEnterpriseInstall }) {
      if (teamId && !isEnterpriseInstall) {
        const own = `slack:${teamId}`;
        const found = await findBy(own, () => readOne(own));
        if (found) return found;
      }
      if (enterpriseId === undefined && isEnterpriseInstall) {
        return findBy(anyOrganisation, readOnlyOrganisation);
      }
      if (!enterpriseId) return undefined;
      const whole = `slack:${enterpriseId}`;
      return findBy(whole, () => readOne(whole));
    },
    async list() {
      const { readable, unreadable, others } = await readInstallations(db, { keys, teams });
      if (unreadable.length > 0) log.warn({ unreadable }, NOT_OPENED);
      if (others.length > 0) log.warn({ others }, 'SLACK_TEAMS does not name these installations');
      return readable;
    },
    async save(installation) {
      const id = idOf(installation);
      if (!isAllowed(teams, installation)) throw notAllowed(id);
      const changedAt = clock.now();
      const sealed = seal(keys, id, JSON.stringify(Installation.parse(installation)));
      await db
        .insert(table)
        .values({ id, sealed, changedAt })
        .onConflictDoUpdate({ target: table.id, set: { sealed, changedAt } });
      kept.delete(anyOrganisation);
      await remember(id, Promise.resolve(installation));
      log.info({ installation: id }, 'installed');
    },
    async remove(query, meant = {}) {
      const id = idOf(query);
      // What is known by heart may be older than what stands there now.
      kept.delete(anyOrganisation);
      kept.delete(id);
      const [row] = await db.select().from(table).where(eq(table.id, id));
      if (row && !(isMeant(keys, row, meant) && (await removeRow(db, row)))) {
        log.info({ installation: id }, 'not uninstalled: it was installed anew');
        return false;
      }
      kept.delete(anyOrganisation);
      await remember(id, Promise.resolve(undefined));
      log.info({ installation: id }, 'uninstalled');
      return true;
    },
    async reseal() {
      const unreadable: string[] = [];
      let resealed = 0;
      for (const row of await db.select().from(table)) {
        const text = openedOrNot(keys, row);
        if (text === undefined) unreadable.push(row.id);
        else if (!isSealedWithFirst(keys, row.sealed)) {
          await replace(db, row, seal(keys, row.id, text));
          resealed++;
        }
      }
      if (resealed > 0) log.info({ resealed }, 'installations sealed with the first key');
      if (unreadable.length > 0) log.warn({ unreadable }, NOT_OPENED);
      return { resealed, unreadable: unreadable.length };
    },
  };
}

const NOT_OPENED = 'no key opens these installations';

export interface ReadInstallations {
  readonly readable: readonly Installation[];
  /** Ids of those that no key opens. */
  readonly unreadable: readonly string[];
  /** Ids of those that are not allowed, or not any more. */
  readonly others: readonly string[];
}

/** What stands in the database. */
export async function readInstallations(
  db: Db,
  { keys, teams }: { readonly keys: readonly Buffer[]; readonly teams: readonly string[] },
): Promise<ReadInstallations> {
  const readable: Installation[] = [];
  const unreadable: string[] = [];
  const others: string[] = [];
  for (const row of await db.select().from(table).orderBy(table.id)) {
    const text = openedOrNot(keys, row);
    const installation = text === undefined ? undefined : Installation.parse(JSON.parse(text));
    if (installation === undefined) unreadable.push(row.id);
    else if (isAllowed(teams, installation)) readable.push(installation);
    else others.push(row.id);
  }
  return { readable, unreadable, others };
}

/** An organisation that is allowed brings its workspaces; a workspace does not bring its organisation. */
function isAllowed(
  teams: readonly string[],
  { isEnterpriseInstall, teamId, enterpriseId }: Installation,
): boolean {
  const named = isEnterpriseInstall ? [enterpriseId] : [teamId, enterpriseId];
  return named.some((id) => id !== undefined && teams.includes(id));
}

function notAllowed(id: string): StewardError {
  return new StewardError('not-allowed', `SLACK_TEAMS does not name the installation ${id}`, {
    advice: 'This Steward is for other workspaces.',
  });
}

type Found = Installation | undefined;
type Row = typeof table.$inferSelect;

function read(keys: readonly Buffer[], row: Row): Installation {
  return Installation.parse(JSON.parse(open(keys, row.id, row.sealed)));
}

function openedOrNot(keys: readonly Buffer[], row: Row): string | undefined {
  try {
    return open(keys, row.id, row.sealed);
  } catch (error) {
    if (error instanceof StewardError && error.code === 'misconfigured') return undefined;
    throw error;
  }
}

function isMeant(
  keys: readonly Buffer[],
  row: Row,
  { botToken, before }: MeantInstallation,
): boolean {
  if (before !== undefined && row.changedAt >= before) return false;
  if (botToken === undefined) return true;
  const text = openedOrNot(keys, row);
  return text !== undefined && Installation.parse(JSON.parse(text)).botToken === botToken;
}

/** Unless it was installed anew meanwhile. */
async function removeRow(db: Db, row: Row): Promise<boolean> {
  const removed = await db
    .delete(table)
    .where(and(eq(table.id, row.id), eq(table.sealed, row.sealed)))
    .returning({ id: table.id });
  return removed.length > 0;
}

/** Unless it was installed anew meanwhile. */
async function replace(db: Db, row: Row, sealed: string): Promise<void> {
  await db
    .update(table)
    .set({ sealed })
    .where(and(eq(table.id, row.id), eq(table.sealed, row.sealed)));
}

function idOf(named: InstallationQuery): string {
  const id = named.isEnterpriseInstall ? named.enterpriseId : named.teamId;
  if (id) return `slack:${id}`;
  throw new StewardError('invalid-input', 'an installation without a workspace', {
    advice: 'Slack did not say which workspace this is about.',
  });
}
