import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { PlaceName } from '#foundation/delivery/places.ts';
import { accounts } from '#foundation/store/schema.ts';

/**
 * Whose rate a message to this account or place counts against: a workspace of Slack, a tenant of Teams (`slack:T1`,
 * `teams:…`), or a platform that has no such parts.
 */
export function laneOf({ platform, externalId }: PlaceName): string {
  const slash = externalId.indexOf('/');
  return slash < 0 ? platform : `${platform}:${externalId.slice(0, slash)}`;
}

/** The same for a row of the accounts, so that many are planned by one statement. */
export function laneOfAccount(
  platform: SQLWrapper = accounts.platform,
  externalId: SQLWrapper = accounts.externalId,
): SQL<string> {
  return sql<string>`case when strpos(${externalId}, '/') = 0 then ${platform} else ${platform} || ':' || split_part(${externalId}, '/', 1) end`;
}

export function platformOfLane(lane: string): string {
  const colon = lane.indexOf(':');
  return colon < 0 ? lane : lane.slice(0, colon);
}
