/** How many messages a platform lets through in any so many milliseconds. */
export interface Window {
  readonly most: number;
  readonly ms: number;
}

export interface PlatformRules {
  /** In all of a workspace or tenant. */
  readonly lane: Window;
  /** In one conversation, all of them together. */
  readonly conversation: readonly Window[];
}

export const slackRules: PlatformRules = {
  lane: { most: 5, ms: 1000 },
  conversation: [{ most: 1, ms: 1000 }],
};

export const teamsRules: PlatformRules = {
  lane: { most: 30, ms: 1000 },
  conversation: [
    { most: 7, ms: 1000 },
    { most: 8, ms: 2000 },
    { most: 60, ms: 30_000 },
    { most: 1800, ms: 3_600_000 },
  ],
};

export type Received =
  | { readonly kind: 'sent' }
  | { readonly kind: 'later'; readonly afterMs: number };

export interface Platform {
  /** A message has arrived at this time, by the key under which it is sent. */
  receive(conversation: string, key: string, now: number): Received;
  has(key: string): boolean;
  figures(): PlatformFigures;
}

export interface PlatformFigures {
  readonly arrived: number;
  /** Messages that arrived once more. */
  readonly doubled: number;
  /** Calls over a limit, or while patience was asked for. */
  readonly violations: number;
  readonly first: number;
  readonly last: number;
}

const PATIENCE_MS = 2000;

/** Counts what arrives as a platform does, and refuses what is too much. */
export function createPlatform({ lane, conversation }: PlatformRules): Platform {
  const recent = createCount(lane);
  const conversations = new Map<string, ReturnType<typeof createCount>[]>();
  const arrivals = new Map<string, number>();
  let doubled = 0;
  let violations = 0;
  let first = Number.NaN;
  let last = Number.NaN;
  let patientUntil = 0;

  function isTooMuch(counts: readonly ReturnType<typeof createCount>[], now: number): boolean {
    return counts.some((count) => count.isFull(now));
  }

  return {
    receive(place, key, now) {
      const own = conversations.get(place) ?? conversation.map(createCount);
      conversations.set(place, own);
      const counts = [recent, ...own];
      if (now < patientUntil || isTooMuch(counts, now)) {
        violations++;
        patientUntil = Math.max(patientUntil, now + PATIENCE_MS);
        return { kind: 'later', afterMs: patientUntil - now };
      }
      for (const count of counts) count.add(now);
      const before = arrivals.get(key) ?? 0;
      if (before > 0) doubled++;
      arrivals.set(key, before + 1);
      if (Number.isNaN(first)) first = now;
      last = now;
      return { kind: 'sent' };
    },
    has: (key) => arrivals.has(key),
    figures: () => ({ arrived: arrivals.size, doubled, violations, first, last }),
  };
}

function createCount({ most, ms }: Window) {
  const times: number[] = [];
  return {
    isFull(now: number): boolean {
      const oldest = times.at(-most);
      return oldest !== undefined && times.length >= most && now - oldest < ms;
    },
    add(now: number): void {
      times.push(now);
      if (times.length > most * 2) times.splice(0, times.length - most);
    },
  };
}
