import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { StewardError } from '#foundation/kernel/errors.ts';
import { type Log, placesOf } from '#foundation/kernel/log.ts';

export interface ServerOptions {
  readonly host: string;
  /** 0 takes any free one. A taken one is an error: others know this address. */
  readonly port: number;
  /** How the settings of host and port are called, and why no other port is taken, as in "the platforms know it". */
  readonly words: { readonly host: string; readonly port: string; readonly known: string };
  readonly connectionsMost: number;
  /** What it rejects with is answered as ours. */
  readonly answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly log: Log;
}

export interface OpenServer {
  /** Without a path. */
  readonly url: string;
  readonly port: number;
  /** Takes nothing more; answers under way go out. */
  close(): Promise<void>;
}

const HEADERS_MS = 10_000;
const REQUEST_MS = 20_000;
const CLOSE_MS = 5_000;

/** Listens at an address that others know. Throws `unavailable` when it is taken, `misconfigured` when it is none of ours. */
export async function openServer(options: ServerOptions): Promise<OpenServer> {
  const { host, port: wanted, connectionsMost, answer, log } = options;
  const server = createServer(
    { maxHeaderSize: 16 * 1024, headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS },
    (request, response) => {
      response.setHeader('x-content-type-options', 'nosniff');
      response.on('error', () => log.debug({}, 'somebody who asked broke off'));
      answer(request, response).catch((cause: unknown) => {
        log.error(placesOf(cause), 'somebody was not answered');
        if (!response.headersSent) answerStatus(response, 500, 'something broke');
      });
    },
  );
  server.maxConnections = connectionsMost;
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(cannotListen(options, cause)));
    server.listen({ host, port: wanted }, () => {
      const address = server.address();
      // A TCP server's address is an object while it listens.
      resolve(typeof address === 'object' && address !== null ? address.port : wanted);
    });
  });
  server.on('error', (error: NodeJS.ErrnoException) => {
    log.error({ code: error.code ?? error.name }, 'a connection could not be taken');
  });
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    close: () =>
      new Promise((resolve) => {
        const timer = setTimeout(() => server.closeAllConnections(), CLOSE_MS);
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

/** The path that is asked for by GET or HEAD; undefined for all else. */
export function pathAsked({ method, url }: IncomingMessage): string | undefined {
  return method === 'GET' || method === 'HEAD' ? url?.split('?')[0] : undefined;
}

export function answerStatus(response: ServerResponse, status: number, words: string): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify({ status: words }));
}

function cannotListen(
  { host, port, words }: ServerOptions,
  cause: NodeJS.ErrnoException,
): StewardError {
  const isTaken = cause.code === 'EADDRINUSE';
  return new StewardError(
    isTaken ? 'unavailable' : 'misconfigured',
    `cannot listen: ${cause.code ?? cause.name}`,
    {
      advice: isTaken
        ? `Port ${port} is taken, and ${words.known}. Stop what uses it, or set ${words.port} to another one and change it there too.`
        : `Steward cannot listen at ${host}, port ${port}. Set ${words.host} to an address of this machine and ${words.port} to one from 1024 to 65535.`,
      cause,
    },
  );
}
