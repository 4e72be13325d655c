import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A server that runs as a process of its own. */
export interface AppProcess {
  /** Without a path. */
  readonly url: string;
  /** What it has said last, for a test that fails. */
  readonly words: () => string;
  /** Milliseconds of processor time, all its threads, since it began. Linux counts in steps of 10. */
  cpuMs(): number;
  memoryMb(): number;
  /** Resolves when it is gone. */
  end(signal?: NodeJS.Signals): Promise<void>;
}

const TICK_MS = 10;
const WORDS_MOST = 100_000;

/** The real `start`, connected to PostgreSQL and to the platform of these settings. */
export async function startStewardApp(
  settings: Readonly<Record<string, string>>,
  databaseUrl: string,
  flags: readonly string[] = [],
): Promise<AppProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'steward-load-'));
  const main = fileURLToPath(new URL('../../../src/main.ts', import.meta.url));
  const app = await startApp([...flags, main, 'start'], {
    PORT: '0',
    STEWARD_DATA: folder,
    DATABASE_URL: databaseUrl,
    ...settings,
  });
  return {
    ...app,
    async end(signal) {
      await app.end(signal);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** All are started the same way, as `npm start` does. What it is says its port on a line. */
export async function startApp(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<AppProcess> {
  const child = spawn(process.execPath, ['--max-semi-space-size=8', ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let words = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (more: string) => {
      words = (words + more).slice(-WORDS_MOST);
    });
  }
  const ended = once(child, 'close');
  const port = await portOf(
    () => words,
    () => child.exitCode !== null || child.signalCode !== null,
  );
  const ofProcess = (file: string): string => readFileSync(`/proc/${child.pid}/${file}`, 'utf8');
  return {
    url: `http://127.0.0.1:${port}`,
    words: () => words,
    cpuMs() {
      // What follows the name, which may hold anything; the times are fields 14 and 15 of all.
      const fields = ofProcess('stat').split(') ').at(-1)?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
    },
    memoryMb: () => Number(/VmRSS:\s+(\d+)/.exec(ofProcess('status'))?.[1]) / 1024,
    async end(signal = 'SIGTERM') {
      child.kill(signal);
      await ended;
    },
  };
}

async function portOf(words: () => string, hasEnded: () => boolean): Promise<string> {
  for (;;) {
    // Steward says more than the address, the others nothing else.
    const port = /^(?:Steward is ready .*http:\/\/127\.0\.0\.1:)?(\d+)$/m.exec(words())?.[1];
    if (port !== undefined) return port;
    if (hasEnded()) throw new Error(`the app ended: ${words()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
