import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { argv, stdout } from 'node:process';
import { readBody, readCall } from './double/read-call.ts';
import { slackApp } from './slack-app.ts';

/** A message as the stub keeps it; no blocks, which are most of its bytes. */
export interface FastMessage {
  readonly channel: string;
  readonly ts: string;
  readonly text: string;
  readonly thread_ts?: string;
  readonly metadata?: unknown;
  readonly changed?: true;
}

export interface FastStub {
  readonly port: number;
  /** Ends in `/api/`. */
  readonly apiUrl: string;
  readonly posted: readonly FastMessage[];
  /** How often each method was called. */
  readonly counts: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/**
 * A cheap Web API for load, where the emulator would be the slow part: everybody is a member with an e-mail of their
 * own, every token is good, and posts are counted and kept. `GET /__posted` and `GET /__counts` tell them,
 * `DELETE /__posted` forgets them; `GET /__stream` tells each message as it is posted, one a line.
 */
export async function startFastStub(port = 0): Promise<FastStub> {
  const posted: FastMessage[] = [];
  const byTs = new Map<string, FastMessage>();
  const counts = new Map<string, number>();
  const readers = new Set<ServerResponse>();
  let last = 0;

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  // A listening TCP server has an address with a port.
  const { port: taken } = server.address() as AddressInfo;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const path = request.url ?? '/';
    if (path === '/__stream') return stream(response);
    if (path.startsWith('/__')) {
      if (request.method === 'DELETE') forget();
      send(response, path === '/__counts' ? Object.fromEntries(counts) : posted);
      return;
    }
    const method = path.slice('/api/'.length).split('?')[0] ?? '';
    counts.set(method, (counts.get(method) ?? 0) + 1);
    send(response, answer(method, readCall(method, request, body).args));
  }

  function answer(method: string, args: Readonly<Record<string, unknown>>): unknown {
    const channel = String(args.channel ?? '');
    switch (method) {
      case 'chat.postMessage':
      case 'chat.postEphemeral': {
        // A person stands for the direct conversation with them.
        const place = channel.startsWith('U') ? `D${channel.slice(1)}` : channel;
        const message = keep(place, args);
        return { ok: true, channel: place, ts: message.ts, message_ts: message.ts, message };
      }
      case 'chat.update': {
        const ts = String(args.ts);
        const before = byTs.get(`${channel}/${ts}`);
        if (before === undefined) return { ok: false, error: 'message_not_found' };
        const message: FastMessage = { ...before, text: String(args.text ?? ''), changed: true };
        byTs.set(`${channel}/${ts}`, message);
        posted[posted.lastIndexOf(before)] = message;
        return { ok: true, channel, ts, text: message.text, message };
      }
      case 'conversations.open': {
        const user = String(args.users).split(',')[0] ?? '';
        return { ok: true, channel: { id: `D${user.slice(1)}` } };
      }
      case 'conversations.history':
      case 'conversations.replies':
        return { ok: true, messages: found(channel, args), has_more: false };
      case 'users.info':
        return { ok: true, user: userOf(String(args.user)) };
      case 'users.lookupByEmail':
        return { ok: false, error: 'users_not_found' };
      case 'auth.test':
        return {
          ok: true,
          url: 'https://example.slack.com/',
          team: 'Example',
          team_id: slackApp.teamId,
          user: 'steward',
          user_id: slackApp.botUserId,
          bot_id: slackApp.botId,
          app_id: slackApp.appId,
          is_enterprise_install: false,
        };
      default:
        // Status, prompts, homes and views: nothing to remember.
        return { ok: true };
    }
  }

  function keep(channel: string, args: Readonly<Record<string, unknown>>): FastMessage {
    last = Math.max(last + 1, Date.now() * 1000);
    const ts = `${Math.floor(last / 1_000_000)}.${String(last % 1_000_000).padStart(6, '0')}`;
    const message: FastMessage = {
      channel,
      ts,
      text: String(args.text ?? ''),
      ...(typeof args.thread_ts === 'string' ? { thread_ts: args.thread_ts } : {}),
      ...(args.metadata === undefined ? {} : { metadata: args.metadata }),
    };
    posted.push(message);
    for (const reader of readers) reader.write(`${JSON.stringify(message)}\n`);
    byTs.set(`${channel}/${ts}`, message);
    return message;
  }

  function stream(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    response.flushHeaders();
    readers.add(response);
    response.on('close', () => readers.delete(response));
  }

  /** Newest first, of the channel or the thread, from `oldest` on. */
  function found(channel: string, { ts, oldest }: Readonly<Record<string, unknown>>) {
    const from = Number(oldest ?? 0);
    const thread = typeof ts === 'string' ? ts : undefined;
    const matches: FastMessage[] = [];
    for (let at = posted.length - 1; at >= 0 && matches.length < 100; at -= 1) {
      const message = posted[at];
      if (message === undefined || Number(message.ts) < from) break;
      if (message.channel === channel && message.thread_ts === thread) {
        matches.push(message);
      }
    }
    return matches;
  }

  function forget(): void {
    posted.length = 0;
    byTs.clear();
    counts.clear();
  }

  return {
    port: taken,
    apiUrl: `http://127.0.0.1:${taken}/api/`,
    posted,
    counts,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function userOf(id: string) {
  const email = `${id.toLowerCase()}@example.com`;
  return {
    id,
    team_id: slackApp.teamId,
    name: id.toLowerCase(),
    real_name: `Person ${id}`,
    deleted: false,
    is_bot: false,
    is_app_user: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_email_confirmed: true,
    profile: { email, real_name: `Person ${id}`, display_name: id.toLowerCase() },
  };
}

function send(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

// Run by itself, it says its port on a line and stays.
if (import.meta.filename === argv[1]) {
  const { port } = await startFastStub(Number(argv[2] ?? 0));
  stdout.write(`${port}\n`);
}
