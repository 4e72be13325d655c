import { Writable } from 'node:stream';
import type { PageMessage } from '#channels/web/conversation/draw-message.ts';
import { eventOf, type HeardEvent } from '../listen.ts';

/** What a page gets from its stream, without a network between; `isReading: false` takes nothing off it. */
export class Sink extends Writable {
  readonly events: HeardEvent[] = [];
  private rest = '';
  private readonly isReading: boolean;

  constructor({ isReading = true }: { readonly isReading?: boolean } = {}) {
    super({ decodeStrings: false });
    this.isReading = isReading;
  }

  override _write(chunk: string, _encoding: string, done: () => void): void {
    if (!this.isReading) return;
    const blocks = `${this.rest}${chunk}`.split('\n\n');
    this.rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = eventOf(block);
      if (event !== undefined) this.events.push(event);
    }
    done();
  }

  /** The messages that it was told, in order. */
  get messages(): readonly PageMessage[] {
    return (
      this.events
        .filter(({ event }) => event === 'message')
        // What the server sends as a message is one.
        .map(({ body }) => body as PageMessage)
    );
  }

  get last(): number {
    return Math.max(0, ...this.events.map(({ id }) => id ?? 0));
  }
}
