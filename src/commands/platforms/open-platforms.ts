import { openSlack } from '#commands/platforms/open-slack.ts';
import { openTeams } from '#commands/platforms/open-teams.ts';
import type { Platform, PlatformParts } from '#commands/platforms/platform.ts';
import type { Config } from '#config.ts';

/** Those that are set up. */
export async function openPlatforms(
  config: Config,
  parts: Omit<PlatformParts, 'home' | 'products'>,
): Promise<readonly Platform[]> {
  if (config.slack === undefined && config.teams === undefined) return [];
  const { composed, loaded, database } = parts;
  const { office, policy } = loaded;
  const { clock, roles, inbox } = composed;
  const { createHomeCards } = await import('#assistant/home.ts');
  const home = createHomeCards({ db: database.db, clock, office, policy, roles, inbox });
  const { listProducts } = await import('#office/products/find-products.ts');
  const products = async () => {
    const all = await listProducts(database.db, office);
    return all.map(({ name }) => name);
  };
  const all = { ...parts, home, products };
  const opened = [await openSlack(config, all), await openTeams(config, all)];
  return opened.filter((platform) => platform !== undefined);
}
