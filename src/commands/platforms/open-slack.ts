import type { Slack } from '#channels/slack/start.ts';
import type { PlatformParts } from '#commands/platforms/platform.ts';
import type { Config } from '#config.ts';

/** Slack, where it is set up; what it needs is loaded only then. */
export async function openSlack(
  { slack: settings, publicUrl, rates }: Config,
  parts: PlatformParts,
): Promise<Slack | undefined> {
  if (settings === undefined) return undefined;
  const { database, log, measure, composed, loaded, home, products } = parts;
  const { respondOn, clock } = composed;
  const [{ createSlack }, { examples }, { usesSlackGroups }] = await Promise.all([
    import('#channels/slack/start.ts'),
    import('#assistant/views/help/help-card.ts'),
    import('#channels/slack/manifest.ts'),
  ]);
  const { db } = database;
  return createSlack({
    settings,
    publicUrl,
    respond: respondOn('slack'),
    db,
    clock,
    log,
    measure,
    home,
    products,
    examples,
    usesGroups: usesSlackGroups(loaded.office),
    perSecond: rates.slack,
    isAlone: database.kind === 'embedded',
  });
}
