/** Lets so many things run at a time; the others wait for their turn, first come first served. */
export interface Slots {
  run<T>(work: () => Promise<T>): Promise<T>;
  waiting(): number;
}

export interface SlotLimits {
  /** Begun and not ended at a time. */
  readonly most: number;
  /** Of those that have not been at it for `slowMs`. */
  readonly quick: number;
  /** Milliseconds after which something waits for others rather than for us, and lets the next one begin. */
  readonly slowMs: number;
}

interface Run {
  readonly since: number;
}

/**
 * A few at a time are done sooner, each of them, than many that take turns: the processor is the same. But what waits for
 * somebody else must not hold up the others.
 */
export function createSlots({ most, quick: quickMost, slowMs }: SlotLimits): Slots {
  const quick = new Set<Run>();
  const slow = new Set<Run>();
  const line: ((run: Run) => void)[] = [];
  let isWatched = false;

  function begin(): Run | undefined {
    if (quick.size >= quickMost || quick.size + slow.size >= most) return undefined;
    const run = { since: performance.now() };
    quick.add(run);
    return run;
  }

  function goOn(): void {
    while (line.length > 0) {
      const run = begin();
      if (!run) break;
      line.shift()?.(run);
    }
    // Only while somebody waits is it of interest how long the others take.
    if (line.length === 0 || isWatched) return;
    isWatched = true;
    setTimeout(lookAgain, slowMs);
  }

  function lookAgain(): void {
    isWatched = false;
    const before = performance.now() - slowMs;
    for (const run of quick) {
      // The oldest stand first.
      if (run.since > before) break;
      quick.delete(run);
      slow.add(run);
    }
    goOn();
  }

  function waitInLine(): Promise<Run> {
    return new Promise((resolve) => {
      line.push(resolve);
      goOn();
    });
  }

  return {
    async run(work) {
      const run = (line.length === 0 ? begin() : undefined) ?? (await waitInLine());
      try {
        return await work();
      } finally {
        quick.delete(run);
        slow.delete(run);
        goOn();
      }
    },
    waiting: () => line.length,
  };
}
