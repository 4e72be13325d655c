import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { appendCards, editCard } from '#channels/web/conversation/answers.ts';
import { type Cast, findCast } from '#channels/web/conversation/cast.ts';
import { drawMessage, type PageMessage } from '#channels/web/conversation/draw-message.ts';
import { readChanges } from '#channels/web/conversation/history.ts';
import { createUnderWay } from '#channels/web/conversation/under-way.ts';
import { createHub, type Hub } from '#channels/web/events/hub.ts';
import { webLimits } from '#channels/web/limits.ts';
import type { Card } from '#foundation/cards/card.ts';
import { systemClock } from '#foundation/kernel/clock.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { personas } from '#foundation/people/personas.ts';
import type { Db } from '#foundation/store/database.ts';
import { emptyTables, testDatabase } from '../../../support/database.ts';
import { sampleCards } from '../../../support/sample-cards.ts';
import { Sink } from './sink.ts';

const store = testDatabase();

describe('what pages are told', () => {
  it('is in the end what the database holds, however writing and coming back mix', async () => {
    const delays = [0, 4, 1, 17, 0, 2, 9, 3];
    answerLate(store.db, (query) => pause(delays[query % delays.length] ?? 0));
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyStep, { minLength: 1, maxLength: 40, size: 'max' }),
        async (steps) => {
          await emptyTables(store.db);
          const { hub, cast } = await startHub();
          const pages = new Map<number, Page>();
          const writing: Promise<void>[] = [];

          for (const step of steps) {
            if (step.kind === 'open') openPage(pages, step.page, hub);
            if (step.kind === 'cut') pages.get(step.page)?.sink.destroy();
            if (step.kind === 'write') writing.push(write(step, cast, hub));
            if (step.kind === 'pause') await pause(step.ms);
          }
          await Promise.all(writing);
          for (const page of pages.keys()) openPage(pages, page, hub);
          const kept = await keptIn(cast);
          await Promise.all([...pages.values()].map((page) => until(() => heardAll(page, kept))));

          for (const { seen, sink } of pages.values()) {
            hear(seen, sink);
            expect([...seen.values()].sort(byPosition)).toEqual(
              [...kept.values()].sort(byPosition),
            );
          }
          await hub.close();
        },
      ),
      { numRuns: 15 },
    );
  });

  it('is told to a page that was catching up when the others were told', async () => {
    const { hub, cast } = await startHub();
    const [early, late] = [new Sink(), new Sink()];
    await hub.open(early, 0);
    const held = Promise.withResolvers<void>();
    // Its first query asks for the last change, its second for what it missed.
    answerLate(store.db, (query) => (query === 2 ? held.promise : Promise.resolve()));

    const opened = hub.open(late, 0);
    await pause(20);
    await write({ kind: 'write', persona: 0, edits: undefined }, cast, hub);
    await until(() => early.last === 1);
    held.resolve();
    await opened;

    expect(late.messages.map(({ change }) => change)).toEqual([1]);
  });

  it('comes in the order of the changes, each once', async () => {
    const { hub, cast } = await startHub();
    const sink = new Sink();
    await hub.open(sink, 0);

    await Promise.all(
      Array.from({ length: 30 }, (_, at) =>
        write({ kind: 'write', persona: at % 5, edits: at % 3 === 2 ? 0 : undefined }, cast, hub),
      ),
    );
    await until(() => sink.last === 30);

    const changes = sink.messages.map(({ change }) => change);
    expect(changes).toEqual(changes.toSorted((one, other) => one - other));
    expect(new Set(changes).size).toBe(changes.length);
  });

  it('of a long time away is told piece by piece, and then goes on', async () => {
    const { hub, cast } = await startHub();
    for (let count = 0; count < 250; count++) await append(cast, 0);
    hub.poke();
    const sink = new Sink();

    await hub.open(sink, 5);
    await write({ kind: 'write', persona: 0, edits: undefined }, cast, hub);
    await until(() => sink.last === 251);

    expect(sink.messages.map(({ change }) => change)).toEqual(
      Array.from({ length: 246 }, (_, at) => at + 6),
    );
  });

  it('is nothing of before, for a page that names no change', async () => {
    const { hub, cast } = await startHub();
    await write({ kind: 'write', persona: 0, edits: undefined }, cast, hub);
    const sink = new Sink();
    await pause(20);

    await hub.open(sink, undefined);
    await write({ kind: 'write', persona: 0, edits: undefined }, cast, hub);
    await until(() => sink.messages.length > 0);

    expect(sink.messages.map(({ change }) => change)).toEqual([2]);
  });

  it('is to load itself again, for a page that saw more than this database ever held', async () => {
    const { hub, cast } = await startHub();
    await write({ kind: 'write', persona: 0, edits: undefined }, cast, hub);
    const [other, own] = [new Sink(), new Sink()];

    await hub.open(other, 99);
    await hub.open(own, 1);

    expect(other.events[0]).toMatchObject({ event: 'hello', body: { version: '' } });
    expect(own.events[0]).toMatchObject({ event: 'hello', body: { version: 'v1' } });
  });

  it('reaches those who read while one does not, who is cut and asks again', async () => {
    const { hub, cast } = await startHub({ buffered: 5000 });
    const [reading, stuck] = [new Sink(), new Sink({ isReading: false })];
    await hub.open(reading, 0);
    await hub.open(stuck, 0);

    for (let count = 0; count < 30; count++) await append(cast, 1);
    hub.poke();
    await until(() => reading.last === 30);
    const again = new Sink();
    await hub.open(again, stuck.last);

    expect(stuck.destroyed).toBe(true);
    expect(again.messages).toEqual(reading.messages);
  });

  it('is told later, when the database did not answer at first', async () => {
    let isAway = false;
    const { hub, cast } = await startHub({}, async () => {
      if (isAway) throw new Error('away');
      return [];
    });
    const sink = new Sink();
    await hub.open(sink, 0);

    isAway = true;
    await write({ kind: 'write', persona: 2, edits: undefined }, cast, hub);
    await pause(50);
    const before = sink.events.filter(({ event }) => event === 'unread').length;
    isAway = false;
    await until(() => sink.events.filter(({ event }) => event === 'unread').length > before);

    expect(sink.events.at(-1)).toMatchObject({ event: 'unread', body: { legal: 1 } });
  });
});

interface Page {
  readonly sink: Sink;
  /** What the page holds by id, also from before it was cut. */
  readonly seen: Map<string, PageMessage>;
}

interface Write {
  readonly kind: 'write';
  readonly persona: number;
  /** Which of the messages so far to change; absent to append one. */
  readonly edits: number | undefined;
}

const anyStep = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('write' as const),
      persona: fc.nat(4),
      edits: fc.option(fc.nat(20), { nil: undefined }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('open' as const), page: fc.nat(2) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cut' as const), page: fc.nat(2) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('pause' as const), ms: fc.nat(8) }),
  },
);

async function startHub(
  limits: Partial<typeof webLimits> = {},
  inbox: Parameters<typeof createHub>[0]['inbox'] = async () => [],
): Promise<{ hub: Hub; cast: Cast }> {
  const cast = await findCast(store.db, systemClock, personas);
  const hub = await createHub({
    db: store.db,
    cast,
    inbox,
    underWay: createUnderWay(),
    version: 'v1',
    limits: { ...webLimits, ...limits },
    log: silentLog,
  });
  onTestFinished(() => hub.close());
  return { hub, cast };
}

/**
 * Brings answers of the database late, the first query's after `delay(1)` and so on: what was read first is not always
 * heard first, as with a server that has many connections. Undone when the test ends.
 */
function answerLate(db: Db, delay: (query: number) => Promise<void>): void {
  const session = db._.session;
  const prepareQuery = session.prepareQuery.bind(session);
  let count = 0;
  session.prepareQuery = (...query) => {
    const prepared = prepareQuery(...query);
    const execute = prepared.execute.bind(prepared);
    prepared.execute = async (...values) => {
      count += 1;
      const late = delay(count);
      const answer = await execute(...values);
      await late;
      return answer;
    };
    return prepared;
  };
  onTestFinished(() => {
    session.prepareQuery = prepareQuery;
  });
}

/** Opens a page, or opens it again where it was. */
function openPage(pages: Map<number, Page>, name: number, hub: Hub): void {
  const before = pages.get(name);
  if (before !== undefined) {
    before.sink.destroy();
    hear(before.seen, before.sink);
  }
  const seen = before?.seen ?? new Map<string, PageMessage>();
  const sink = new Sink();
  pages.set(name, { sink, seen });
  void hub.open(sink, Math.max(0, ...[...seen.values()].map(({ change }) => change)));
}

function hear(seen: Map<string, PageMessage>, sink: Sink): void {
  for (const message of sink.messages) seen.set(message.id, message);
}

async function write({ persona, edits }: Write, cast: Cast, hub: Hub): Promise<void> {
  const there = edits === undefined ? [] : await readAll(cast);
  const message = edits === undefined ? undefined : there[edits % Math.max(1, there.length)];
  if (message === undefined) await append(cast, persona);
  else {
    const edit = (card: Card) => ({ ...card, title: `${card.title}!` });
    await store.db.transaction((tx) => editCard(tx, message.id, edit, systemClock.now()));
  }
  hub.poke();
}

async function append(cast: Cast, persona: number): Promise<void> {
  const personId = cast.personOf(personas[persona]?.id ?? 'developer');
  const to = { personId, answers: null, at: systemClock.now() };
  await store.db.transaction((tx) => appendCards(tx, to, [sampleCards.bare]));
}

function readAll(cast: Cast) {
  return readChanges(store.db, cast.people, { after: 0, most: 1000 });
}

async function keptIn(cast: Cast): Promise<ReadonlyMap<string, PageMessage>> {
  const messages = await readAll(cast);
  return new Map(
    messages.map((message) => {
      const persona = cast.personaOf(message.personId) ?? 'developer';
      return [message.id, drawMessage(message, persona, false)];
    }),
  );
}

/** Whether the last change has arrived: whatever was lost before it stays lost. */
function heardAll({ sink, seen }: Page, kept: ReadonlyMap<string, PageMessage>): boolean {
  const all = [...seen.values(), ...sink.messages].map(({ change }) => change);
  const last = Math.max(0, ...[...kept.values()].map(({ change }) => change));
  return Math.max(0, ...all) >= last;
}

function byPosition(one: PageMessage, other: PageMessage): number {
  return one.position - other.position;
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(2);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
