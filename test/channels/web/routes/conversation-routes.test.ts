import { describe, expect, it } from 'vitest';
import { webLimits } from '#channels/web/limits.ts';
import type { Card } from '#foundation/cards/card.ts';
import { sampleCards } from '../../../support/sample-cards.ts';
import { listenTo } from '../listen.ts';
import { post, readChat, say, sendTo, startTestChat, takeTurn } from '../test-chat.ts';

describe('a conversation', () => {
  it('is empty at first, and names the personas', async () => {
    const chat = await startTestChat();

    const conversation = await readChat(chat);

    expect(conversation).toEqual({
      persona: 'developer',
      messages: [],
      more: false,
      change: 0,
      personas: [
        { id: 'developer', name: 'Developer', unread: 0 },
        { id: 'manager', name: 'Engineering manager', unread: 0 },
        { id: 'legal', name: 'Legal', unread: 0 },
        { id: 'security', name: 'Security', unread: 0 },
        { id: 'ospo', name: 'OSPO', unread: 0 },
      ],
      inbox: [],
    });
  });

  it('is read from its end, piece by piece, without a gap', async () => {
    const chat = await startTestChat({ limits: { ...webLimits, history: 3 } });
    for (const text of ['1', '2', '3', '4']) await takeTurn(chat, { content: say(text) });

    const newest = await readChat(chat);
    const older = await readChat(chat, 'developer', newest.messages[0]?.position);
    const oldest = await readChat(chat, 'developer', older.messages[0]?.position);

    const pieces = [oldest, older, newest];
    expect(pieces.map(({ messages }) => messages.length)).toEqual([2, 3, 3]);
    expect(pieces.map(({ more }) => more)).toEqual([false, true, true]);
    const texts = pieces.flatMap(({ messages }) => messages.map(({ text }) => text));
    expect(texts.filter((text) => text.length === 1)).toEqual(['1', '2', '3', '4']);
  });

  it('survives a restart as it is', async () => {
    const before = await startTestChat();
    await takeTurn(before, { content: say('long') });
    const { messages } = await readChat(before);
    await before.close();

    const after = await startTestChat();

    expect((await readChat(after)).messages).toEqual(messages);
  });

  it.each(['', '?persona=boss', '?persona=developer&before=x', '?persona=developer&before=-1'])(
    'is not given for %j',
    async (query) => {
      const chat = await startTestChat();

      const heard = await sendTo(chat, { path: `/conversation${query}` });

      expect(heard.status).toBe(400);
    },
  );
});

describe('what was not read', () => {
  it('is counted for each persona, edits too, until it is read', async () => {
    const chat = await startTestChat();
    const { messages } = await takeTurn(chat, { content: say('yes') });
    await takeTurn(chat, { content: say('yes'), persona: 'legal' });
    const { change } = await readChat(chat);

    const before = await unreadIn(chat);
    await post(chat, '/read', { persona: 'developer', change });
    const read = await unreadIn(chat);
    const edits = messages[0]?.id ?? '';
    await takeTurn(chat, { content: say('no'), edits });
    const edited = await unreadIn(chat);

    expect(before).toMatchObject({ developer: 1, legal: 1, ospo: 0 });
    expect(read).toMatchObject({ developer: 0, legal: 1 });
    expect(edited).toMatchObject({ developer: 1, legal: 1 });
  });

  it('cannot be read ahead, nor be unread again', async () => {
    const chat = await startTestChat();
    await takeTurn(chat, { content: say('yes') });

    await post(chat, '/read', { persona: 'developer', change: Number.MAX_SAFE_INTEGER });
    await post(chat, '/read', { persona: 'developer', change: 0 });
    const read = await unreadIn(chat);
    await takeTurn(chat, { content: say('yes') });

    expect(read.developer).toBe(0);
    expect((await unreadIn(chat)).developer).toBe(1);
  });

  it.each([{}, { persona: 'boss', change: 1 }, { persona: 'legal', change: 1.5 }, [1]])(
    'is not said by %j',
    async (body) => {
      const chat = await startTestChat();

      const heard = await post(chat, '/read', body);

      expect(heard.status).toBe(400);
    },
  );
});

describe('the inbox of a persona', () => {
  it('is drawn, and counted with what was not read', async () => {
    const at = new Date('2026-03-02T09:00:00Z');
    const inboxes: string[] = [];
    const chat = await startTestChat({
      inbox: async (personId) => {
        if (!inboxes.includes(personId)) inboxes.push(personId);
        // The fifth persona that was ever asked for is the OSPO.
        return inboxes.indexOf(personId) === 4 ? [{ id: 'f1', card: sampleCards.no, at }] : [];
      },
    });

    const { inbox, personas } = await readChat(chat, 'ospo');

    expect(inbox).toEqual([
      {
        id: 'f1',
        html: expect.stringContaining('data-tone="bad"'),
        text: expect.stringContaining(sampleCards.no.title),
        at: at.toISOString(),
      },
    ]);
    expect(personas.at(-1)).toEqual({ id: 'ospo', name: 'OSPO', unread: 1 });
    expect((await readChat(chat)).inbox).toEqual([]);
  });
});

describe('the stream of changes', () => {
  it('begins with the version of the page that is served', async () => {
    const chat = await startTestChat();
    const page = await sendTo(chat, {});

    const listener = await listenTo(chat);
    const hello = await listener.until(({ event }) => event === 'hello');

    const version = /data-version="([^"]+)"/.exec(page.body)?.[1];
    expect(hello.body).toEqual({ version });
    expect(version).toMatch(/^[\w-]{16}$/);
  });

  it('tells all pages what is said by any of them, and what is not read', async () => {
    const chat = await startTestChat();
    const [one, two] = [await listenTo(chat), await listenTo(chat)];

    const { messages } = await takeTurn(chat, { content: say('no'), persona: 'security' });
    const isUnread = (listener: typeof one) =>
      listener.until(({ event, body }) => event === 'unread' && isOne(body));
    const isTold = (listener: typeof one) => listener.until(({ id }) => id === messages[1]?.change);
    await Promise.all([one, two].flatMap((listener) => [isTold(listener), isUnread(listener)]));

    for (const listener of [one, two]) {
      expect([...listener.messages.values()]).toMatchObject(messages.map(({ id }) => ({ id })));
      expect(listener.messages.get(messages[1]?.id ?? '')).toEqual(messages[1]);
    }
  });

  it('says what is being looked up, also to a page that comes later, and when that is over', async () => {
    const looking = Promise.withResolvers<void>();
    const found = Promise.withResolvers<void>();
    const chat = await startTestChat({
      respond: async (_turn, working) => {
        working?.('Looking up \u202eleft-pad');
        looking.resolve();
        await found.promise;
        return [];
      },
    });
    const early = await listenTo(chat);

    const taken = takeTurn(chat, { content: say('left-pad') });
    await looking.promise;
    const late = await listenTo(chat);
    const heard = await Promise.all([early, late].map((page) => page.until(isWorking)));
    found.resolve();
    const { messages } = await taken;
    await late.until(({ event, body }) => event === 'working' && body !== heard[1]?.body);

    const answers = messages[0]?.id;
    const working = { persona: 'developer', answers, what: 'Looking up \ufffdleft-pad' };
    expect(heard.map(({ body }) => body)).toEqual([working, working]);
    expect(late.events.filter(isWorking).at(-1)?.body).toEqual({ ...working, what: '' });
  });

  it('brings an inbox that changed', async () => {
    let card: Card = sampleCards.no;
    const at = new Date(0);
    const chat = await startTestChat({ inbox: async () => [{ id: 'f1', card, at }] });
    const listener = await listenTo(chat);
    const first = await listener.until(({ event }) => event === 'inbox');

    card = sampleCards.yes;
    await takeTurn(chat, { content: { kind: 'action', action: 1 } });
    const changed = await listener.until(
      ({ event, body }) => event === 'inbox' && JSON.stringify(body).includes('data-tone=\\"good'),
    );

    expect(first.body).toMatchObject({ persona: 'developer', inbox: [{ id: 'f1' }] });
    expect(changed.body).toMatchObject({ inbox: [{ id: 'f1', at: at.toISOString() }] });
  });

  it('is open to so many pages, and then is refused with words', async () => {
    const chat = await startTestChat({ limits: { ...webLimits, streams: 2 } });
    const [first] = [await listenTo(chat), await listenTo(chat)];

    const third = await sendTo(chat, { path: '/events' });
    first?.stop();
    await expect.poll(() => listenTo(chat).then(() => 'open', String)).toBe('open');

    expect(third.status).toBe(503);
    expect(third.body).toContain('Too many pages');
  });

  it('is not opened by a question for its headers', async () => {
    const chat = await startTestChat({ limits: { ...webLimits, streams: 1 } });

    const head = await sendTo(chat, { method: 'HEAD', path: '/events' });
    const listener = await listenTo(chat);

    expect(head).toMatchObject({ status: 200, body: '' });
    expect(listener.isOver).toBe(false);
  });

  it('ends when the chat is closed, which does not wait for it', async () => {
    const limits = { ...webLimits, closeTime: 60_000 };
    const chat = await startTestChat({ limits });
    const listener = await listenTo(chat);

    await chat.close();

    await expect.poll(() => listener.isOver).toBe(true);
  });
});

function isWorking({ event }: { readonly event: string }): boolean {
  return event === 'working';
}

function isOne(body: unknown): boolean {
  return JSON.stringify(body).includes('"security":1');
}

async function unreadIn(chat: Parameters<typeof readChat>[0]): Promise<Record<string, number>> {
  const { personas } = await readChat(chat);
  return Object.fromEntries(personas.map(({ id, unread }) => [id, unread]));
}
