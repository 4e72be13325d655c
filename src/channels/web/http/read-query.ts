import type { IncomingMessage } from 'node:http';

/** What stands behind the `?` of the address. */
export function queryOf(request: IncomingMessage): URLSearchParams {
  const [, ...query] = (request.url ?? '').split('?');
  return new URLSearchParams(query.join('?'));
}
