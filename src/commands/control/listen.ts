import { createServer } from 'node:http';
import { listenOnLoopback } from '#channels/web/http/listen.ts';
import { type Route, serve } from '#channels/web/http/serve.ts';
import { webLimits } from '#channels/web/limits.ts';
import type { Log } from '#foundation/kernel/log.ts';

/** Where commands of this machine reach a Steward that has no web chat: loopback only, at any free port. */
export async function listenForCommands(
  routes: readonly Route[],
  log: Log,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  let port = 0;
  const server = createServer({ requestTimeout: webLimits.requestTime }, (request, response) => {
    // Never rejects: what fails is answered.
    void serve(routes, request, response, { port, log });
  });
  port = await listenOnLoopback(server, '127.0.0.1', 0);
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
