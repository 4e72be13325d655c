/** Sends again what was not taken. */
export interface Insisting {
  readonly counts: Insisted;
  /** Until it is answered by 200, or no further try is left; `send` is told which try it is, 0 being the first. */
  insist<A extends { readonly status: number }>(send: (attempt: number) => Promise<A>): Promise<A>;
}

export interface Insisted {
  /** Deliveries beyond the first. */
  readonly again: number;
  /** What no try brought. */
  readonly never: number;
}

/** `afterMs`: milliseconds before each further try. */
export function createInsisting(afterMs: readonly number[]): Insisting {
  const counts = { again: 0, never: 0 };
  return {
    counts,
    async insist(send) {
      let answered = await send(0);
      for (const [at, waitMs] of afterMs.entries()) {
        if (answered.status === 200) return answered;
        await new Promise((resolve) => setTimeout(resolve, waitMs));
        counts.again += 1;
        answered = await send(at + 1);
      }
      if (answered.status !== 200) counts.never += 1;
      return answered;
    },
  };
}
