import type { Slack } from '#channels/slack/start.ts';
import type { Composed } from '#compose.ts';
import type { Config } from '#config.ts';
import type { Log } from '#foundation/kernel/log.ts';
import type { Database } from '#foundation/store/database.ts';
import type { LoadedOffice } from '#knowledge/policy/file/load-office.ts';

/** Slack, where it is set up; what it needs is loaded only then. */
export async function openSlack(
  { slack: settings, publicUrl }: Config,
  parts: {
    readonly composed: Composed;
    readonly loaded: LoadedOffice;
    readonly database: Database;
    readonly log: Log;
  },
): Promise<Slack | undefined> {
  if (settings === undefined) return undefined;
  const { composed, loaded, database, log } = parts;
  const { db } = database;
  const { respond, clock, inbox } = composed;
  const { office, policy } = loaded;
  const [{ createSlack }, { createHomeCards }, { examples }, { usesSlackGroups }] =
    await Promise.all([
      import('#channels/slack/start.ts'),
      import('#assistant/home.ts'),
      import('#assistant/views/help/help-card.ts'),
      import('#channels/slack/manifest.ts'),
    ]);
  return createSlack({
    settings,
    publicUrl,
    respond,
    db,
    clock,
    log,
    home: createHomeCards({ db, clock, office, policy, inbox }),
    products: office.products.map(({ name }) => name),
    examples,
    usesGroups: usesSlackGroups(office),
    isAlone: database.kind === 'embedded',
  });
}
