import { type AppProcess, startStewardApp } from './app-process.ts';

/** Two processes of Steward on one database, of which one may be killed at any time. */
export interface TwoStewards {
  /** To which the next event goes: to one and to the other in turn, also when it is dead. */
  nextUrl(): string;
  /** SIGKILL for one, each time the other one, and a new process in its place. Does nothing until both run. */
  killOne(): Promise<void>;
  kills(): number;
  /** What both have said last, for a test that fails. */
  words(): string;
  close(): Promise<void>;
}

export async function startTwoStewards(where: {
  readonly apiUrl: string;
  readonly databaseUrl: string;
}): Promise<TwoStewards> {
  const pair: [AppProcess, AppProcess] = [
    await startStewardApp(where),
    await startStewardApp(where),
  ];
  let taken = 0;
  let kills = 0;
  let starting: Promise<void> | undefined;

  async function replace(at: 0 | 1): Promise<void> {
    await pair[at].end('SIGKILL');
    pair[at] = await startStewardApp(where);
  }

  return {
    nextUrl: () => pair[taken++ % 2 === 0 ? 0 : 1].eventsUrl,
    async killOne() {
      if (starting !== undefined) return;
      starting = replace(kills++ % 2 === 0 ? 0 : 1);
      await starting;
      starting = undefined;
    },
    kills: () => kills,
    words: () => pair.map((app) => app.words()).join('\n'),
    async close() {
      await starting;
      for (const app of pair) await app.end();
    },
  };
}
