import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import {
  PasswordServiceClientCredentialFactory,
  type ServiceClientCredentialsFactory,
} from 'botframework-connector';
import type { TeamsSettings } from '#channels/teams/settings.ts';

/** As whom we call Teams, in the Bot Framework's own terms. */
export function credentialsOf({
  app,
  tenants,
  doubleUrl,
}: TeamsSettings): ServiceClientCredentialsFactory {
  if (app.kind === 'development') return new PasswordServiceClientCredentialFactory('', '');
  if (doubleUrl !== undefined) return new DoubleCredentials(app.appId, '');
  const { appId } = app;
  const [own = ''] = tenants;
  switch (app.kind) {
    case 'single-tenant':
      return new ConfigurationServiceClientCredentialFactory({
        MicrosoftAppId: appId,
        MicrosoftAppPassword: app.password,
        MicrosoftAppType: 'SingleTenant',
        MicrosoftAppTenantId: own,
      });
    case 'multi-tenant':
      return new ConfigurationServiceClientCredentialFactory({
        MicrosoftAppId: appId,
        MicrosoftAppPassword: app.password,
        MicrosoftAppType: 'MultiTenant',
      });
    case 'managed-identity':
      return new ConfigurationServiceClientCredentialFactory({
        MicrosoftAppId: appId,
        MicrosoftAppType: 'UserAssignedMsi',
        MicrosoftAppTenantId: own,
      });
  }
}

type Credentials = Awaited<ReturnType<ServiceClientCredentialsFactory['createCredentials']>>;

/** A double has no tokens to give: Microsoft's library asks for them over https alone. */
class DoubleCredentials extends PasswordServiceClientCredentialFactory {
  override async createCredentials(appId: string): Promise<Credentials> {
    return {
      async signRequest(request) {
        request.headers.set('authorization', `Bearer double-${appId}`);
        return request;
      },
    };
  }
}
