import { DateTime } from 'luxon';
import type { Calendar } from '#office/requests/routing/route-file.ts';

const usual: Calendar = { timezone: 'UTC', days: [1, 2, 3, 4, 5] };
const usualHours = { from: 9, to: 17 };

/** The moment so many working days after another, within working hours; what comes in outside of them counts from the next. */
export function addWorkingDays(from: Date, days: number, calendar = usual): Date {
  return addWorkingTime(from, days * dayOf(calendar), calendar);
}

/** The same moment once work has rested from `rested` until `resumed`: what was left then is left now. */
export function putOff(due: Date, rested: Date, resumed: Date, calendar = usual): Date {
  if (due <= rested) return due;
  return addWorkingTime(resumed, workingTime(rested, due, calendar), calendar);
}

/** When work begins on the day of a moment, or on the next working day where it had begun before `after`. */
export function nextMorning(at: Date, after: Date, calendar = usual): Date {
  const { from } = calendar.hours ?? usualHours;
  let day = DateTime.fromJSDate(at, { zone: calendar.timezone });
  while (!isWorkingDay(day, calendar) || startOf(day, from) <= after.getTime()) {
    day = day.plus({ days: 1 });
  }
  return new Date(startOf(day, from));
}

/** The day of a moment, as `2026-03-02`. */
export function dayIn(at: Date, { timezone }: Pick<Calendar, 'timezone'> = usual): string {
  return DateTime.fromJSDate(at, { zone: timezone }).toISODate() ?? '';
}

/** The beginning of a day that is written as `2026-03-02`. */
export function startOfDay(day: string, { timezone }: Pick<Calendar, 'timezone'> = usual): Date {
  return DateTime.fromISO(day, { zone: timezone }).startOf('day').toJSDate();
}

/** The day so many days after another, both written as `2026-03-02`. */
export function daysAfter(day: string, days: number): string {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toISODate() ?? day;
}

/** The end of a day that is written as `2026-03-02`. */
export function endOfDay(day: string, { timezone }: Pick<Calendar, 'timezone'> = usual): Date {
  return DateTime.fromISO(day, { zone: timezone }).endOf('day').toJSDate();
}

function addWorkingTime(from: Date, milliseconds: number, calendar: Calendar): Date {
  let left = milliseconds;
  let end = from.getTime();
  for (const [opens, closes] of openFrom(from, calendar)) {
    end = opens + left;
    if (end <= closes) break;
    left -= closes - opens;
  }
  return new Date(end);
}

/** Milliseconds of work between two moments. */
function workingTime(from: Date, to: Date, calendar: Calendar): number {
  let time = 0;
  for (const [opens, closes] of openFrom(from, calendar)) {
    if (opens >= to.getTime()) break;
    time += Math.min(closes, to.getTime()) - opens;
  }
  return time;
}

/** When work begins and ends, day by day, from a moment on; of the first day what is left of it. */
function* openFrom(from: Date, calendar: Calendar): Generator<readonly [number, number]> {
  const hours = calendar.hours ?? usualHours;
  const first = DateTime.fromJSDate(from, { zone: calendar.timezone });
  for (let day = first; ; day = day.plus({ days: 1 })) {
    if (!isWorkingDay(day, calendar)) continue;
    const opens = Math.max(startOf(day, hours.from), from.getTime());
    const closes = startOf(day, hours.to);
    if (opens < closes) yield [opens, closes];
  }
}

/** A clock that is turned may leave an hour out or have it twice: then the day is as long as it is. */
function startOf(day: DateTime, hour: number): number {
  return day.startOf('day').set({ hour }).toMillis();
}

function dayOf({ hours = usualHours }: Calendar): number {
  return (hours.to - hours.from) * 3_600_000;
}

function isWorkingDay(day: DateTime, { days, holidays = [] }: Calendar): boolean {
  return days.includes(day.weekday) && !holidays.includes(day.toISODate() ?? '');
}
