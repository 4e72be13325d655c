import type { TeamsSettings } from '#channels/teams/settings.ts';
import { isLoopbackInUrl } from '#foundation/kernel/is-loopback.ts';

/** Where the Bot Framework is: its keys, its tokens, and what it says of itself in a token. */
export interface BotFramework {
  readonly issuer: string;
  /** OpenID metadata, which leads to the keys that sign what comes. */
  readonly metadataUrl: string;
  readonly loginUrl: string;
  readonly scope: string;
  readonly oauthUrl: string;
}

const issuer = 'https://api.botframework.com';
const login = 'https://login.microsoftonline.com';
/** The tenant of all apps that serve several. */
const manyTenants = 'botframework.com';

/** Of the public cloud; a double on this machine plays its keys only, for it has no tokens to give. */
export function botFramework({ app, tenants, doubleUrl }: TeamsSettings): BotFramework {
  const own = app.kind === 'multi-tenant' ? manyTenants : (tenants[0] ?? manyTenants);
  return {
    issuer,
    metadataUrl:
      doubleUrl === undefined
        ? 'https://login.botframework.com/v1/.well-known/openidconfiguration'
        : `${doubleUrl}/openid`,
    loginUrl: `${login}/${own}`,
    scope: issuer,
    oauthUrl: issuer,
  };
}

/** Where somebody is written to who was never met; Microsoft leads from there to their region. */
export function defaultServiceUrl({ doubleUrl }: TeamsSettings): string {
  return doubleUrl === undefined ? 'https://smba.trafficmanager.net/teams/' : `${doubleUrl}/`;
}

/** Exactly these: anybody may have a name of their own below trafficmanager.net. */
const serviceHosts = ['smba.trafficmanager.net', 'smba.infra.gcc.teams.microsoft.com'];
const filesBelow = '.sharepoint.com';

/**
 * Whether our token may be sent there, in answers and to whom we speak first: what came and what was kept are both asked.
 * With a double, and in development, only this machine is.
 */
export function isServiceUrl(text: string, settings: TeamsSettings): boolean {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '') return false;
  if (isAtHome(settings)) return url.protocol === 'http:' && isLoopbackInUrl(url.hostname);
  return url.protocol === 'https:' && url.port === '' && serviceHosts.includes(url.hostname);
}

/** Whether files of Teams lie there. */
export function isFileAddress(text: string, settings: TeamsSettings): boolean {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '') return false;
  if (isAtHome(settings)) return url.protocol === 'http:' && isLoopbackInUrl(url.hostname);
  return url.protocol === 'https:' && url.port === '' && url.hostname.endsWith(filesBelow);
}

function isAtHome({ app, doubleUrl }: TeamsSettings): boolean {
  return doubleUrl !== undefined || app.kind === 'development';
}

/** Pages of Microsoft that people are led to. */
export const teamsPages = {
  /** Where the app and its bot are registered. */
  azure: 'https://portal.azure.com/#create/Microsoft.AzureBot',
  /** Where an app package is uploaded for everybody. */
  admin: 'https://admin.teams.microsoft.com/policies/manage-apps',
} as const;
