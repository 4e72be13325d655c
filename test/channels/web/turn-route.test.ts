import { describe, expect, it } from 'vitest';
import type { Turn } from '#assistant/turn.ts';
import { sampleCards } from '../../support/sample-cards.ts';
import { ask, sendTo, startTestChat } from './test-chat.ts';

describe('a turn', () => {
  it('is answered with cards, drawn and as text', async () => {
    const chat = await startTestChat();

    const heard = await ask(chat, 'no');

    const { replies } = JSON.parse(heard.body);
    expect(replies).toEqual([
      {
        html: expect.stringContaining('<article class="card" data-tone="bad">'),
        text: expect.stringContaining(sampleCards.no.title),
      },
    ]);
  });

  it('comes from the person who uses the browser', async () => {
    const turns: Turn[] = [];
    const chat = await startTestChat({
      respond: async (turn) => {
        turns.push(turn);
        return [];
      },
    });

    const first = await ask(chat, 'one');
    const cookie = first.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    await ask(chat, 'two', { cookie: `other=1; ${cookie}` });
    await ask(chat, 'three');

    const [one, two, three] = turns.map((turn) => turn.personId);
    expect(one).toMatch(/^person-of-[A-Za-z0-9_-]{43}$/);
    expect(two).toBe(one);
    expect(three).not.toBe(one);
    expect(turns[0]).toMatchObject({ thread: 't1', content: { kind: 'text', text: 'one' } });
  });

  it('sets a cookie that scripts and other sites never see, and only when there was none', async () => {
    const chat = await startTestChat();

    const first = await ask(chat, 'one');
    const [cookie = ''] = first.headers['set-cookie'] ?? [];
    const second = await ask(chat, 'two', { cookie: cookie.split(';')[0] });

    expect(cookie).toMatch(/^steward_browser=[\w-]{43}; Path=\/; .*HttpOnly; SameSite=Strict$/);
    expect(second.headers['set-cookie']).toBeUndefined();
  });

  it.each(['x', '../../etc', `${'a'.repeat(43)}!`, 'a'.repeat(44), ''])(
    'does not take a made-up cookie for a browser: %j',
    async (value) => {
      const chat = await startTestChat();

      const heard = await ask(chat, 'one', { cookie: `steward_browser=${value}` });

      expect(heard.headers['set-cookie']).toHaveLength(1);
    },
  );

  it('hands on an action exactly as it came', async () => {
    const contents: unknown[] = [];
    const chat = await startTestChat({
      respond: async ({ content }) => {
        contents.push(content);
        return [];
      },
    });
    const content = { kind: 'action', action: { name: 'a.b@1', payload: { deep: [1, null] } } };

    const body = JSON.stringify({ thread: 't1', content });
    await sendTo(chat, { method: 'POST', path: '/turn', body });

    expect(contents).toEqual([content]);
  });

  it('holds no sign that a database refuses', async () => {
    const texts: unknown[] = [];
    const chat = await startTestChat({
      respond: async ({ content }) => {
        texts.push(content.kind === 'text' ? content.text : undefined);
        return [];
      },
    });

    await ask(chat, 'a\0b\ud800c');

    expect(texts).toEqual(['a\ufffdb\ufffdc']);
  });
});
