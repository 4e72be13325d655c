import type { DatabaseTarget, Db } from '#foundation/store/database.ts';
import type { TablesState } from '#foundation/store/drivers/migrate.ts';

/** How a database stands, without anything being made or changed. */
export type Look<T> =
  /** The embedded one is made at the first start. */
  | { readonly kind: 'not-made' }
  /** Another process holds the embedded one. */
  | { readonly kind: 'held' }
  | {
      readonly kind: 'tables';
      readonly version: string;
      readonly tables: Exclude<TablesState, 'current'>;
    }
  | { readonly kind: 'ready'; readonly version: string; readonly seen: T };

/** Looks at a database and lets `see` read in it when its tables are those of this Steward. Throws as `openDatabase` does. */
export async function lookAtDatabase<T>(
  target: DatabaseTarget,
  see: (db: Db) => Promise<T>,
): Promise<Look<T>> {
  if (target.kind === 'embedded') {
    const { lookAtEmbedded } = await import('#foundation/store/look/look-embedded.ts');
    return lookAtEmbedded(target.folder, see);
  }
  const { lookAtPostgres } = await import('#foundation/store/look/look-postgres.ts');
  return lookAtPostgres(target.url, see);
}
