import type { Calendar } from '#office/requests/routing/route-file.ts';

const DAY_MS = 86_400_000;
const everyWeekday: Calendar = { timezone: 'UTC', days: [1, 2, 3, 4, 5] };

/** The moment so many working days after another; what comes in on a day off counts from the next working day. */
export function addWorkingDays(from: Date, days: number, calendar = everyWeekday): Date {
  let at = from.getTime();
  while (!isWorkingDay(new Date(at), calendar)) at += DAY_MS;
  let left = days;
  while (left > 0) {
    const step = Math.min(1, left);
    at += step * DAY_MS;
    while (!isWorkingDay(new Date(at), calendar)) at += DAY_MS;
    left -= step;
  }
  return new Date(at);
}

export function isWorkingDay(at: Date, { timezone, days, holidays }: Calendar): boolean {
  // Sweden writes dates as ISO does.
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone }).format(at);
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
  return days.includes(weekday) && !(holidays ?? []).includes(day);
}
