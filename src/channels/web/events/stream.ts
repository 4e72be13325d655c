import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** An event, written once for all who hear it. */
export interface SentEvent {
  readonly text: string;
}

/** JSON has no line breaks of its own, so nothing in the body can begin another event. */
export function writeEvent(event: string, body: unknown, id?: number): SentEvent {
  const line = id === undefined ? '' : `id: ${id}\n`;
  return { text: `${line}event: ${event}\ndata: ${JSON.stringify(body)}\n\n` };
}

/** One page that listens (server-sent events). */
export interface Stream {
  /** The last change that it was sent. */
  sent: number;
  /** Whether it hears of changes as they come; before that it is told what it missed. */
  isLive: boolean;
  readonly isOpen: boolean;
  send(event: SentEvent): void;
  /** Keeps what lies between from taking the connection for dead. */
  beat(): void;
  /** Resolves when there is room to write again, or nobody is left to read. */
  room(): Promise<void>;
  end(): void;
}

/** Whether a page reads what it is sent: `buffered` bytes are kept for it at most, then it is cut. */
export function openStream(out: Writable, buffered: number, after: number): Stream {
  const write = (text: string) => {
    if (out.destroyed || out.writableEnded) return;
    out.write(text);
    // A page that stopped reading costs us no more than this: it asks again for what it missed.
    if (out.writableLength > buffered) out.destroy();
  };
  // Milliseconds until a browser that lost us tries again.
  write('retry: 1000\n\n');
  return {
    sent: after,
    isLive: false,
    get isOpen() {
      return !out.destroyed && !out.writableEnded;
    },
    send: ({ text }) => write(text),
    beat: () => write(': \n\n'),
    async room() {
      if (!out.writableNeedDrain || out.destroyed) return;
      const done = new AbortController();
      const closed = once(out, 'close', { signal: done.signal });
      const drained = once(out, 'drain', { signal: done.signal });
      await Promise.race([closed, drained]);
      done.abort();
      await Promise.allSettled([closed, drained]);
    },
    end: () => void out.end(),
  };
}
