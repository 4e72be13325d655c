/** "Tue 1 Dec"; with the year where it is another one. Days are written as `2026-12-01`. */
export function dayInWords(day: string, today: string): string {
  const isThisYear = day.slice(0, 4) === today.slice(0, 4);
  return new Date(`${day}T00:00:00Z`)
    .toLocaleDateString('en-GB', {
      timeZone: 'UTC',
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      ...(!isThisYear && { year: 'numeric' }),
    })
    .replaceAll(',', '');
}

/** "from Tue 1 Dec to Sat 5 Dec", "on Tue 1 Dec". */
export function daysInWords(
  { firstDay, lastDay }: { readonly firstDay: string; readonly lastDay: string },
  today: string,
): string {
  const first = dayInWords(firstDay, today);
  return firstDay === lastDay ? `on ${first}` : `from ${first} to ${dayInWords(lastDay, today)}`;
}
