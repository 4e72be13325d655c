import type { IncomingMessage } from 'node:http';
import type { Problem } from '#channels/web/http/answer.ts';
import { isLoopbackInUrl } from '#foundation/kernel/is-loopback.ts';

/**
 * Why a request is not served, before anything of it is read; undefined when it may pass.
 * The chat is for the browser of this machine. A page of another site can still make that
 * browser send requests here, under its own name (Origin) or under ours (a name server that
 * answers with 127.0.0.1), so both headers must be ours.
 */
export function refuse(request: IncomingMessage, port: number): Problem | undefined {
  const host = request.headers.host?.toLowerCase() ?? '';
  if (!isOurHost(host, port)) {
    return { status: 403, message: `Please open this page as http://127.0.0.1:${port}/.` };
  }
  if (request.method === 'GET' || request.method === 'HEAD') {
    const may = !isFromElsewhere(request) || isLinkToOurPage(request);
    return may ? undefined : { status: 403, message: 'This is only for our own page.' };
  }

  // A browser names the origin of every POST; what does not is not the page.
  const isOurs = request.headers.origin === `http://${host}` && !isFromElsewhere(request);
  return isOurs ? undefined : { status: 403, message: 'This can only be sent from our own page.' };
}

/** As it stands in an address. */
export function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

function isOurHost(host: string, port: number): boolean {
  const suffix = `:${port}`;
  const name = host.endsWith(suffix) ? host.slice(0, -suffix.length) : port === 80 ? host : '';
  return isLoopbackInUrl(name);
}

/** Another site may link to the page; nothing else of ours is for its pages, and listening takes up room. */
function isLinkToOurPage(request: IncomingMessage): boolean {
  const path = request.url?.split('?')[0];
  return path === '/' && request.headers['sec-fetch-mode'] === 'navigate';
}

function isFromElsewhere(request: IncomingMessage): boolean {
  const site = request.headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}
