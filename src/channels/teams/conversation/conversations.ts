import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import type { Place, Sender } from '#channels/teams/receive/heard.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import type { Db } from '#foundation/store/database.ts';
import { teamsConversations as table } from '#foundation/store/schema.ts';

/** A conversation in which Steward may speak. */
export interface Conversation {
  readonly id: string;
  readonly tenantId: string;
  readonly serviceUrl: string;
  /** Of the one person with whom it is; null where others are too. */
  readonly userId: string | null;
}

/** Where Steward has been spoken to, so that it can speak there first. Those of tenants that are not served are not there. */
export interface Conversations {
  /**
   * Remembers where it was heard from; of a channel the team. With `isAdded` Steward was added there just now: what
   * is known by heart may be from before it was removed, which another process was told.
   */
  note(place: Place, from: Sender, how?: { readonly isAdded: boolean }): Promise<void>;
  /** By an id with or without the thread. */
  find(conversation: string): Promise<Conversation | undefined>;
  /** With somebody alone, by their account. */
  personal(externalId: string): Promise<Conversation | undefined>;
  teams(): Promise<readonly Conversation[]>;
  /** Where a tenant's conversations are kept; undefined where none is known. */
  serviceUrlFor(tenantId: string): Promise<string | undefined>;
  keepPersonal(conversation: Conversation, externalId: string): Promise<void>;
  /** A channel of a team, in which Steward may begin a thread. */
  keepChannel(conversation: Conversation): Promise<void>;
  forget(conversation: string): Promise<void>;
  /** True for one alone, who says there what Steward is for. */
  claimWelcome(conversation: string): Promise<boolean>;
  /** It could not be said; another try may. */
  giveWelcomeBack(conversation: string): Promise<void>;
}

const KNOWN_MOST = 10_000;
/** A conversation that is known by heart is written down again after so long, in case somebody has forgotten it. */
const KNOWN_MS = 10 * 60_000;

type Row = typeof table.$inferInsert;

export function createConversations(options: {
  readonly db: Db;
  readonly clock: Clock;
  /** Empty: any. */
  readonly tenants: readonly string[];
}): Conversations {
  const { db, clock, tenants } = options;
  const noted = new LRUCache<string, string>({ max: KNOWN_MOST, ttl: KNOWN_MS });
  const isServed = tenants.length === 0 ? undefined : inArray(table.tenantId, [...tenants]);

  async function keep(row: Omit<Row, 'changedAt'>, isAdded = false): Promise<void> {
    const known = JSON.stringify(row);
    if (noted.get(row.id) === known && !isAdded) return;
    const { id, ...what } = row;
    const changedAt = clock.now();
    await db
      .insert(table)
      .values({ ...row, changedAt })
      .onConflictDoUpdate({ target: table.id, set: { ...what, changedAt } });
    noted.set(id, known);
  }

  async function one(condition: ReturnType<typeof eq>): Promise<Conversation | undefined> {
    const [row] = await db
      .select()
      .from(table)
      .where(and(condition, isServed))
      .orderBy(desc(table.changedAt))
      .limit(1);
    return row && conversationOf(row);
  }

  return {
    async note(place, from, { isAdded } = { isAdded: false }) {
      const { conversation, scope, serviceUrl, team } = place;
      const { tenantId } = from;
      const at = { tenantId, serviceUrl, account: null, userId: null };
      if (scope === 'channel') {
        if (team !== undefined) await keep({ ...at, id: team, kind: 'team' }, isAdded);
        return;
      }
      const id = withoutThread(conversation);
      const whose =
        scope === 'personal' ? { account: accountOf(from), userId: from.userId } : undefined;
      await keep({ ...at, ...whose, id, kind: scope }, isAdded);
    },
    find: (conversation) => one(eq(table.id, withoutThread(conversation))),
    personal: (externalId) => one(eq(table.account, externalId)),
    async teams() {
      const rows = await db
        .select()
        .from(table)
        .where(and(eq(table.kind, 'team'), isServed))
        .orderBy(table.id);
      return rows.map(conversationOf);
    },
    async serviceUrlFor(tenantId) {
      return (await one(eq(table.tenantId, tenantId)))?.serviceUrl;
    },
    keepPersonal: (conversation, account) => keep({ ...conversation, account, kind: 'personal' }),
    keepChannel: (conversation) => keep({ ...conversation, account: null, kind: 'channel' }),
    async forget(conversation) {
      const id = withoutThread(conversation);
      noted.delete(id);
      await db.delete(table).where(eq(table.id, id));
    },
    async claimWelcome(conversation) {
      const claimed = await db
        .update(table)
        .set({ welcomedAt: clock.now() })
        .where(and(eq(table.id, withoutThread(conversation)), isNull(table.welcomedAt)))
        .returning({ id: table.id });
      return claimed.length > 0;
    },
    async giveWelcomeBack(conversation) {
      await db
        .update(table)
        .set({ welcomedAt: null })
        .where(eq(table.id, withoutThread(conversation)));
    },
  };
}

/** As `accounts.external_id`; the tenant stands first, as the team does for Slack. */
export function accountOf({ tenantId, aadObjectId, userId }: Sender): string {
  return externalIdOf(tenantId, aadObjectId ?? userId);
}

export function externalIdOf(tenantId: string, id: string): string {
  return `${tenantId}/${id}`;
}

/** The tenant and the person of an account. */
export function partsOf(externalId: string): { readonly tenantId: string; readonly id: string } {
  const slash = externalId.indexOf('/');
  return { tenantId: externalId.slice(0, slash), id: externalId.slice(slash + 1) };
}

/** A thread of a channel is named by its conversation and the message that it hangs on. */
function withoutThread(conversation: string): string {
  return conversation.split(';')[0] ?? conversation;
}

function conversationOf({
  id,
  tenantId,
  serviceUrl,
  userId,
}: typeof table.$inferSelect): Conversation {
  return { id, tenantId, serviceUrl, userId };
}
