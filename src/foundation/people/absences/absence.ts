import { and, eq, gt, isNull, lte } from 'drizzle-orm';
import type { Db } from '#foundation/store/database.ts';
import { absences } from '#foundation/store/tables/absences.ts';

/** Somebody is away, or will be. */
export interface Absence {
  readonly id: string;
  readonly personId: string;
  /** `2026-12-01`; the last day is one of them. */
  readonly firstDay: string;
  readonly lastDay: string;
  /** The same as moments: until the end of the last day. */
  readonly from: Date;
  readonly until: Date;
  /** Who covers; undefined where the others of their groups do. */
  readonly deputyId: string | undefined;
}

/** All who are away at a moment. */
export async function absencesAt(db: Db, at: Date): Promise<readonly Absence[]> {
  const rows = await db
    .select()
    .from(absences)
    .where(and(isNull(absences.endedAt), gt(absences.until, at), lte(absences.from, at)));
  return rows.map(absenceFrom);
}

/** The absence of somebody that is not over yet, begun or not. */
export async function absenceOf(db: Db, personId: string, at: Date): Promise<Absence | undefined> {
  const [row] = await db
    .select()
    .from(absences)
    .where(and(eq(absences.personId, personId), isNull(absences.endedAt), gt(absences.until, at)));
  return row && absenceFrom(row);
}

export interface FoundAbsence extends Absence {
  /** They are back, whatever the last day was. */
  readonly isEnded: boolean;
}

export async function findAbsence(db: Db, id: string): Promise<FoundAbsence | undefined> {
  const [row] = await db.select().from(absences).where(eq(absences.id, id));
  return row && { ...absenceFrom(row), isEnded: row.endedAt !== null };
}

export function absenceFrom(row: typeof absences.$inferSelect): Absence {
  const { id, personId, firstDay, lastDay, from, until, deputyId } = row;
  return { id, personId, firstDay, lastDay, from, until, deputyId: deputyId ?? undefined };
}

/**
 * Who covers for whom, by who is away. Nobody covers who is away too: what they would do is not handed on to whoever
 * covers for them.
 */
export function deputiesAmong(away: readonly Absence[]): ReadonlyMap<string, string> {
  const gone = new Set(away.map(({ personId }) => personId));
  return new Map(
    away.flatMap(({ personId, deputyId }) =>
      deputyId === undefined || gone.has(deputyId) ? [] : [[personId, deputyId] as const],
    ),
  );
}
