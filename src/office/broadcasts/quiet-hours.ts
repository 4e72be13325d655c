import { DateTime } from 'luxon';
import type { Broadcasting } from '#foundation/people/office.ts';

/** On whose clock it is, where somebody's own is not known. */
export const USUAL_ZONE = 'UTC';

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
    readonly quiet: Broadcasting['quiet'];
    readonly isUrgent: boolean;
  },
): Date {
  const here = DateTime.fromJSDate(now, { zone });
  const local = here.isValid ? here : DateTime.fromJSDate(now, { zone: USUAL_ZONE });
  const wanted = sendAt === undefined ? local : DateTime.fromISO(sendAt, { zone: local.zone });
  const at = wanted.isValid && wanted > local ? wanted : local;
  return (isUrgent ? at : afterQuiet(at, quiet)).toJSDate();
}

/** Whether it is quiet there just now. */
export function isQuiet(zone: string, now: Date, quiet: Broadcasting['quiet']): boolean {
  return arrivalIn(zone, { now, quiet, isUrgent: false }) > now;
}

function afterQuiet(at: DateTime, quiet: Broadcasting['quiet']): DateTime {
  let next = at;
  while (isWeekend(next) || isWithin(next.hour, quiet)) {
    const isBeforeMorning = !isWeekend(next) && next.hour < quiet.to;
    const day = isBeforeMorning ? next : next.plus({ days: 1 });
    next = day.startOf('day').set({ hour: quiet.from === quiet.to ? 0 : quiet.to });
  }
  return next;
}

function isWithin(hour: number, { from, to }: Broadcasting['quiet']): boolean {
  if (from === to) return false;
  return from < to ? hour >= from && hour < to : hour >= from || hour < to;
}

function isWeekend({ weekday }: DateTime): boolean {
  return weekday > 5;
}
