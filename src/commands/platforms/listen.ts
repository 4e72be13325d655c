import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  answerStatus,
  type OpenServer,
  openServer,
  pathAsked,
} from '#commands/http/open-server.ts';
import type { Log } from '#foundation/kernel/log.ts';

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

/** Slack and a load balancer keep a few; each may hold a body of a megabyte before it is checked. */
const CONNECTIONS_MOST = 256;

/** The one address that chat platforms call, with `/healthz` (this process lives) and `/readyz` (it can do its work). */
export function listenForPlatforms(options: PlatformListenerOptions): Promise<OpenServer> {
  const { host, port, answers, isReady, about, log } = options;
  return openServer({
    host,
    port,
    words: { host: 'HOST', port: 'PORT', known: "the platforms know it as Steward's" },
    connectionsMost: CONNECTIONS_MOST,
    async answer(request, response) {
      if (answers.some((answer) => answer(request, response))) return;
      await answerOthers(request, response, { isReady, about });
    },
    log,
  });
}

async function answerOthers(
  request: IncomingMessage,
  response: ServerResponse,
  { isReady, about }: Pick<PlatformListenerOptions, 'isReady' | 'about'>,
): Promise<void> {
  const path = pathAsked(request);
  if (path === '/healthz') return answerStatus(response, 200, 'ok');
  if (path === '/readyz') {
    const ready = await isReady();
    return answerStatus(response, ready ? 200 : 503, ready ? 'ready' : 'not ready');
  }
  if (path === '/') return answerPage(response, await about());
  answerStatus(response, 404, 'nothing is here');
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
