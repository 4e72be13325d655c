import { randomUUID } from 'node:crypto';
import { type Agent, type IncomingHttpHeaders, request } from 'node:http';
import { onTestFinished } from 'vitest';
import type { Reply, Respond, Turn } from '#assistant/turn.ts';
import type { PageMessage } from '#channels/web/conversation/draw-message.ts';
import { startWebChat, type WebChat, type WebChatOptions } from '#channels/web/start.ts';
import type { Card } from '#foundation/cards/card.ts';
import { payloadOf, readAction } from '#foundation/cards/read-action.ts';
import { systemClock } from '#foundation/kernel/clock.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { personas } from '#foundation/people/personas.ts';
import { testDatabase } from '../../support/database.ts';
import { namedSampleCards, sampleCards, showSample } from '../../support/sample-cards.ts';

/** The chats of a test file stand on one database, empty before each test. */
export const store = testDatabase();

const cards: ReadonlyMap<string, Card> = new Map(namedSampleCards);

/** Says the card that is named, or a plain yes. */
export const respondWithSamples: Respond = async (turn) => {
  const name = turn.content.kind === 'text' ? turn.content.text.trim() : pressed(turn);
  return [replyOf(cards.get(name) ?? sampleCards.yes)];
};

export function replyOf(card: Card): Reply {
  return { kind: 'card', card, outcome: { kind: 'said' } };
}

/** A chat on a free port, closed when the test ends. */
export async function startTestChat(options: Partial<WebChatOptions> = {}): Promise<WebChat> {
  const chat = await startWebChat({
    respond: respondWithSamples,
    db: store.db,
    clock: systemClock,
    inbox: async () => [],
    port: 0,
    log: silentLog,
    officeName: 'Example OSPO',
    personas,
    examples: ['can I use left-pad?', 'GPL-3.0 in our app?', 'what is a CLA?'],
    ...options,
  });
  onTestFinished(() => chat.close());
  return chat;
}

export interface Sent {
  readonly method?: string;
  readonly path?: string;
  /** Replaces what the page itself would send; undefined leaves a header out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string | Buffer;
  /** Keeps connections; without one, each request has its own. */
  readonly agent?: Agent;
}

export interface Heard {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends over a real connection, headers and all, as no fetch would let us. */
export function sendTo(chat: WebChat, { method = 'GET', path = '/', headers, body, agent }: Sent) {
  const origin = `http://127.0.0.1:${chat.port}`;
  const pageHeaders = {
    host: `127.0.0.1:${chat.port}`,
    ...(method === 'GET' ? {} : { origin, 'content-type': 'application/json' }),
    ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
  };
  const all = Object.entries({ ...pageHeaders, ...headers });
  return new Promise<Heard>((resolve, reject) => {
    const sent = request({
      host: '127.0.0.1',
      port: chat.port,
      method,
      path,
      agent: agent ?? false,
      setHost: false,
      headers: Object.fromEntries(all.filter(([, value]) => value !== undefined)),
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      });
    });
    sent.end(body);
  });
}

/** Asks as the page does, each time a new question. */
export function ask(
  chat: WebChat,
  text: string,
  headers: Sent['headers'] = {},
  agent?: Agent,
): Promise<Heard> {
  const turn = { persona: 'developer', id: randomUUID(), content: { kind: 'text', text } };
  const keeping = agent === undefined ? {} : { agent };
  const body = JSON.stringify(turn);
  return sendTo(chat, { method: 'POST', path: '/turn', headers, body, ...keeping });
}

/** Sends JSON as the page does. */
export function post(chat: WebChat, path: string, body: unknown): Promise<Heard> {
  return sendTo(chat, { method: 'POST', path, body: JSON.stringify(body) });
}

/** Takes a turn that is to be answered; gives what the page is told. */
export async function takeTurn(
  chat: WebChat,
  turn: {
    readonly content: unknown;
    readonly persona?: string;
    readonly id?: string;
    readonly edits?: string;
  },
): Promise<TurnAnswer> {
  const heard = await post(chat, '/turn', { persona: 'developer', id: randomUUID(), ...turn });
  if (heard.status !== 200) throw new Error(`${heard.status}: ${heard.body}`);
  return JSON.parse(heard.body);
}

export interface TurnAnswer {
  readonly messages: readonly PageMessage[];
  readonly form?: { name: string; context: string; page: number; pages: number; html: string };
  readonly document?: { title: string; text: string; sourceHtml: string };
}

export function say(text: string) {
  return { kind: 'text', text };
}

export interface Conversation {
  readonly messages: readonly PageMessage[];
  readonly more: boolean;
  readonly change: number;
  readonly personas: readonly { id: string; name: string; unread: number }[];
  readonly inbox: readonly { id: string; html: string; text: string; at: string }[];
}

export async function readChat(
  chat: WebChat,
  persona = 'developer',
  before?: number,
): Promise<Conversation> {
  const older = before === undefined ? '' : `&before=${before}`;
  const heard = await sendTo(chat, { path: `/conversation?persona=${persona}${older}` });
  return JSON.parse(heard.body);
}

export function messageOf(heard: Heard): string {
  const answer: { error?: { message?: string } } = JSON.parse(heard.body);
  return answer.error?.message ?? '';
}

function pressed({ content }: Turn): string {
  const action = content.kind === 'action' ? readAction(content.action) : undefined;
  return (action && payloadOf(showSample, action)?.card) ?? 'broken';
}
