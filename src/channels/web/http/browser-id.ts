import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

const COOKIE = 'steward_browser';
const YEAR_SECONDS = 365 * 24 * 60 * 60;

/**
 * Who is asking, as far as a page without sign-in can know: the browser. Given when something is
 * first asked and not with the page, since a browser that follows a link from elsewhere does not
 * show the cookie it has, and would get a second one.
 * Browsers send cookies to every port of a machine, so the id opens nothing but this chat.
 */
export function browserIdOf(request: IncomingMessage, response: ServerResponse): string {
  const known = readCookie(request.headers.cookie ?? '');
  if (known !== undefined) return known;
  const browserId = randomBytes(32).toString('base64url');
  response.setHeader(
    'set-cookie',
    `${COOKIE}=${browserId}; Path=/; Max-Age=${YEAR_SECONDS}; HttpOnly; SameSite=Strict`,
  );
  return browserId;
}

/** Only an id of the form we give; anything else is as good as none. */
function readCookie(header: string): string | undefined {
  for (const pair of header.split(';')) {
    const [name, value] = pair.trim().split('=');
    if (name === COOKIE && value && /^[A-Za-z0-9_-]{43}$/.test(value)) return value;
  }
  return undefined;
}
