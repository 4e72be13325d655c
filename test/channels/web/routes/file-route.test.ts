import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { TurnContent } from '#assistant/turn.ts';
import { sampleCards } from '../../../support/sample-cards.ts';
import { messageOf, readChat, replyOf, sendTo, startTestChat } from '../test-chat.ts';

type Chat = Awaited<ReturnType<typeof startTestChat>>;

describe('a file', () => {
  it('is a turn with its text, and a message with its name and size', async () => {
    const { chat, contents } = await startHearingChat();

    const heard = await send(chat, { name: 'package.json', body: '{"name":"x"}' });

    const { messages } = JSON.parse(heard.body);
    expect(contents).toEqual([{ kind: 'file', name: 'package.json', text: '{"name":"x"}' }]);
    expect(messages).toMatchObject([
      { author: 'person', kind: 'file', text: 'package.json', unanswered: false },
      { author: 'steward', kind: 'card' },
    ]);
    expect(messages[0].html).toContain('12 bytes');
    expect((await readChat(chat)).messages).toEqual(messages);
  });

  it('is shown by its name literally', async () => {
    const { chat, contents } = await startHearingChat();

    const heard = await send(chat, { name: '<b>\u202egnp.exe</b>\0', body: 'x' });

    expect(JSON.parse(heard.body).messages[0].html).toContain('&lt;b>\ufffdgnp.exe&lt;/b>\ufffd');
    expect(contents).toMatchObject([{ name: '<b>\u202egnp.exe</b>\ufffd' }]);
  });

  it.each([
    ['no text', Buffer.from([0xff, 0xd8, 0xff, 0xe0])],
    ['text with NUL in it', Buffer.from('a\0b')],
    ['larger than 1 MB', Buffer.alloc(1024 * 1024 + 1, 'a')],
  ])('is taken by its name when it is %s', async (_, body) => {
    const { chat, contents } = await startHearingChat();

    const heard = await send(chat, { name: 'a.bin', body });

    expect(heard.status).toBe(200);
    expect(contents).toEqual([{ kind: 'file', name: 'a.bin' }]);
  });

  it('may be of exactly 1 MB', async () => {
    const { chat, contents } = await startHearingChat();

    await send(chat, { name: 'a.txt', body: 'a'.repeat(1024 * 1024) });

    expect(contents).toMatchObject([{ text: expect.stringMatching(/^a+$/) }]);
  });

  it('sent twice is one', async () => {
    const { chat, contents } = await startHearingChat();
    const file = { id: randomUUID(), name: 'list.txt', body: 'left-pad' };

    const first = await send(chat, file);
    const second = await send(chat, file);

    expect(second.body).toBe(first.body);
    expect(contents).toHaveLength(1);
  });

  it('has a name, whatever is sent for one', async () => {
    const { chat, contents } = await startHearingChat();

    await send(chat, { name: ' ', body: 'x' });
    await send(chat, { name: 'n'.repeat(5000), body: 'x' });

    expect(contents).toMatchObject([{ name: 'a file' }, { name: 'n'.repeat(255) }]);
  });

  it.each(['persona=boss&id=ID', 'persona=developer', 'persona=developer&id=1', ''])(
    'of nobody is refused: %s',
    async (query) => {
      const { chat, contents } = await startHearingChat();

      const path = `/file?${query.replace('ID', randomUUID())}`;
      const heard = await sendTo(chat, { method: 'POST', path, body: 'x' });

      expect([heard.status, messageOf(heard)]).toEqual([
        400,
        'That does not say whose file it is.',
      ]);
      expect(contents).toEqual([]);
    },
  );

  it('cannot be sent by another site', async () => {
    const { chat, contents } = await startHearingChat();
    const path = `/file?persona=developer&id=${randomUUID()}&name=x`;
    const headers = { origin: 'https://evil.example', 'content-type': 'text/plain' };

    const heard = await sendTo(chat, { method: 'POST', path, headers, body: 'x' });

    expect(heard.status).toBe(403);
    expect(contents).toEqual([]);
  });
});

async function startHearingChat() {
  const contents: TurnContent[] = [];
  const chat = await startTestChat({
    respond: async ({ content }) => {
      contents.push(content);
      return [replyOf(sampleCards.yes)];
    },
  });
  return { chat, contents };
}

function send(
  chat: Chat,
  file: { readonly name: string; readonly body: string | Buffer; readonly id?: string },
) {
  const { name, body, id = randomUUID() } = file;
  const query = new URLSearchParams({ persona: 'developer', id, name });
  const headers = { 'content-type': 'application/octet-stream' };
  return sendTo(chat, { method: 'POST', path: `/file?${query}`, headers, body });
}
