import { z } from 'zod';

/** Characters; what the Bot Framework sends has about 1,500. */
const TOKEN_MOST = 16 * 1024;
const BEARER = /^Bearer ([\w-]+)\.([\w-]+)\.[\w-]+$/;

const Head = z.object({
  alg: z.enum(['RS256', 'RS384', 'RS512']),
  kid: z.string().min(1).max(300),
});

const Claims = z.object({
  iss: z.string(),
  aud: z.string(),
  exp: z.number(),
  serviceurl: z.string().optional(),
});

/** Whether there is a bearer token at all: before anything else of a request is read. */
export function isBearer(header: string | undefined): header is string {
  return header !== undefined && header.length <= TOKEN_MOST && BEARER.test(header);
}

/**
 * Whether the token claims to be from this issuer and for this app. It proves nothing; but what fails here would end in an
 * exception of some other kind later, or cost a look for keys. Tokens of emulators and of other bots are none of ours.
 */
export function claimsToBe(
  header: string,
  { issuer, appId }: { readonly issuer: string; readonly appId: string },
): boolean {
  const [, head = '', body = ''] = BEARER.exec(header) ?? [];
  const claims = Claims.safeParse(decoded(body));
  return (
    Head.safeParse(decoded(head)).success &&
    claims.success &&
    claims.data.iss === issuer &&
    claims.data.aud === appId
  );
}

function decoded(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined; // No JSON is no token.
  }
}
