import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { StewardError } from '#foundation/kernel/errors.ts';
import { type Log, placesOf } from '#foundation/kernel/log.ts';

export interface PlatformListenerOptions {
  readonly host: string;
  /** 0 takes any free one. A taken one is an error: the platforms know this address. */
  readonly port: number;
  /** Each platform's requests; the first that knows one answers it. */
  readonly answers: readonly ((request: IncomingMessage, response: ServerResponse) => boolean)[];
  /** Whether this process can do its work now. */
  readonly isReady: () => Promise<boolean>;
  /** What strangers read at `/`, as HTML. */
  readonly about: () => Promise<string>;
  readonly log: Log;
}

export interface PlatformListener {
  readonly url: string;
  readonly port: number;
  /** Takes nothing more; answers under way go out. */
  close(): Promise<void>;
}

const HEADERS_MS = 10_000;
const REQUEST_MS = 20_000;
const CLOSE_MS = 5_000;
/** Slack and a load balancer keep a few; each may hold a body of a megabyte before it is checked. */
const CONNECTIONS_MOST = 256;

/** The one address that chat platforms call, with `/healthz` (this process lives) and `/readyz` (it can do its work). */
export async function listenForPlatforms(
  options: PlatformListenerOptions,
): Promise<PlatformListener> {
  const { host, port: wanted, answers, isReady, about, log } = options;
  const server = createServer(
    { maxHeaderSize: 16 * 1024, headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS },
    (request, response) => {
      response.setHeader('x-content-type-options', 'nosniff');
      response.on('error', () => log.debug({}, 'a platform broke off'));
      if (answers.some((answer) => answer(request, response))) return;
      answerOthers(request, response, { isReady, about }).catch((cause: unknown) => {
        log.error(placesOf(cause), 'somebody was not answered');
        if (!response.headersSent) answer(response, 500, 'something broke');
      });
    },
  );
  server.maxConnections = CONNECTIONS_MOST;
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(cannotListen(host, wanted, cause)),
    );
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

async function answerOthers(
  request: IncomingMessage,
  response: ServerResponse,
  { isReady, about }: Pick<PlatformListenerOptions, 'isReady' | 'about'>,
): Promise<void> {
  const path = request.url?.split('?')[0];
  const isAsked = request.method === 'GET' || request.method === 'HEAD';
  if (isAsked && path === '/healthz') return answer(response, 200, 'ok');
  if (isAsked && path === '/readyz') {
    const ready = await isReady();
    return answer(response, ready ? 200 : 503, ready ? 'ready' : 'not ready');
  }
  if (isAsked && path === '/') return answerPage(response, await about());
  answer(response, 404, 'nothing is here');
}

function answerPage(response: ServerResponse, html: string): void {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
  });
  response.end(html);
}

function answer(response: ServerResponse, status: number, words: string): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify({ status: words }));
}

function cannotListen(host: string, port: number, cause: NodeJS.ErrnoException): StewardError {
  const isTaken = cause.code === 'EADDRINUSE';
  return new StewardError(
    isTaken ? 'unavailable' : 'misconfigured',
    `cannot listen: ${cause.code ?? cause.name}`,
    {
      advice: isTaken
        ? `Port ${port} is taken, and the platforms know it as Steward's. Stop what uses it, or set PORT to another one and change it there too.`
        : `Steward cannot listen at ${host}, port ${port}. Set HOST to an address of this machine and PORT to one from 1024 to 65535.`,
      cause,
    },
  );
}
