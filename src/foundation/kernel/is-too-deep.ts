/** Levels; what Slack sends has a dozen. */
const LEVELS_MOST = 100;

/** Whether it is nested so deeply that writing it down again would break: `JSON.parse` takes any depth. */
export function isTooDeep(value: unknown, levels = LEVELS_MOST): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((member) => isTooDeep(member, levels - 1));
}
