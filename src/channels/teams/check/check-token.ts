import { globalAgent } from 'node:https';
import { botFramework } from '#channels/teams/address.ts';
import type { TeamsApp, TeamsSettings } from '#channels/teams/settings.ts';
import type { Finding } from '#foundation/kernel/finding.ts';

type RegisteredApp = Exclude<TeamsApp, { readonly kind: 'development' }>;
export type RegisteredSettings = TeamsSettings & { readonly app: RegisteredApp };

interface Credentials {
  getToken(forceRefresh: boolean): Promise<string>;
}

/** Whether Microsoft gives a token for our app, without which nothing is said in Teams. */
export async function checkToken(
  settings: RegisteredSettings,
  patienceMs: number,
  load: (settings: RegisteredSettings) => Promise<Credentials> = loadCredentials,
): Promise<Finding> {
  const credentials = await load(settings);
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('no answer in time')), patienceMs);
  try {
    await Promise.race([credentials.getToken(true), late]);
    return { state: 'ok', what: 'Microsoft gives a token for TEAMS_APP_ID.' };
  } catch (error) {
    return refusedFinding(error, settings.app);
  } finally {
    clearTimeout(timer);
    hangUp(new URL(botFramework(settings).loginUrl).hostname);
  }
}

/** Those with which Steward calls Teams. Microsoft's library is slow to load, and nobody else needs it here. */
async function loadCredentials(settings: RegisteredSettings): Promise<Credentials> {
  const [{ credentialsOf }, { AppCredentials }] = await Promise.all([
    import('#channels/teams/connect/credentials.ts'),
    import('botframework-connector'),
  ]);
  const { scope, loginUrl } = botFramework(settings);
  const { appId } = settings.app;
  const credentials = await credentialsOf(settings).createCredentials(appId, scope, loginUrl, true);
  if (credentials instanceof AppCredentials) return credentials;
  throw new Error('the library gives credentials of an unknown kind');
}

/** The library waits without an end, and its open connection would keep this process from ending. */
function hangUp(host: string): void {
  for (const [name, sockets = []] of Object.entries(globalAgent.sockets)) {
    if (!name.startsWith(`${host}:`)) continue;
    for (const socket of sockets) socket.destroy();
  }
}

function refusedFinding(error: unknown, { kind }: RegisteredApp): Finding {
  // Microsoft's own code and nothing else: the words around it may name what nobody should read.
  const [, digits] = /AADSTS(\d{1,12})\b/.exec(error instanceof Error ? error.message : '') ?? [];
  if (digits !== undefined) {
    return {
      state: 'fail',
      what: `Microsoft refuses a token for TEAMS_APP_ID (AADSTS${digits}).`,
      mend: mendOf(digits, kind),
    };
  }
  if (kind === 'managed-identity') {
    return {
      state: 'fail',
      what: 'This machine gets no token for TEAMS_APP_ID as its managed identity.',
      mend: 'Assign that identity to it in Azure. A machine elsewhere needs TEAMS_APP_TYPE=single-tenant and a secret.',
    };
  }
  return {
    state: 'fail',
    what: 'Microsoft gave no answer to whether it gives a token for TEAMS_APP_ID.',
    mend: 'Let this machine reach login.microsoftonline.com. Behind a proxy set HTTPS_PROXY and NODE_USE_ENV_PROXY=1.',
  };
}

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
function mendOf(digits: string, kind: RegisteredApp['kind']): string {
  switch (digits) {
    case '7000215':
      return 'TEAMS_APP_PASSWORD is no secret of this app: on the app’s page in Azure, under Certificates & secrets, make a new one and copy its value, not its id.';
    case '7000222':
      return 'TEAMS_APP_PASSWORD has expired: on the app’s page in Azure, under Certificates & secrets, make a new one.';
    case '700016':
      return kind === 'multi-tenant'
        ? 'No such app serves several tenants: check TEAMS_APP_ID, and set TEAMS_APP_TYPE=single-tenant if it serves its own alone.'
        : 'The app is not in this tenant: check TEAMS_APP_ID, and that the first of TEAMS_TENANTS is the app’s own.';
    case '90002':
      return 'There is no such tenant: check the first of TEAMS_TENANTS.';
    default:
      return `Microsoft says what that means at https://login.microsoftonline.com/error?code=${digits}.`;
  }
}
