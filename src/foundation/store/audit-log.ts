import { desc } from 'drizzle-orm';
import { AuditEntry } from '#foundation/store/audit-entry.ts';
import type { Db } from '#foundation/store/database.ts';
import { auditEntries } from '#foundation/store/schema.ts';

/** Writes the entry in the transaction of what it proves. `actor` is a person id, null for Steward itself. */
export async function record(
  tx: Db,
  entry: AuditEntry,
  by: { readonly actor: string | null; readonly at: Date },
): Promise<void> {
  const { kind, ...subject } = AuditEntry.parse(entry);
  await tx.insert(auditEntries).values({ at: by.at, kind, actor: by.actor, subject });
}

export interface RecordedEntry {
  readonly at: Date;
  readonly actor: string | null;
  readonly entry: AuditEntry;
  readonly isSealed: boolean;
}

/** The newest entries, newest first. */
export async function recentEntries(db: Db, limit: number): Promise<readonly RecordedEntry[]> {
  const rows = await db.select().from(auditEntries).orderBy(desc(auditEntries.id)).limit(limit);
  return rows.map(({ at, actor, kind, subject, sealNumber }) => ({
    at,
    actor,
    entry: AuditEntry.parse(Object.assign({ kind }, subject)),
    isSealed: sealNumber !== null,
  }));
}
