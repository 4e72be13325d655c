import { and, asc, count, gt, isNotNull, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { type AuditRow, type Head, noHead, sealAfter } from '#foundation/store/chain.ts';
import type { Db } from '#foundation/store/database.ts';
import { readHeads, type WrittenHeads } from '#foundation/store/heads.ts';
import { auditEntries } from '#foundation/store/schema.ts';

export const AuditVerdict = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('intact'),
    /** Sealed, and as they were when they were sealed. */
    entries: z.number(),
    /** Written since the last seal; nothing can be said of them yet. */
    unsealed: z.number(),
    /** Heads from the second place that were found in the chain; with 0 a cut-off end would not show. */
    heads: z.number(),
    /** Lines of the second place that say nothing, such as one cut short by a power failure. */
    unreadableHeads: z.number(),
  }),
  z.object({
    kind: z.literal('broken'),
    /** The first seal number at which the log is not as it was. */
    at: z.number(),
    /** What is wrong there, for people. */
    what: z.string(),
  }),
]);
export type AuditVerdict = z.infer<typeof AuditVerdict>;

/**
 * Walks the whole chain and holds it against every head written to the second place: finds any change, removal,
 * insertion or reordering of sealed entries, and an end that was cut off or written anew.
 */
export async function verifyAuditLog(db: Db, headFile: string): Promise<AuditVerdict> {
  // Before the rows, so that every head read is already in them.
  const written = await readHeads(headFile);
  return db.transaction((tx) => verify(tx, written), {
    isolationLevel: 'repeatable read',
    accessMode: 'read only',
  });
}

async function verify(db: Db, written: WrittenHeads): Promise<AuditVerdict> {
  let head = noHead;
  for await (const row of sealedRows(db)) {
    const what = faultIn(row, head, written);
    if (what !== undefined) return { kind: 'broken', at: head.sealNumber + 1, what };
    head = sealAfter(head, row);
  }

  const sealed = await countOf(db, 'sealed');
  if (sealed !== head.sealNumber) {
    return { kind: 'broken', at: head.sealNumber, what: 'entries share one place in the chain' };
  }
  const lastWritten = Math.max(0, ...written.hashes.keys());
  if (lastWritten > head.sealNumber) {
    const what = `the end is cut off: entry ${lastWritten} was there once`;
    return { kind: 'broken', at: head.sealNumber + 1, what };
  }
  return {
    kind: 'intact',
    entries: head.sealNumber,
    unsealed: await countOf(db, 'unsealed'),
    heads: written.hashes.size,
    unreadableHeads: written.unreadableLines,
  };
}

/** What is wrong with the row that should come after `head`, in words. */
function faultIn(row: AuditRow, head: Head, written: WrittenHeads): string | undefined {
  const expected = sealAfter(head, row);
  if (row.sealNumber !== expected.sealNumber) {
    return (row.sealNumber ?? 0) > expected.sealNumber
      ? 'an entry is missing'
      : 'an entry was put in';
  }
  if (row.previousHash !== expected.previousHash || row.hash !== expected.hash) {
    return 'the entry is not as it was sealed';
  }
  const heads = written.hashes.get(expected.sealNumber) ?? new Set();
  for (const hash of heads) {
    if (hash !== expected.hash)
      return 'the chain was written anew: the second place knows another hash';
  }
  return undefined;
}

const PAGE = 1000;

/** In the order of the chain; a page at a time, because a log may outgrow the memory. */
async function* sealedRows(db: Db): AsyncGenerator<AuditRow> {
  let after: number | undefined;
  for (;;) {
    const page = await db
      .select()
      .from(auditEntries)
      .where(
        and(
          isNotNull(auditEntries.sealNumber),
          after === undefined ? undefined : gt(auditEntries.sealNumber, after),
        ),
      )
      .orderBy(asc(auditEntries.sealNumber), asc(auditEntries.id))
      .limit(PAGE);
    yield* page;
    after = page.at(-1)?.sealNumber ?? undefined;
    if (page.length < PAGE) return;
  }
}

async function countOf(db: Db, which: 'sealed' | 'unsealed'): Promise<number> {
  const number = auditEntries.sealNumber;
  const [row] = await db
    .select({ rows: count() })
    .from(auditEntries)
    .where(which === 'sealed' ? isNotNull(number) : isNull(number));
  return row?.rows ?? 0;
}
