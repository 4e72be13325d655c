// Starts Steward as the README says, twice on one data folder: it must say where it listens,
// answer /healthz, and stop with status 0 on SIGTERM. Prints the figures that it saw.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// The bars are for a quiet machine; a busy one gets twice the time before this calls it broken.
const FIRST_START_MS = 20_000;
const NEXT_START_MS = 6_000;
const STOP_MS = 15_000;

const folder = mkdtempSync(join(tmpdir(), 'steward-smoke-'));
try {
  await startOnce('new data folder', FIRST_START_MS);
  await startOnce('existing data folder', NEXT_START_MS);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function startOnce(name: string, limit: number): Promise<void> {
  const started = performance.now();
  const npm = spawn('npm', ['start', '--silent'], {
    env: { ...process.env, PORT: '0', STEWARD_DATA: join(folder, 'data') },
    stdio: ['ignore', 'pipe', 'inherit'],
    // A process group of its own, so that nothing of it outlives a failure.
    detached: true,
  });
  try {
    const address = await within(limit, addressIn(npm), `${name}: no address was printed`);
    const ready = performance.now() - started;
    const health = await fetch(new URL('/healthz', address), {
      signal: AbortSignal.timeout(5_000),
    });
    if (!health.ok) throw new Error(`${name}: /healthz answered ${health.status}`);
    const memory = memoryOf(npm.pid);
    const ended = once(npm, 'exit');
    npm.kill('SIGTERM');
    const [status] = await within(STOP_MS, ended, `${name}: it did not stop on SIGTERM`);
    if (status !== 0) throw new Error(`${name}: it stopped with status ${status}`);
    process.stdout.write(`${name}: ready in ${ready.toFixed(0)} ms, ${memory} MB\n`);
  } finally {
    if (npm.exitCode === null && npm.pid) process.kill(-npm.pid, 'SIGKILL');
  }
}

/** The first address that standard output shows. It is read to the end: a closed pipe would break the server. */
function addressIn(npm: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = '';
    npm.stdout?.on('data', (chunk) => {
      seen += chunk;
      const address = /http:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):\d+/.exec(seen);
      if (address) resolve(address[0]);
    });
    npm.once('exit', () =>
      reject(new Error(`it ended before it was ready: ${seen.slice(-2_000)}`)),
    );
  });
}

/** Resident memory of the process that npm started, in MB. */
function memoryOf(npm: number | undefined): number {
  const children = readFileSync(`/proc/${npm}/task/${npm}/children`, 'utf8').trim().split(' ');
  const status = readFileSync(`/proc/${children[0]}/status`, 'utf8');
  return Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024);
}

async function within<T>(milliseconds: number, work: Promise<T>, complaint: string): Promise<T> {
  const timer = AbortSignal.timeout(milliseconds);
  const tooLate = once(timer, 'abort').then(() => {
    throw new Error(`${complaint} within ${milliseconds} ms`);
  });
  return await Promise.race([work, tooLate]);
}
