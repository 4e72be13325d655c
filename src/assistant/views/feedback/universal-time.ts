/** The same for readers in all zones, for what stands for long: "2 March 2026, 09:00 UTC". */
export function universalTime(at: Date): string {
  const zone = { timeZone: 'UTC' } as const;
  const day = { day: 'numeric', month: 'long', year: 'numeric' } as const;
  const time = at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', ...zone });
  return `${at.toLocaleDateString('en-GB', { ...day, ...zone })}, ${time} UTC`;
}
