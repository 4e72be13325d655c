import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { argv, stdout } from 'node:process';
import { jsonOf, readBody, refusal, send } from '../double/answer.ts';
import { messageIds } from '../double/shown.ts';
import { isRecord } from '../fixtures.ts';
import { teamsApp } from '../teams-app.ts';
import { personOfId } from './people.ts';

/** A message as the stub tells it; no card, which is most of its bytes. */
export interface FastActivity {
  /** With the thread where it is in a channel. */
  readonly conversation: string;
  readonly id: string;
}

/**
 * A cheap Bot Framework for load, where the double would be the slow part: everybody is a member with an e-mail of their
 * own, every token is good, and what is posted is counted. `keys` are those that it publishes. `GET /__stream` tells each
 * message as it is posted, one a line; `GET /__counts` how often each call was made.
 */
export async function startFastConnector(keys: unknown, port = 0): Promise<number> {
  const counts = new Map<string, number>();
  const readers = new Set<ServerResponse>();
  const newId = messageIds();

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  // A listening TCP server has an address with a port.
  const { port: taken } = server.address() as AddressInfo;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const { method, url = '/' } = request;
    switch (url) {
      case '/openid':
        return send(response, { status: 200, body: metadata });
      case '/keys':
        return send(response, { status: 200, body: keys });
      case '/__stream':
        return stream(response);
      case '/__counts':
        return send(response, { status: 200, body: Object.fromEntries(counts) });
    }
    const [, what, id = '', part = '', second = ''] = segmentsOf(url);
    const call = `${method} ${what}${part && `/${part}`}`;
    counts.set(call, (counts.get(call) ?? 0) + 1);
    send(response, answer(call, { id, second, body }));
  }

  function answer(call: string, on: { id: string; second: string; body: Buffer }) {
    switch (call) {
      case 'POST conversations/activities':
        return keep(on.id, jsonOf(on.body));
      case 'PUT conversations/activities':
        return { status: 200, body: { id: on.second } };
      case 'POST conversations':
        return open(jsonOf(on.body));
      case 'GET conversations/members':
        return member(on.second);
      case 'GET conversations/pagedmembers':
        return { status: 200, body: { members: [] } };
      default:
        return refusal(404, 'NotFound', 'There is nothing at this address.');
    }
  }

  function keep(conversation: string, activity: unknown) {
    if (isRecord(activity) && activity.type === 'typing') return { status: 202, body: {} };
    const message: FastActivity = { conversation, id: newId() };
    for (const reader of readers) reader.write(`${JSON.stringify(message)}\n`);
    return { status: 201, body: { id: message.id } };
  }

  function stream(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    response.flushHeaders();
    readers.add(response);
    response.on('close', () => readers.delete(response));
  }

  const metadata = {
    issuer: 'https://api.botframework.com',
    jwks_uri: `http://127.0.0.1:${taken}/keys`,
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
  };
  return taken;
}

function open(wanted: unknown) {
  const members = isRecord(wanted) && Array.isArray(wanted.members) ? wanted.members : [];
  const person = personOfId(String(members[0]?.id));
  return person === undefined ? nobody : { status: 201, body: { id: person.conversation } };
}

function member(id: string) {
  const person = personOfId(id);
  if (person === undefined) return nobody;
  const { aadObjectId, email } = person;
  const { tenantId } = teamsApp;
  return {
    status: 200,
    body: { id, name: email, aadObjectId, email, tenantId, userRole: 'user' },
  };
}

const nobody = refusal(404, 'MemberNotFoundInConversation', 'Member not found in conversation.');

/** Those of the path, without the version that it begins with. */
function segmentsOf(url: string): readonly string[] {
  return (url.split('?')[0] ?? '').split('/').slice(1).map(decodeURIComponent);
}

// Run by itself, with the keys as JSON, it says its port on a line and stays.
if (import.meta.filename === argv[1]) {
  stdout.write(`${await startFastConnector(JSON.parse(argv[2] ?? ''))}\n`);
}
