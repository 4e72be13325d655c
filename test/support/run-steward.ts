import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

export type Environment = Readonly<Record<string, string>>;

/** Runs a command of Steward as its own process, to its end. */
export async function runSteward(
  args: readonly string[],
  environment: Environment,
  input = '',
): Promise<Ended> {
  const child = spawnSteward(args, environment);
  const out = collect(child.stdout);
  const err = collect(child.stderr);
  child.stdin?.end(input);
  const [status] = await once(child, 'close');
  return { status: typeof status === 'number' ? status : null, out: out(), err: err() };
}

export interface Running {
  readonly url: string;
  readonly words: string;
  readonly child: ChildProcess;
  /** What it has written to standard error so far. */
  errors(): string;
  /** Asks it to end; gives its exit status. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts Steward and waits until it says that it is ready. */
export async function startSteward(
  environment: Environment,
  options: readonly string[] = [],
): Promise<Running> {
  const child = spawnSteward(['start', ...options], { PORT: '0', ...environment });
  const out = collect(child.stdout);
  const err = collect(child.stderr);
  const ended = once(child, 'close');
  for (;;) {
    const url = /is ready after .*?(http:\S+)/.exec(out())?.[1];
    if (url !== undefined && out().includes('Ctrl+C')) {
      return {
        url,
        words: out(),
        child,
        errors: err,
        async stop(signal = 'SIGTERM') {
          child.kill(signal);
          const [status] = await ended;
          return typeof status === 'number' ? status : null;
        },
      };
    }
    if (child.exitCode !== null) throw new Error(`Steward ended: ${out()}${err()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function spawnSteward(args: readonly string[], environment: Environment): ChildProcess {
  const { DATABASE_URL: _database, ...inherited } = process.env;
  return spawn(process.execPath, [main, ...args], {
    env: { ...inherited, STEWARD_LOG: 'warn', ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  let text = '';
  stream?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return () => text;
}

/** Setting for a Steward that says, when it ends, which packages it has loaded: `errors` then has them. */
export const tellingLoaded: Environment = {
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(
    `import Module from 'node:module';
     process.on('exit', () => process.stderr.write('loaded: ' + Object.keys(Module._cache).join(' ')));`,
  )}`,
};
