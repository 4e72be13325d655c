import { type Activity, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { AuthenticationError, type ServiceClientCredentialsFactory } from 'botframework-connector';
import { botFramework } from '#channels/teams/address.ts';
import { claimsToBe, isBearer } from '#channels/teams/connect/bearer.ts';
import { keysAt } from '#channels/teams/connect/keys.ts';
import type { Quiet } from '#channels/teams/connect/quiet.ts';
import type { TeamsSettings } from '#channels/teams/settings.ts';
import type { Log } from '#foundation/kernel/log.ts';

/** `no-keys`: nobody can be checked just now, for the keys of the Bot Framework could not be fetched. */
export type Checked = 'ok' | 'refused' | 'no-keys';

/**
 * Whether a request is from Teams, by its `Authorization` header and by the service address that it names, which must be
 * the one that the token is for.
 */
export interface Gate {
  /** What its token says of itself, before anything else of the request is read; it proves nothing. */
  mayBe(header: string): boolean;
  check(header: string, serviceUrl: string | undefined): Promise<Checked>;
}

/** The library waits for keys without an end; Teams does not wait for us as long. */
const KEYS_MS = 8_000;
/** Of jsonwebtoken, which the library passes on as they are. */
const BAD_TOKEN = new Set(['JsonWebTokenError', 'TokenExpiredError', 'NotBeforeError']);

/** The Bot Framework's own check of tokens, of which every failure ends as one of three answers. */
export function createGate(options: {
  readonly settings: TeamsSettings;
  readonly credentials: ServiceClientCredentialsFactory;
  readonly quiet: Quiet;
  readonly log: Log;
  /** Milliseconds that the keys may take. */
  readonly patience?: number;
}): Gate {
  const { settings, credentials, quiet, log, patience = KEYS_MS } = options;
  const { app } = settings;
  // It listens on this machine only, and knows no addresses beyond it.
  if (app.kind === 'development') return { mayBe: () => true, check: async () => 'ok' };
  const { issuer, metadataUrl, loginUrl, scope, oauthUrl } = botFramework(settings);
  const authentication = new ConfigurationBotFrameworkAuthentication(
    {
      MicrosoftAppId: app.appId,
      ToChannelFromBotLoginUrl: loginUrl,
      ToChannelFromBotOAuthScope: scope,
      ToBotFromChannelTokenIssuer: issuer,
      OAuthUrl: oauthUrl,
      ToBotFromChannelOpenIdMetadataUrl: metadataUrl,
      ToBotFromEmulatorOpenIdMetadataUrl: metadataUrl,
      CallerId: '',
      ValidateAuthority: true,
    },
    credentials,
  );
  const keys = keysAt(metadataUrl);
  let haveKeys = false;
  let first: Promise<Checked> | undefined;

  async function verify(header: string, serviceUrl: string | undefined): Promise<Checked> {
    // All that the library looks at. Tokens of other channels are signed by keys that are not endorsed for this one.
    const claimed: Partial<Activity> = { channelId: 'msteams', ...(serviceUrl && { serviceUrl }) };
    try {
      await within(
        patience,
        // The library's type wants a whole activity, and nothing else of it is read.
        quiet.during(() => authentication.authenticateRequest(claimed as Activity, header)),
      );
      haveKeys = true;
      return 'ok';
    } catch (cause) {
      if (keys.areThere() && isBadToken(cause)) return 'refused';
      haveKeys = false;
      log.error({ thrown: nameOf(cause) }, 'the keys of the Bot Framework could not be fetched');
      return 'no-keys';
    }
  }

  /** Until there are keys one request asks for them, and the others wait for what it finds. */
  async function verifyFirst(header: string, serviceUrl: string | undefined): Promise<Checked> {
    const other = first;
    if (other === undefined) {
      first = verify(header, serviceUrl).finally(() => {
        first = undefined;
      });
      return first;
    }
    return (await other) === 'no-keys' ? 'no-keys' : verify(header, serviceUrl);
  }

  const mayBe = (header: string): boolean =>
    isBearer(header) && claimsToBe(header, { issuer, appId: app.appId });
  return {
    mayBe,
    async check(header, serviceUrl) {
      if (!mayBe(header)) return 'refused';
      return haveKeys ? verify(header, serviceUrl) : verifyFirst(header, serviceUrl);
    },
  };
}

/** The library's own errors carry a status: 401, or 500 for keys that it did not get. */
function isBadToken(cause: unknown): boolean {
  if (cause instanceof AuthenticationError) return cause.statusCode === 401;
  return cause instanceof Error && BAD_TOKEN.has(cause.name);
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new TimeoutError()), milliseconds);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

function nameOf(cause: unknown): string {
  return cause instanceof Error ? cause.name : typeof cause;
}
