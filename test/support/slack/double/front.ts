import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { checkMessage, checkView } from '../limit-checker.ts';
import { slackApp } from '../slack-app.ts';
import type { ApiAnswer, RunningEmulator } from '../workspace.ts';
import { type Faults, failsAtOnce } from './faults.ts';
import { mendAnswer, type PersonChange } from './mend-answer.ts';
import { createOwnMethods } from './own-methods.ts';
import { type ApiCall, readBody, readCall } from './read-call.ts';
import { createResponseUrls, type ResponseUrls } from './response-urls.ts';
import type { SharedFiles } from './shared-files.ts';
import type { Shown } from './shown.ts';
import type { Tokens } from './tokens.ts';

export interface FrontOptions {
  readonly emulator: RunningEmulator;
  readonly scopes: readonly string[];
  readonly socketUrl: (() => string) | undefined;
  readonly changes: ReadonlyMap<string, PersonChange>;
  readonly groups: ReadonlyMap<string, readonly string[]>;
  readonly faults: Faults;
  readonly files: SharedFiles;
  readonly shown: Shown;
  readonly tokens: Tokens;
  readonly calls: ApiCall[];
  readonly complaints: string[];
}

export interface Front {
  readonly url: string;
  readonly responseUrls: ResponseUrls;
  close(): Promise<void>;
}

/** Methods that a bot may not use in a public channel it has not joined; the emulator lets it. */
const needMembership = [
  'chat.postMessage',
  'chat.postEphemeral',
  'conversations.history',
  'conversations.replies',
];

/** What stands before the emulator: checks tokens, injects faults, keeps what was asked and shown. */
export async function startFront(options: FrontOptions): Promise<Front> {
  const { emulator, tokens, faults, files, shown, calls, scopes } = options;
  const own = createOwnMethods({
    ...options,
    workspace: emulator.workspace,
    revoke: tokens.revoke,
  });
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      options.complaints.push(`the double broke: ${error}`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address with a port.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const responseUrls = createResponseUrls(url);

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const { pathname } = new URL(request.url ?? '/', url);
    const method = methodOf(pathname);
    if (method === undefined) {
      await passOn(request, body, response);
      return;
    }
    const call = readCall(method, request, body);
    calls.push(call);
    options.complaints.push(...complaintsOf(call).map((complaint) => `${method}: ${complaint}`));
    const fault = faults.take(method);
    if (failsAtOnce(fault, response)) return;
    if (typeof fault === 'object' && 'slow' in fault) await pause(fault.slow);
    if (method === 'response_url') {
      const taken = responseUrls.take(pathname, call.args);
      if (fault === 'lost') response.destroy();
      else if (taken) response.end('ok');
      else send(response, { ok: false, error: 'used_url' }, 404);
      return;
    }
    if (method === 'file') {
      const isAllowed = tokens.errorOf(call.token) === undefined;
      if (!files.answer(pathname, isAllowed, response)) await passOn(request, body, response);
      return;
    }
    const answer = await answerCall(call, request, body);
    if (answer.ok) shown.note(method, call.args, answer);
    if (fault === 'lost') {
      response.destroy();
      return;
    }
    response.setHeader('x-oauth-scopes', scopes.join(','));
    response.setHeader('x-slack-req-id', `req-${calls.length}`);
    send(response, answer);
  }

  async function answerCall(
    call: ApiCall,
    request: IncomingMessage,
    body: Buffer,
  ): Promise<ApiAnswer> {
    if (call.method === 'oauth.v2.access') return install(await forward(call, request, body));
    const error = tokens.errorOf(call.token);
    if (error !== undefined) return { ok: false, error };
    const token = call.token ?? '';
    const ownMethod = own.find(call.method, token);
    if (ownMethod !== undefined) return ownMethod(call.args);
    if (token.startsWith('xapp-')) return { ok: false, error: 'not_allowed_token_type' };
    if (
      needMembership.includes(call.method) &&
      call.args.channel === emulator.workspace.channels.withoutBot
    ) {
      return { ok: false, error: 'not_in_channel' };
    }
    const answer = await forward(call, request, body);
    return mendAnswer(call.method, call.args, answer, options.changes);
  }

  async function forward(
    { method, token }: ApiCall,
    request: IncomingMessage,
    body: Buffer,
  ): Promise<ApiAnswer> {
    const authorization =
      token === undefined ? request.headers.authorization : `Bearer ${tokens.emulated(token)}`;
    const response = await fetch(`${emulator.url}/api/${method}`, {
      method: 'POST',
      headers: {
        'content-type': request.headers['content-type'] ?? 'application/x-www-form-urlencoded',
        ...(authorization === undefined ? {} : { authorization }),
      },
      body: new Uint8Array(body),
    });
    if (response.status === 404) return { ok: false, error: 'unknown_method' };
    const text = (await response.text()).replaceAll(emulator.ownUrl, url);
    const team = token === undefined ? slackApp.teamId : tokens.teamOf(token);
    // What the emulator answers with 200 is an object with `ok`.
    return JSON.parse(text.replaceAll(slackApp.teamId, team)) as ApiAnswer;
  }

  function install(answer: ApiAnswer): ApiAnswer {
    if (!answer.ok) return answer;
    const team = tokens.issued(String(answer.access_token));
    const text = JSON.stringify(answer).replaceAll(slackApp.teamId, team);
    return JSON.parse(text) as ApiAnswer;
  }

  /** What is no method: uploads, downloads of the bot's own files, the pages of OAuth. */
  async function passOn(
    request: IncomingMessage,
    body: Buffer,
    response: ServerResponse,
  ): Promise<void> {
    const { 'content-type': type, authorization } = request.headers;
    const answer = await fetch(`${emulator.url}${request.url}`, {
      method: request.method ?? 'GET',
      redirect: 'manual',
      headers: {
        ...(type === undefined ? {} : { 'content-type': type }),
        ...(authorization === undefined ? {} : { authorization }),
      },
      ...(request.method === 'POST' ? { body: new Uint8Array(body) } : {}),
    });
    const location = answer.headers.get('location');
    response.writeHead(answer.status, {
      'content-type': answer.headers.get('content-type') ?? 'text/plain',
      ...(location === null ? {} : { location }),
    });
    response.end(Buffer.from(await answer.arrayBuffer()));
  }

  return {
    url,
    responseUrls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function methodOf(path: string): string | undefined {
  if (path.startsWith('/api/')) return path.slice('/api/'.length);
  if (path.startsWith('/actions/')) return 'response_url';
  return path.startsWith('/files-pri/') ? 'file' : undefined;
}

/** What Slack would refuse in it, where it is a message or a view. */
function complaintsOf({ method, args }: ApiCall): readonly string[] {
  switch (method) {
    case 'chat.postMessage':
    case 'chat.update':
    case 'chat.postEphemeral':
      return checkMessage({ text: args.text, blocks: args.blocks ?? [] });
    case 'response_url':
      return args.delete_original === true
        ? []
        : checkMessage({ text: args.text, blocks: args.blocks ?? [] });
    case 'views.open':
    case 'views.push':
    case 'views.update':
    case 'views.publish':
      return checkView(args.view);
    default:
      return [];
  }
}

function send(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}
