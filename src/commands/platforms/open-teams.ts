import type { Teams } from '#channels/teams/start.ts';
import type { PlatformParts } from '#commands/platforms/platform.ts';
import type { Config } from '#config.ts';

/** Microsoft Teams, where it is set up; what it needs is loaded only then. */
export async function openTeams(
  { teams: settings, rates }: Config,
  parts: PlatformParts,
): Promise<Teams | undefined> {
  if (settings === undefined) return undefined;
  const { database, log, measure, composed, home, products } = parts;
  const { respondOn, clock } = composed;
  const { createTeams } = await import('#channels/teams/start.ts');
  const { db } = database;
  const isAlone = database.kind === 'embedded';
  const perSecond = rates.teams;
  const respond = respondOn('teams');
  const on = { settings, respond, db, clock, log, measure, home, products, perSecond, isAlone };
  return createTeams(on);
}
