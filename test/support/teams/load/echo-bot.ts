import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { argv, stdout } from 'node:process';
import {
  ActivityHandler,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type InvokeResponse,
  type TurnContext,
} from 'botbuilder';
import { PasswordServiceClientCredentialFactory } from 'botframework-connector';
import { doubleBearer, teamsApp } from '../teams-app.ts';

/** A bare bot, as botbuilder's own first example: what any bot costs. Run by itself, with the stub's address. */
class EchoBot extends ActivityHandler {
  constructor() {
    super();
    this.onMessage(async (context, next) => {
      await context.sendActivity(context.activity.text);
      await next();
    });
  }

  protected override async onInvokeActivity(_context: TurnContext): Promise<InvokeResponse> {
    return { status: 200, body: {} };
  }
}

type Credentials = Awaited<ReturnType<PasswordServiceClientCredentialFactory['createCredentials']>>;

/** Microsoft's library asks for tokens over https alone, which a stub has none of. */
class StubCredentials extends PasswordServiceClientCredentialFactory {
  override async createCredentials(): Promise<Credentials> {
    return {
      async signRequest(request) {
        request.headers.set('authorization', doubleBearer);
        return request;
      },
    };
  }
}

const metadataUrl = `${argv[2] ?? ''}/openid`;
const login = 'https://login.microsoftonline.com/botframework.com';
const issuer = 'https://api.botframework.com';
const adapter = new CloudAdapter(
  new ConfigurationBotFrameworkAuthentication(
    {
      MicrosoftAppId: teamsApp.appId,
      ToChannelFromBotLoginUrl: login,
      ToChannelFromBotOAuthScope: issuer,
      ToBotFromChannelTokenIssuer: issuer,
      OAuthUrl: issuer,
      ToBotFromChannelOpenIdMetadataUrl: metadataUrl,
      ToBotFromEmulatorOpenIdMetadataUrl: metadataUrl,
      CallerId: '',
      ValidateAuthority: true,
    },
    new StubCredentials(teamsApp.appId, ''),
  ),
);
const bot = new EchoBot();

/** What the adapter wants of an Express server, and no more. */
async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  request.setEncoding('utf8');
  for await (const chunk of request) body += chunk;
  const { method = '', headers } = request;
  await adapter.process(
    { method, headers, body: JSON.parse(body) },
    {
      socket: undefined,
      header: (name: string, value: string) => response.setHeader(name, value),
      status(code: number) {
        response.statusCode = code;
      },
      send(answer: unknown) {
        response.setHeader('content-type', 'application/json; charset=utf-8');
        response.write(typeof answer === 'string' ? answer : JSON.stringify(answer));
      },
      end: () => response.end(),
    },
    (context) => bot.run(context),
  );
}

const server = createServer((request, response) => {
  handle(request, response).catch(() => response.destroy());
});
server.listen(0, '127.0.0.1', () => {
  // A listening TCP server has an address with a port.
  stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
