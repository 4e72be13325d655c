import type { Writable } from 'node:stream';
import type { Cast } from '#channels/web/conversation/cast.ts';
import { lastChange } from '#channels/web/conversation/changes.ts';
import { drawMessage } from '#channels/web/conversation/draw-message.ts';
import { type Message, readChanges } from '#channels/web/conversation/history.ts';
import type { UnderWay, Working } from '#channels/web/conversation/under-way.ts';
import {
  openStream,
  type SentEvent,
  type Stream,
  writeEvent,
} from '#channels/web/events/stream.ts';
import { type Inbox, readWaiting, type Waiting } from '#channels/web/events/waiting.ts';
import type { WebLimits } from '#channels/web/limits.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import type { Log } from '#foundation/kernel/log.ts';
import type { Db } from '#foundation/store/database.ts';

/** Tells all open pages what changes, each change once and in order. */
export interface Hub {
  /** Something was written: tells it soon. Never fails; what could not be read is tried again. */
  poke(): void;
  say(working: Working): void;
  /** Whether no further page may listen. */
  isFull(): boolean;
  /** Tells a page all that changed after a number, and then what changes. */
  open(out: Writable, after: number | undefined): Promise<void>;
  /** Resolves when nothing is read any more. */
  close(): Promise<void>;
}

export interface HubOptions {
  readonly db: Db;
  readonly cast: Cast;
  readonly inbox: Inbox;
  readonly underWay: UnderWay;
  /** Of the page that this server serves. */
  readonly version: string;
  readonly limits: WebLimits;
  readonly log: Log;
}

/** Changes read at a time, by the pages that were away. */
const BATCH = 100;
const BEAT_MS = 15_000;
const AGAIN_MS = 1000;

/**
 * Pages are not handed what was written but read it from the database in the order of the changes: two turns may end
 * in another order than their changes have, and a page that heard of the later one only would never ask for the other.
 */
export async function createHub(options: HubOptions): Promise<Hub> {
  const { db, cast, inbox, underWay, version, limits, log } = options;
  const streams = new Set<Stream>();
  let told = await lastChange(db);
  let waiting = await readWaiting(db, cast, inbox);
  let asked = false;
  let pumping: Promise<void> | undefined;
  let again: NodeJS.Timeout | undefined;
  let isClosed = false;

  const beat = setInterval(() => {
    for (const stream of streams) stream.beat();
  }, BEAT_MS);
  beat.unref();

  function poke(): void {
    if (isClosed) return;
    asked = true;
    pumping ??= pump().finally(() => {
      pumping = undefined;
      // Between its last look and now somebody may have asked.
      if (asked) poke();
    });
  }

  async function pump(): Promise<void> {
    try {
      while (asked && !isClosed) {
        asked = false;
        await tellChanges();
        await tellWaiting();
      }
    } catch (error) {
      const code = error instanceof StewardError ? error.code : 'bug';
      log.warn({ code }, 'the pages could not be told what changed');
      clearTimeout(again);
      again = setTimeout(poke, AGAIN_MS).unref();
    }
  }

  async function tellChanges(): Promise<void> {
    for (;;) {
      const messages = await readChanges(db, cast.people, { after: told, most: BATCH });
      for (const message of messages) {
        const event = eventOf(message);
        for (const stream of streams) if (stream.isLive) tell(stream, message.change, event);
        told = message.change;
      }
      if (messages.length < BATCH) return;
    }
  }

  async function tellWaiting(): Promise<void> {
    const before = waiting;
    waiting = await readWaiting(db, cast, inbox);
    for (const event of whatWaits(waiting, before)) {
      for (const stream of streams) if (stream.isLive) stream.send(event);
    }
  }

  function eventOf(message: Message): SentEvent | undefined {
    const persona = cast.personaOf(message.personId);
    if (persona === undefined) return undefined;
    const drawn = drawMessage(message, persona, underWay.has(message.id));
    return writeEvent('message', drawn, message.change);
  }

  function tell(stream: Stream, change: number, event: SentEvent | undefined): void {
    if (change <= stream.sent) return;
    if (event !== undefined) stream.send(event);
    stream.sent = change;
  }

  async function catchUp(stream: Stream): Promise<void> {
    while (stream.isOpen) {
      const upTo = told;
      const messages = await readChanges(db, cast.people, { after: stream.sent, most: BATCH });
      for (const message of messages) tell(stream, message.change, eventOf(message));
      // All that was told when we began to read is read by now; what was told since is not.
      if (messages.length < BATCH) stream.sent = Math.max(stream.sent, upTo);
      if (stream.sent >= told) {
        stream.isLive = true;
        return;
      }
      await stream.room();
    }
  }

  return {
    poke,
    say(working) {
      const event = writeEvent('working', working);
      for (const stream of streams) stream.send(event);
    },
    isFull: () => isClosed || streams.size >= limits.streams,
    async open(out, after) {
      const stream = openStream(out, limits.buffered, after ?? told);
      streams.add(stream);
      out.once('close', () => streams.delete(stream));
      const last = await lastChange(db);
      // It has seen what this database never had: another one was put in its place, so nothing it shows is right.
      const isOfAnother = stream.sent > last;
      if (isOfAnother) stream.sent = told;
      stream.send(writeEvent('hello', { version: isOfAnother ? '' : version }));
      await catchUp(stream);
      for (const event of whatWaits(waiting, undefined)) stream.send(event);
      const said = underWay.list().filter(({ what }) => what !== '');
      for (const working of said) stream.send(writeEvent('working', working));
    },
    async close() {
      isClosed = true;
      clearInterval(beat);
      clearTimeout(again);
      for (const stream of streams) stream.end();
      await pumping;
    },
  };
}

/** Only what is other than before. */
function whatWaits(now: Waiting, before: Waiting | undefined): readonly SentEvent[] {
  const isNew = (one: unknown, other: unknown) => JSON.stringify(one) !== JSON.stringify(other);
  const inboxes = [...now.inboxes].filter(([persona, inbox]) =>
    isNew(inbox, before?.inboxes.get(persona)),
  );
  return [
    ...(isNew(now.unread, before?.unread) ? [writeEvent('unread', now.unread)] : []),
    ...inboxes.map(([persona, inbox]) => writeEvent('inbox', { persona, inbox })),
  ];
}
