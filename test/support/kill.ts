import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('hold-folder.ts', import.meta.url));
const sender = fileURLToPath(new URL('bulk/worker.ts', import.meta.url));
const walker = fileURLToPath(new URL('walk-requests.ts', import.meta.url));

export interface Holder {
  /** Lines it has said so far. */
  readonly lines: readonly string[];
  /** Resolves when it has said so many lines; throws when it ends before. */
  said(lines: number): Promise<void>;
  /** Writes a line to it. */
  ask(): void;
  /** SIGKILL, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Another process that holds the data folder, and with `write` fills it as fast as it can. */
export function startHolder(folder: string, work: 'hold' | 'write'): Holder {
  return startProcess([script, folder, work]);
}

/** Another process that walks requests through their lives; `where` is a data folder or a server's address. */
export function startWalker(where: string, seed: number): Holder {
  return startProcess([walker, where, String(seed)]);
}

/** Another process that sends what goes to many; `where` is a data folder or a server's address. */
export function startSender(where: string, hubPort: number): Holder {
  return startProcess([sender, where, String(hubPort)]);
}

function startProcess(args: readonly string[]): Holder {
  const child = spawn(process.execPath, [...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  return {
    lines,
    async said(count) {
      while (lines.length < count) {
        if (hasEnded(child)) throw new Error(`the process ended with ${child.exitCode}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    ask: () => void child.stdin.write('\n'),
    async kill() {
      // Nobody else ends it: then it has failed, which a kill would hide.
      if (hasEnded(child)) throw new Error(`the process ended with ${child.exitCode}`);
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
    },
  };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
