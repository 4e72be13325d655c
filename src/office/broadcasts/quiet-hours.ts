import { DateTime } from 'luxon';
import type { Broadcasting } from '#foundation/people/office.ts';
import type { Calendar } from '#office/requests/routing/route-file.ts';

/** When nothing arrives that is not urgent, on each one's own clock. */
export interface Quiet {
  readonly hours: Broadcasting['quiet'];
  /** 1 is Monday, 7 is Sunday; the others are a weekend. */
  readonly days: readonly number[];
  /** Days of the office, `YYYY-MM-DD`, that are like a weekend. */
  readonly holidays: readonly string[];
  /** Whose clock it is where somebody's own is not known. */
  readonly zone: string;
}

/** As the office says it, with the working days of its calendar. */
export function quietOf(
  { quiet: hours }: Pick<Broadcasting, 'quiet'>,
  calendar: Pick<Calendar, 'timezone' | 'days' | 'holidays'> | undefined,
): Quiet {
  const { timezone: zone = 'UTC', days = [1, 2, 3, 4, 5], holidays = [] } = calendar ?? {};
  return { hours, days, holidays, zone };
}

/**
 * When it may arrive: at `sendAt` on the clock of the time zone, or now, but not in quiet hours or on a weekend. An hour
 * that a clock leaves out is the one after it.
 */
export function arrivalIn(
  zone: string,
  {
    now,
    sendAt,
    quiet,
    isUrgent,
  }: {
    readonly now: Date;
    readonly sendAt?: string | undefined;
    readonly quiet: Quiet;
    readonly isUrgent: boolean;
  },
): Date {
  const here = DateTime.fromJSDate(now, { zone });
  const local = here.isValid ? here : DateTime.fromJSDate(now, { zone: quiet.zone });
  const wanted = sendAt === undefined ? local : DateTime.fromISO(sendAt, { zone: local.zone });
  const at = wanted.isValid && wanted > local ? wanted : local;
  return (isUrgent ? at : afterQuiet(at, quiet)).toJSDate();
}

/** The day that it is there at a moment, `YYYY-MM-DD`. */
export function dayThere(zone: string, at: Date, quiet: Pick<Quiet, 'zone'>): string {
  const here = DateTime.fromJSDate(at, { zone });
  const local = here.isValid ? here : DateTime.fromJSDate(at, { zone: quiet.zone });
  return local.toISODate() ?? at.toISOString().slice(0, 10);
}

/** Whether it is quiet there just now. */
export function isQuiet(zone: string, now: Date, quiet: Quiet): boolean {
  return arrivalIn(zone, { now, quiet, isUrgent: false }) > now;
}

function afterQuiet(at: DateTime, quiet: Quiet): DateTime {
  const { hours } = quiet;
  let next = at;
  while (isOff(next, quiet) || isWithin(next.hour, hours)) {
    const isBeforeMorning = !isOff(next, quiet) && next.hour < hours.to;
    const day = isBeforeMorning ? next : next.plus({ days: 1 });
    next = day.startOf('day').set({ hour: hours.from === hours.to ? 0 : hours.to });
  }
  return next;
}

function isWithin(hour: number, { from, to }: Broadcasting['quiet']): boolean {
  if (from === to) return false;
  return from < to ? hour >= from && hour < to : hour >= from || hour < to;
}

function isOff(day: DateTime, { days, holidays }: Quiet): boolean {
  return !days.includes(day.weekday) || holidays.includes(day.toISODate() ?? '');
}
