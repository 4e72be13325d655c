import { type ClientRequest, request } from 'node:http';
import { onTestFinished } from 'vitest';
import type { PageMessage } from '#channels/web/conversation/draw-message.ts';
import type { WebChat } from '#channels/web/start.ts';

export interface HeardEvent {
  readonly event: string;
  readonly id: number | undefined;
  readonly body: unknown;
}

/** A page that listens to what changes. */
export interface Listener {
  readonly events: readonly HeardEvent[];
  /** The messages that were heard, as they are now, by id. */
  readonly messages: ReadonlyMap<string, PageMessage>;
  /** The last change that was heard. */
  readonly last: number;
  readonly isOver: boolean;
  /** Resolves when something like this was heard; fails when the stream ends before. */
  until(isIt: (event: HeardEvent) => boolean): Promise<HeardEvent>;
  stop(): void;
}

/** Opens a stream as a browser does, over a real connection. */
export async function listenTo(
  chat: WebChat,
  { after, lastEventId }: { readonly after?: number; readonly lastEventId?: string } = {},
): Promise<Listener> {
  const events: HeardEvent[] = [];
  const messages = new Map<string, PageMessage>();
  const waiting = new Set<() => void>();
  const state = { last: after ?? 0, isOver: false };
  const hear = (event: HeardEvent) => {
    events.push(event);
    if (event.event === 'message') {
      // What the server sends as a message is one.
      const message = event.body as PageMessage;
      messages.set(message.id, message);
    }
    state.last = event.id ?? state.last;
    for (const look of [...waiting]) look();
  };
  const over = () => {
    state.isOver = true;
    for (const look of [...waiting]) look();
  };
  const sent = await openRequest(chat, after, lastEventId, hear, over);
  onTestFinished(() => {
    sent.destroy();
  });
  return {
    events,
    messages,
    get last() {
      return state.last;
    },
    get isOver() {
      return state.isOver;
    },
    until(isIt) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const found = events.find(isIt);
          if (found === undefined && !state.isOver) return;
          waiting.delete(look);
          if (found === undefined) reject(new Error('the stream ended'));
          else resolve(found);
        };
        waiting.add(look);
        look();
      });
    },
    stop: () => void sent.destroy(),
  };
}

function openRequest(
  chat: WebChat,
  after: number | undefined,
  lastEventId: string | undefined,
  hear: (event: HeardEvent) => void,
  over: () => void,
): Promise<ClientRequest> {
  return new Promise((resolve, reject) => {
    const sent = request({
      host: '127.0.0.1',
      port: chat.port,
      path: after === undefined ? '/events' : `/events?after=${after}`,
      agent: false,
      headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
    });
    sent.on('error', (error) => {
      over();
      reject(error);
    });
    sent.on('response', (response) => {
      let rest = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        const blocks = `${rest}${text}`.split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) {
          const event = eventOf(block);
          if (event !== undefined) hear(event);
        }
      });
      response.on('error', over);
      response.on('close', over);
      if (response.statusCode === 200) resolve(sent);
      else reject(new Error(`status ${response.statusCode}`));
    });
    sent.end();
  });
}

/** The event of one block; undefined for what is only a comment or a setting. */
export function eventOf(block: string): HeardEvent | undefined {
  const fields = new Map(
    block.split('\n').map((line) => {
      const [name = '', ...value] = line.split(': ');
      return [name, value.join(': ')] as const;
    }),
  );
  const event = fields.get('event');
  if (event === undefined) return undefined;
  const id = fields.get('id');
  return {
    event,
    id: id === undefined ? undefined : Number(id),
    body: JSON.parse(fields.get('data') ?? 'null'),
  };
}
