import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { Respond } from '#assistant/turn.ts';
import { answer, answerHtml, answerJson } from '#channels/web/http/answer.ts';
import { urlHost } from '#channels/web/http/guard.ts';
import { listenOnLoopback } from '#channels/web/http/listen.ts';
import { type Route, serve } from '#channels/web/http/serve.ts';
import { type WebLimits, webLimits } from '#channels/web/limits.ts';
import { type PageWords, renderPage } from '#channels/web/render-page.ts';
import { turnRoute } from '#channels/web/turn-route.ts';
import type { Log } from '#foundation/kernel/log.ts';

export interface WebChatOptions extends PageWords {
  readonly respond: Respond;
  /** The person who uses a browser; made when the browser is new. */
  readonly personFor: (browserId: string) => Promise<string>;
  /** Loopback only: `127.0.0.1`, `localhost` or `::1`. */
  readonly host?: string;
  /** Taken ones are passed over, up to 20; 0 takes any. */
  readonly port?: number;
  readonly log: Log;
  /** Further addresses beside the chat's own, behind the same checks. */
  readonly routes?: readonly Route[];
  readonly limits?: WebLimits;
}

export interface WebChat {
  readonly url: string;
  readonly port: number;
  /** Other than `port` when that one was taken; 0 for any. */
  readonly wantedPort: number;
  /** Takes no more requests, finishes those in flight, and resolves when all is closed. */
  close(): Promise<void>;
}

export const DEFAULT_WEB_PORT = 3000;

/** Starts the web chat. Throws `misconfigured` or `unavailable` when it cannot listen there. */
export async function startWebChat(options: WebChatOptions): Promise<WebChat> {
  const { host = '127.0.0.1', port: wantedPort = DEFAULT_WEB_PORT, log } = options;
  const limits = options.limits ?? webLimits;
  const routes = [
    ...(await pageRoutes(options)),
    turnRoute({ ...options, limits }),
    ...(options.routes ?? []),
  ];

  let port = wantedPort;
  let closing: Promise<void> | undefined;
  const server = createServer(
    {
      maxHeaderSize: limits.headers,
      headersTimeout: limits.headersTime,
      requestTimeout: limits.requestTime,
      keepAliveTimeout: limits.idleTime,
      connectionsCheckingInterval: Math.min(1000, limits.headersTime),
    },
    (request, response) => {
      // A browser keeps its connection after the answer; when we close, it must not be waited for.
      response.on('close', () => {
        if (closing !== undefined) setImmediate(() => server.closeIdleConnections());
      });
      // Never rejects: what fails is answered.
      void serve(routes, request, response, { port, log });
    },
  );
  server.maxConnections = limits.connections;
  port = await listenOnLoopback(server, host, wantedPort);
  // Such as no file left to open for a connection: that one is lost, the next may come through.
  server.on('error', (error: NodeJS.ErrnoException) => {
    log.error({ code: error.code ?? error.name }, 'the web chat could not take a connection');
  });

  const closeServer = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(() => server.closeAllConnections(), limits.closeTime);
      server.close(() => {
        clearTimeout(timer);
        resolve();
      });
      server.closeIdleConnections();
    });
  return {
    url: `http://${urlHost(host)}:${port}`,
    port,
    wantedPort,
    close() {
      closing ??= closeServer();
      return closing;
    },
  };
}

async function pageRoutes(words: PageWords): Promise<readonly Route[]> {
  const html = renderPage(words);
  return [
    get('/', (response) => answerHtml(response, 200, html)),
    await file('app.js', 'text/javascript'),
    await file('style.css', 'text/css'),
    await file('cards.css', 'text/css'),
    get('/healthz', (response) => answerJson(response, 200, { status: 'ok' })),
  ];
}

/** Read once: what a path in a request says never reaches the file system. */
async function file(name: string, type: string): Promise<Route> {
  const content = await readFile(new URL(`./page/${name}`, import.meta.url));
  return get(`/${name}`, (response) => answer(response, 200, `${type}; charset=utf-8`, content));
}

function get(path: string, send: (response: ServerResponse) => void): Route {
  return { method: 'GET', path, answer: (_request, response) => send(response) };
}
