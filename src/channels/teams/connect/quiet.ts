import { AsyncLocalStorage } from 'node:async_hooks';

/** Keeps a library's own words off the terminal while it works for us. */
export interface Quiet {
  during<T>(work: () => Promise<T>): Promise<T>;
  /** Gives the terminal back as it was. */
  end(): void;
}

/**
 * botframework-connector 4.23 writes each token that it refuses to the console, with a key: whoever sends bad tokens
 * could fill a disk. Nothing else is silenced: what others write at the same time is written.
 */
export function createQuiet(): Quiet {
  const isQuiet = new AsyncLocalStorage<true>();
  const write = console.error;
  const filtered = (...words: readonly unknown[]): void => {
    if (!isQuiet.getStore()) write(...words);
  };
  console.error = filtered;
  return {
    during: (work) => isQuiet.run(true, work),
    end() {
      // Somebody else may have put theirs in its place meanwhile.
      if (console.error === filtered) console.error = write;
    },
  };
}
