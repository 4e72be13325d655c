import { loadavg } from 'node:os';

/** Median, 99th percentile and most. */
export function spread(spent: readonly number[]): string {
  const [middle, late, most] = [0.5, 0.99, 1].map((share) => at(spent, share).toFixed(0));
  return `p50 ${middle} ms, p99 ${late} ms, most ${most} ms`;
}

export function at(spent: readonly number[], share: number): number {
  const sorted = [...spent].sort((one, other) => one - other);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
}

/** How busy the machine is, without which no figure says much. */
export function load(): string {
  return `load ${loadavg()
    .map((average) => average.toFixed(1))
    .join(' ')}`;
}
