import { count, isNotNull, type SQL, sql } from 'drizzle-orm';
import type { Places } from '#foundation/delivery/places.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import type { Office } from '#foundation/people/office.ts';
import type { Roles } from '#foundation/people/roles.ts';
import type { Db } from '#foundation/store/database.ts';
import { accounts, people } from '#foundation/store/schema.ts';
import { type Audience, type AudiencePart, channelsOf } from '#office/broadcasts/audience.ts';
import { type BroadcastContent, broadcastNotices } from '#office/broadcasts/broadcast.ts';
import { findProduct } from '#office/products/find-products.ts';
import { rolesFor } from '#office/requests/who-decides.ts';

/** What says who is meant. */
export interface Addressing {
  readonly roles: Roles;
  readonly office: Pick<Office, 'products'>;
  /** All reviewer groups. */
  readonly groups: readonly string[];
  /** On which people are told things now. */
  readonly platforms: readonly string[];
  readonly places: Pick<Places, 'membersOf'>;
}

/** Subscribing to this is hearing the news; whoever does not want to has muted them. */
export const NEWS = 'news';

/**
 * The person ids of an audience as a query of one column, `person_id`, each once. Asks the platforms who holds which
 * role: not in a transaction.
 */
export async function peopleIn(
  db: Db,
  { audience, kind }: Pick<BroadcastContent, 'audience' | 'kind'>,
  addressing: Addressing,
): Promise<SQL> {
  const to = await unionOf(db, audience.to, addressing);
  const except = await unionOf(db, audience.except, addressing);
  const muted = sql`select person_id from subscriptions where topic = ${NEWS} and not wanted`;
  const without = [except, kind === 'news' ? muted : undefined].filter((one) => one !== undefined);
  const all = sql.join([to ?? nobody, ...without], sql` except `);
  return sql`select distinct person_id from (${all}) as meant`;
}

const nobody = sql`select id as person_id from people where false`;

async function unionOf(
  db: Db,
  parts: Audience['to'],
  addressing: Addressing,
): Promise<SQL | undefined> {
  const all: SQL[] = [];
  for (const part of parts) all.push(await queryFor(db, part, addressing));
  return all.length === 0 ? undefined : sql`(${sql.join(all, sql` union `)})`;
}

async function queryFor(
  db: Db,
  part: AudiencePart,
  { roles, office, groups, platforms, places }: Addressing,
): Promise<SQL> {
  switch (part.kind) {
    case 'everyone':
      return sql`select person_id from accounts where platform in (select ${textsIn(platforms)})`;
    case 'reviewers': {
      const holders = new Set<string>();
      for (const group of part.group === undefined ? groups : [part.group]) {
        for (const role of rolesFor(group)) {
          for (const holder of await roles.holders(role)) holders.add(holder);
        }
      }
      return sql`select ${textsIn([...holders])}::uuid as person_id`;
    }
    case 'product': {
      const product = await findProduct(db, office, part.name);
      const { owner, lead, manager } = product ?? {};
      const emails = [owner, lead, manager].filter((email) => email !== undefined);
      return sql`select person_id from accounts where email in (select ${textsIn(emails)})
        union select requester_id from requests where requester_id is not null
        and lower(asked -> 'answers' ->> 'product') = ${part.name.toLowerCase()}`;
    }
    case 'component':
      return sql`select requester_id as person_id from requests
        where requester_id is not null and component = ${part.purl}`;
    case 'license':
      // Of an expression one of its identifiers, in full.
      return sql`select requester_id as person_id from requests where requester_id is not null
        and position(${` ${part.id} `} in ' ' || translate(facts ->> 'licenses', '()', '  ') || ' ') > 0`;
    case 'channel':
      return nobody;
    case 'members': {
      const members = (await places.membersOf(part)) ?? [];
      return sql`select person_id from accounts where platform = ${part.platform}
        and external_id in (select ${textsIn(members)})`;
    }
    case 'topic':
      return sql`select person_id from subscriptions where topic = ${part.topic} and wanted`;
    case 'acknowledged':
      return sql`select person_id from broadcast_acknowledgements
        where broadcast_id = ${part.broadcastId} and at is not null`;
    case 'not-acknowledged':
      return sql`${recipientsOf(part.broadcastId)}
        except select person_id from broadcast_acknowledgements
        where broadcast_id = ${part.broadcastId} and at is not null`;
    default:
      return unreachable(part);
  }
}

/** Whoever a broadcast went to, or goes to. */
export function recipientsOf(broadcastId: string): SQL {
  return sql`select substr(recipient, 8)::uuid as person_id from notices
    where kind = ${broadcastNotices.broadcast} and matter = ${broadcastId}`;
}

/** As rows, however many. */
export function textsIn(texts: readonly string[]): SQL {
  return sql`jsonb_array_elements_text(${JSON.stringify(texts)}::text::jsonb)`;
}

export interface Reach {
  readonly people: number;
  /** Names of some of them. */
  readonly sample: readonly string[];
  /** Of them without an account where people are told things now. */
  readonly unreachable: number;
  /** Where it is said to all who are there. */
  readonly channels: readonly ReachedPlace[];
  /** Whose members are told on their own, with how many of them Steward does not know. */
  readonly members: readonly (ReachedPlace & { readonly unknown: number })[];
}

export interface ReachedPlace {
  readonly name: string;
  /** How many are in it; undefined where Steward is not, or it is gone. */
  readonly size: number | undefined;
}

/** All whom it would reach, as far as that can be counted: somebody may be in two places. */
export function sizeOf({ people, channels }: Pick<Reach, 'people' | 'channels'>): number {
  return channels.reduce((all, { size = 0 }) => all + size, people);
}

export async function channelsIn(
  { audience }: Pick<BroadcastContent, 'audience'>,
  { places }: Pick<Addressing, 'places'>,
): Promise<readonly ReachedPlace[]> {
  return Promise.all(
    channelsOf(audience).map(async (place) => ({
      name: place.name,
      size: (await places.membersOf(place))?.length,
    })),
  );
}

async function membersIn(
  db: Db,
  { audience: { to } }: Pick<BroadcastContent, 'audience'>,
  { places }: Pick<Addressing, 'places'>,
): Promise<Reach['members']> {
  const parts = to.filter((part) => part.kind === 'members');
  return Promise.all(
    parts.map(async (part) => {
      const members = await places.membersOf(part);
      if (members === undefined) return { name: part.name, size: undefined, unknown: 0 };
      const [known] = await db
        .select({ accounts: count() })
        .from(accounts)
        .where(
          sql`${accounts.platform} = ${part.platform} and ${accounts.externalId} in (select ${textsIn(members)})`,
        );
      const size = members.length;
      return { name: part.name, size, unknown: size - (known?.accounts ?? 0) };
    }),
  );
}

const SAMPLE = 5;

/** How many an audience has, and who some of them are. */
export async function reachOf(
  db: Db,
  content: BroadcastContent,
  addressing: Addressing,
): Promise<Reach> {
  const audience = await peopleIn(db, content, addressing);
  const rows = sql`(${audience}) as audience`;
  const isReached = sql`exists (select from accounts where accounts.person_id = audience.person_id
    and platform in (select ${textsIn(addressing.platforms)}))`;
  const [counted] = await db.select({ people: count() }).from(rows);
  // Twice, because the database joins for a condition, and looks up each of a million for a filter.
  const [reached] = await db.select({ people: count() }).from(rows).where(isReached);
  const named = await db
    .select({ name: people.displayName })
    .from(people)
    .innerJoin(rows, sql`audience.person_id = ${people.id}`)
    .where(isNotNull(people.displayName))
    // The same few each time that somebody looks, and of another broadcast others.
    .orderBy(sql`md5(${people.id}::text || ${content.title})`)
    .limit(SAMPLE);
  const all = counted?.people ?? 0;
  return {
    people: all,
    unreachable: Math.max(0, all - (reached?.people ?? 0)),
    sample: named.flatMap(({ name }) => name ?? []),
    channels: await channelsIn(content, addressing),
    members: await membersIn(db, content, addressing),
  };
}
