import type { AppProcess } from './app-process.ts';

/** Two processes of Steward on one database, of which one may be killed at any time. */
export interface TwoStewards {
  /** To which the next thing goes: to one and the other in turn, until it is seen that one is gone. */
  nextUrl(): string;
  /** SIGKILL for one, each time the other one, and a new process in its place. Does nothing until both run. */
  killOne(): Promise<void>;
  kills(): number;
  /** Things that were acknowledged from memory: with those alone a kill may lose something. */
  fromMemory(): number;
  /** What both have said last, for a test that fails. */
  words(): string;
  close(): Promise<void>;
}

export async function startTwoStewards(start: () => Promise<AppProcess>): Promise<TwoStewards> {
  const pair: AppProcess[] = [await start(), await start()];
  let taken = 0;
  let kills = 0;
  let isOneGone = false;
  let fromMemory = 0;
  let starting: Promise<void> | undefined;

  async function replace(killed: AppProcess, other: AppProcess): Promise<void> {
    await killed.end('SIGKILL');
    isOneGone = true;
    fromMemory += countFromMemory(killed);
    pair.splice(0, 2, other, await start());
    isOneGone = false;
  }

  return {
    nextUrl() {
      const at = isOneGone ? 1 : taken++ % 2;
      return pair[at]?.url ?? '';
    },
    async killOne() {
      const [first, second] = pair;
      if (starting !== undefined || !first || !second) return;
      kills += 1;
      // The one that runs longest stands first.
      starting = replace(first, second);
      await starting;
      starting = undefined;
    },
    kills: () => kills,
    fromMemory: () => pair.reduce((sum, app) => sum + countFromMemory(app), fromMemory),
    words: () => pair.map((app) => app.words()).join('\n'),
    async close() {
      await starting;
      for (const app of pair) await app.end();
    },
  };
}

function countFromMemory(app: AppProcess): number {
  return app.words().split('acknowledged before it was stored').length - 1;
}
