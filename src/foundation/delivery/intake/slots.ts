/** Lets so many things run at a time; the others wait for their turn, first come first served. */
export interface Slots {
  run<T>(work: () => Promise<T>): Promise<T>;
  waiting(): number;
}

export function createSlots(most: number): Slots {
  let free = most;
  const line: (() => void)[] = [];
  return {
    async run(work) {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => line.push(resolve));
      try {
        return await work();
      } finally {
        const next = line.shift();
        if (next) next();
        else free += 1;
      }
    },
    waiting: () => line.length,
  };
}
