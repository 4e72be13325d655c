import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { doubleBearer } from '../teams-app.ts';
import { jsonOf, readBody, refusal, send } from './answer.ts';
import type { Connector } from './connector.ts';
import { type Faults, failsAtOnce } from './faults.ts';
import type { Files } from './files.ts';
import type { OpenId } from './openid.ts';

/** What was asked of the connector or of the files. */
export interface TeamsCall {
  readonly method: string;
  /** Decoded, with its query. */
  readonly path: string;
  readonly authorization: string | undefined;
  /** Parsed, where it was JSON. */
  readonly body: unknown;
}

export interface FrontOptions {
  readonly connector: Connector;
  readonly faults: Faults;
  readonly files: Files;
  readonly openId: OpenId;
  readonly calls: TeamsCall[];
  complain(complaint: string): void;
}

/** The one server that plays them all. */
export async function startFront(options: FrontOptions): Promise<{
  readonly url: string;
  close(): Promise<void>;
}> {
  const { connector, faults, files, openId, calls, complain } = options;
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      complain(`the double broke: ${error}`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address with a port.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (openId.answer(request, response, url)) return;
    const body = await readBody(request);
    const address = new URL(request.url ?? '/', url);
    const { method = 'GET', headers } = request;
    calls.push({
      method,
      path: decodeURIComponent(address.pathname) + address.search,
      authorization: headers.authorization,
      body: jsonOf(body),
    });
    if (address.pathname.startsWith('/files/') && method === 'GET') {
      answerDownload(address.pathname, request, response);
      return;
    }
    const call =
      address.pathname.startsWith('/upload/') && method === 'PUT'
        ? {
            kind: 'upload' as const,
            answer: () => files.upload(address.pathname, headers, body),
          }
        : authorized(connector.find(method, address), headers.authorization);
    if (call === undefined) {
      complain(`nothing answers ${method} ${address.pathname}`);
      send(response, refusal(404, 'NotFound', 'There is nothing at this address.'));
      return;
    }
    const fault = faults.take(call.kind);
    if (failsAtOnce(fault, response)) return;
    const answer = call.answer(body);
    if (fault === 'lost') response.destroy();
    else send(response, answer);
  }

  function authorized(
    call: ReturnType<Connector['find']>,
    authorization: string | undefined,
  ): ReturnType<Connector['find']> {
    if (call === undefined || authorization === doubleBearer) return call;
    const message = 'Authorization has been denied for this request.';
    return { kind: call.kind, answer: () => ({ status: 401, body: { message } }) };
  }

  function answerDownload(
    pathname: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    const fault = faults.take('download');
    if (failsAtOnce(fault, response)) return;
    const found = files.download(pathname, request.headers);
    if (fault === 'lost') {
      response.destroy();
    } else if (Buffer.isBuffer(found)) {
      response.writeHead(200, {
        'content-type': 'application/octet-stream',
        'content-length': found.length,
      });
      response.end(found);
    } else send(response, found);
  }

  return {
    url,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
