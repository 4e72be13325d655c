import { createServer, type Server } from 'node:http';
import type { Respond } from '#assistant/turn.ts';
import { findCast } from '#channels/web/conversation/cast.ts';
import { createTurns } from '#channels/web/conversation/turns.ts';
import { createUnderWay } from '#channels/web/conversation/under-way.ts';
import { createHub } from '#channels/web/events/hub.ts';
import type { Inbox } from '#channels/web/events/waiting.ts';
import { urlHost } from '#channels/web/http/guard.ts';
import { listenOnLoopback } from '#channels/web/http/listen.ts';
import { type Route, serve } from '#channels/web/http/serve.ts';
import { type WebLimits, webLimits } from '#channels/web/limits.ts';
import type { PageWords } from '#channels/web/render-page.ts';
import { conversationRoutes } from '#channels/web/routes/conversation-routes.ts';
import { fileRoute } from '#channels/web/routes/file-route.ts';
import { formRoutes } from '#channels/web/routes/form-routes.ts';
import { pageRoutes } from '#channels/web/routes/page-routes.ts';
import { type Rehearsal, rehearsalRoutes } from '#channels/web/routes/rehearsal-routes.ts';
import { turnRoute } from '#channels/web/routes/turn-route.ts';
import { createWebChannel } from '#channels/web/send.ts';
import type { Channel } from '#foundation/delivery/channel.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import type { Log } from '#foundation/kernel/log.ts';
import type { Db } from '#foundation/store/database.ts';

export interface WebChatOptions extends Omit<PageWords, 'isRehearsal'> {
  readonly respond: Respond;
  readonly db: Db;
  readonly clock: Clock;
  /** The cards that wait for a person, outside their conversation. */
  readonly inbox: Inbox;
  /** Loopback only: `127.0.0.1`, `localhost` or `::1`. */
  readonly host?: string;
  /** Taken ones are passed over, up to 20; 0 takes any. */
  readonly port?: number;
  readonly log: Log;
  /** Further addresses beside the chat's own, behind the same checks. */
  readonly routes?: readonly Route[];
  /** Its clock, which the page moves; the page says that nothing is real. */
  readonly rehearsal?: Rehearsal;
  readonly limits?: WebLimits;
}

export interface WebChat {
  readonly url: string;
  readonly port: number;
  /** Other than `port` when that one was taken; 0 for any. */
  readonly wantedPort: number;
  /** Where Steward tells the personas things. */
  readonly channel: Channel;
  /** Takes no more requests, finishes what is under way, and resolves when all is closed. */
  close(): Promise<void>;
}

export const DEFAULT_WEB_PORT = 3000;

/** Starts the web chat. Throws `misconfigured` or `unavailable` when it cannot listen there. */
export async function startWebChat(options: WebChatOptions): Promise<WebChat> {
  const { host = '127.0.0.1', port: wantedPort = DEFAULT_WEB_PORT, log } = options;
  const limits = options.limits ?? webLimits;
  const chat = await prepareChat(options, limits);

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
      void serve(chat.routes, request, response, { port, log });
    },
  );
  server.maxConnections = limits.connections;
  try {
    port = await listenOnLoopback(server, host, wantedPort);
  } catch (error) {
    await chat.close();
    throw error;
  }
  // Such as no file left to open for a connection: that one is lost, the next may come through.
  server.on('error', (error: NodeJS.ErrnoException) => {
    log.error({ code: error.code ?? error.name }, 'the web chat could not take a connection');
  });
  return {
    url: `http://${urlHost(host)}:${port}`,
    port,
    wantedPort,
    channel: chat.channel,
    close() {
      closing ??= Promise.all([closeServer(server, limits.closeTime), chat.close()]).then(() => {});
      return closing;
    },
  };
}

/** All that the chat's addresses stand on; `close` ends what listens and waits for what is under way. */
async function prepareChat(
  options: WebChatOptions,
  limits: WebLimits,
): Promise<Pick<WebChat, 'channel' | 'close'> & { readonly routes: readonly Route[] }> {
  const { db, clock, inbox, respond, log } = options;
  const cast = await findCast(db, clock, options.personas);
  const underWay = createUnderWay();
  const { rehearsal } = options;
  const page = await pageRoutes({ ...options, isRehearsal: rehearsal !== undefined });
  const { version } = page;
  const hub = await createHub({ db, cast, inbox, underWay, version, limits, log });
  const turns = createTurns({ db, clock, cast, respond, underWay, pages: hub });
  return {
    routes: [
      ...page.routes,
      turnRoute({ turns, cast, limits }),
      fileRoute({ turns, cast, limits }),
      ...formRoutes({ db, clock, cast, turns, limits }),
      ...conversationRoutes({ db, cast, inbox, underWay, hub, limits }),
      ...(rehearsal ? rehearsalRoutes(rehearsal, limits) : []),
      ...(options.routes ?? []),
    ],
    channel: createWebChannel({ db, cast, clock, pages: hub }),
    async close() {
      await hub.close();
      await soon(turns.idle(), limits.closeTime);
    },
  };
}

function closeServer(server: Server, patience: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), patience);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/** Waits for it, but not for ever. */
async function soon(work: Promise<void>, patience: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, patience);
  await Promise.race([work, promise]);
  clearTimeout(timer);
}
