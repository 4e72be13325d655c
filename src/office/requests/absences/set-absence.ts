import { and, eq, isNull } from 'drizzle-orm';
import { tell, tellAgain } from '#foundation/delivery/notice.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import { newId } from '#foundation/kernel/ids.ts';
import { type Absence, absenceFrom, absenceOf } from '#foundation/people/absences/absence.ts';
import type { Roles } from '#foundation/people/roles.ts';
import { record } from '#foundation/store/audit-log.ts';
import type { Db } from '#foundation/store/database.ts';
import { people } from '#foundation/store/schema.ts';
import { absences } from '#foundation/store/tables/absences.ts';
import { groupsDecided, groupsLeftAlone } from '#office/requests/absences/groups-of.ts';
import type { Calendar } from '#office/requests/routing/route-file.ts';
import {
  dayIn,
  daysAfter,
  endOfDay,
  nextMorning,
  startOfDay,
} from '#office/requests/routing/working-time.ts';

/** What is told about absences; the matter is the absence's id. */
export const absenceNotices = {
  /** To the deputy, when it begins: what waits for whoever is away. Its card says when they are back. */
  covering: 'absence.covering',
  /** To whoever is away, where somebody else has said so. */
  told: 'absence.told',
} as const;

/** Days, `2026-12-01`; the last day is one of them. */
export interface Away {
  readonly personId: string;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly deputyId?: string;
}

export interface AbsenceBy {
  /** Who says so: themselves, or somebody of the OSPO. */
  readonly personId: string;
  readonly roles: Roles;
  readonly clock: Clock;
  readonly calendar?: Calendar | undefined;
}

export type SetAbsence =
  /** Also when all of it was said before. */
  | { readonly kind: 'set'; readonly absence: Absence }
  | { readonly kind: 'wrong-days'; readonly why: 'past' | 'last-before-first' | 'too-long' }
  | { readonly kind: 'covers-for-oneself' }
  /** They are away themselves for all of that time. */
  | { readonly kind: 'deputy-away'; readonly absence: Absence }
  /** In these groups is nobody else at that time. */
  | { readonly kind: 'deputy-needed'; readonly groups: readonly string[] }
  | { readonly kind: 'decides-nothing' }
  | { readonly kind: 'not-yours' };

const DAYS_MOST = 366;

/**
 * Says that somebody is away and who covers, or changes what was said. From the first day on the deputy holds their
 * reviewer roles and has a card of what waits for them. `all` are the reviewer groups that there are.
 */
export async function setAbsence(
  db: Db,
  away: Away,
  all: readonly string[],
  by: AbsenceBy,
): Promise<SetAbsence> {
  const { personId, deputyId } = away;
  const { clock, calendar } = by;
  // Before the transaction, which would hold the connection that the roles may need.
  if (!(await mayChange(personId, by))) return { kind: 'not-yours' };
  const groups = await groupsDecided(by.roles, personId, all);
  if (groups.length === 0) return { kind: 'decides-nothing' };
  const at = clock.now();
  const wanted = {
    firstDay: away.firstDay,
    lastDay: away.lastDay,
    from: startOfDay(away.firstDay, calendar),
    until: endOfDay(away.lastDay, calendar),
    deputyId: deputyId ?? null,
  };
  const known = await absenceOf(db, personId, at);
  const why = whyNotThen(away, known, dayIn(at, calendar));
  if (why) return { kind: 'wrong-days', why };
  if (deputyId === personId) return { kind: 'covers-for-oneself' };
  if (deputyId === undefined) {
    const alone = await groupsLeftAlone(db, by.roles, { personId, groups, ...wanted, at });
    if (alone.length > 0) return { kind: 'deputy-needed', groups: alone };
  }
  return db.transaction(async (tx): Promise<SetAbsence> => {
    // Two who say so at once would each find nothing said.
    await tx.select().from(people).where(eq(people.id, personId)).for('update');
    const other = deputyId === undefined ? undefined : await absenceOf(tx, deputyId, at);
    if (other && other.from <= wanted.from && other.until >= wanted.until) {
      return { kind: 'deputy-away', absence: other };
    }
    const before = await openAbsence(tx, personId, wanted.from, by, at);
    if (before && isSame(before, wanted)) return { kind: 'set', absence: before };
    const values = { ...wanted, setBy: by.personId, setAt: at };
    const [row] = before
      ? await tx.update(absences).set(values).where(eq(absences.id, before.id)).returning()
      : await tx
          .insert(absences)
          .values({ id: newId(), personId, ...values })
          .returning();
    if (!row) throw new TypeError('an absence was not written');
    const absence = absenceFrom(row);
    const { firstDay, lastDay } = wanted;
    await record(
      tx,
      {
        kind: 'absence.set',
        absenceId: absence.id,
        personId,
        deputyId: wanted.deputyId,
        firstDay,
        lastDay,
      },
      { actor: by.personId, at },
    );
    await tellOf(tx, absence, by, at);
    return { kind: 'set', absence };
  });
}

export type EndedAbsence =
  /** Also when they were back already. */
  | { readonly kind: 'ended'; readonly absence: Absence }
  | { readonly kind: 'not-yours' }
  | { readonly kind: 'not-found' };

/** Says that somebody is back, or does not go. */
export async function endAbsence(db: Db, id: string, by: AbsenceBy): Promise<EndedAbsence> {
  const at = by.clock.now();
  const isOspo = (await by.roles.of(by.personId)).has('ospo');
  return db.transaction(async (tx): Promise<EndedAbsence> => {
    const [row] = await tx.select().from(absences).where(eq(absences.id, id)).for('update');
    if (!row) return { kind: 'not-found' };
    const absence = absenceFrom(row);
    if (absence.personId !== by.personId && !isOspo) return { kind: 'not-yours' };
    if (row.endedAt === null && row.until > at) await end(tx, absence, by, at);
    return { kind: 'ended', absence };
  });
}

async function mayChange(personId: string, by: AbsenceBy): Promise<boolean> {
  return by.personId === personId || (await by.roles.of(by.personId)).has('ospo');
}

/** Whoever is away already may still change when they come back. */
function whyNotThen(
  { firstDay, lastDay }: Away,
  known: Absence | undefined,
  today: string,
): Extract<SetAbsence, { kind: 'wrong-days' }>['why'] | undefined {
  if (lastDay < firstDay) return 'last-before-first';
  if (lastDay < today || (firstDay < today && firstDay !== known?.firstDay)) return 'past';
  return lastDay >= daysAfter(firstDay, DAYS_MOST) ? 'too-long' : undefined;
}

/** What is said of somebody by now and can be changed; what is over, or would begin anew, is ended. */
async function openAbsence(
  tx: Db,
  personId: string,
  from: Date,
  by: AbsenceBy,
  at: Date,
): Promise<Absence | undefined> {
  const [row] = await tx
    .select()
    .from(absences)
    .where(and(eq(absences.personId, personId), isNull(absences.endedAt)))
    .for('update');
  if (!row) return undefined;
  const absence = absenceFrom(row);
  if (absence.until <= at) {
    await tx.update(absences).set({ endedAt: absence.until }).where(eq(absences.id, absence.id));
    return undefined;
  }
  if (absence.from <= at && from > at) {
    await end(tx, absence, by, at);
    return undefined;
  }
  return absence;
}

async function end(tx: Db, { id, personId }: Absence, by: AbsenceBy, at: Date): Promise<void> {
  await tx.update(absences).set({ endedAt: at }).where(eq(absences.id, id));
  const day = dayIn(at, by.calendar);
  await record(
    tx,
    { kind: 'absence.ended', absenceId: id, personId, day },
    { actor: by.personId, at },
  );
  await tellAgain(tx, { kind: absenceNotices.covering, matter: id }, at);
  await tellAgain(tx, { kind: absenceNotices.told, matter: id }, at);
}

/** The deputy hears of it in the morning of the first day, whoever was deputy before at once. */
async function tellOf(tx: Db, absence: Absence, by: AbsenceBy, at: Date): Promise<void> {
  const { id, personId, deputyId } = absence;
  const covering = { kind: absenceNotices.covering, matter: id };
  await tellAgain(tx, covering, at);
  if (deputyId !== undefined) {
    const to = { kind: 'person', personId: deputyId } as const;
    await tell(tx, covering, to, beginOf(absence, by.calendar, at));
  }
  const told = { kind: absenceNotices.told, matter: id };
  await tellAgain(tx, told, at);
  if (by.personId !== personId) await tell(tx, told, { kind: 'person', personId }, at);
}

/** When the deputy should hear: at once, or when work begins on the first day of theirs that is a working day. */
function beginOf({ from, until }: Absence, calendar: Calendar | undefined, at: Date): Date {
  if (from <= at) return at;
  const morning = nextMorning(from, at, calendar);
  return morning < until ? morning : from;
}

function isSame(
  before: Absence,
  {
    firstDay,
    lastDay,
    deputyId,
  }: Pick<Absence, 'firstDay' | 'lastDay'> & { deputyId: string | null },
): boolean {
  return (
    before.firstDay === firstDay &&
    before.lastDay === lastDay &&
    (before.deputyId ?? null) === deputyId
  );
}
