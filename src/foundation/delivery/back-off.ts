const FIRST = 5_000;
const LONGEST = 60 * 60_000;

/**
 * Milliseconds to wait before another try, after `failed` earlier failures. Four times longer each time, so that
 * eight tries outlast a platform that is down for two hours; and never quite the same, so that what failed together
 * does not come back together.
 */
export function backOffMs(failed: number, random: () => number = Math.random): number {
  const middle = Math.min(LONGEST, FIRST * 4 ** failed);
  return Math.min(LONGEST, Math.round(middle * (0.8 + 0.4 * random())));
}
