import { ConnectorClient } from 'botframework-connector';
import { doubleBearer } from './teams-app.ts';
import type { TeamsDouble } from './teams-double.ts';

/** Microsoft's client of the double, as bots call it, with a bearer of its own and without its retries. */
export function connectorClient(
  { url }: TeamsDouble,
  bearer: string = doubleBearer,
): ConnectorClient {
  const credentials = {
    async signRequest<T extends { headers: { set(name: string, value: string): void } }>(
      request: T,
    ) {
      request.headers.set('authorization', bearer);
      return request;
    },
  };
  // The library wants Microsoft's own credentials, of which it calls this one method.
  const client = new ConnectorClient(credentials as never, { baseUri: url });
  // It has no option that would.
  const { pipeline } = (client as unknown as { client: { pipeline: Pipeline } }).client;
  pipeline.removePolicy({ name: 'defaultRetryPolicy' });
  return client;
}

interface Pipeline {
  removePolicy(policy: { readonly name: string }): void;
}

/** Status and code of a call that was refused. */
export function refusalOf(error: unknown): string {
  // What the library throws carries the answer.
  const { statusCode, response } = error as {
    readonly statusCode: number;
    readonly response: { readonly bodyAsText: string };
  };
  const body: { error?: { code: string } } = JSON.parse(response.bodyAsText);
  return `${statusCode} ${body.error?.code ?? ''}`;
}
