import { describe, expect, it } from 'vitest';
import { sampleCards } from '../../support/sample-cards.ts';
import { readChat, startTestChat } from './test-chat.ts';

const developer = { platform: 'persona', externalId: 'developer' };
const first = { key: 'one', isRetry: false };

describe('what the web chat is told without having been asked', () => {
  it('is a message in the conversation of the persona, not yet read', async () => {
    const chat = await startTestChat();

    const sent = await chat.channel.send(developer, sampleCards.yes, first);

    const { messages, personas } = await readChat(chat);
    expect(messages).toMatchObject([{ kind: 'card', author: 'steward', answers: null }]);
    expect(sent).toEqual({ kind: 'sent', message: `persona:${messages[0]?.id}` });
    expect(personas.find(({ id }) => id === 'developer')?.unread).toBe(1);
  });

  it('is one message, however often the same is sent', async () => {
    const chat = await startTestChat();
    const before = await chat.channel.send(developer, sampleCards.yes, first);

    const again = await chat.channel.send(developer, sampleCards.yes, { ...first, isRetry: true });
    await chat.channel.send(developer, sampleCards.no, { key: 'two', isRetry: false });

    expect(again).toEqual(before);
    expect((await readChat(chat)).messages).toHaveLength(2);
  });

  it('is changed in place', async () => {
    const chat = await startTestChat();
    const sent = await chat.channel.send(developer, sampleCards.yes, first);
    const name = sent.kind === 'sent' ? sent.message : '';

    const changed = await chat.channel.change(name, (card) => ({ ...card, title: 'Changed' }));

    expect(changed).toEqual({ kind: 'changed' });
    expect((await readChat(chat)).messages).toMatchObject([{ edited: true }]);
    expect((await readChat(chat)).messages[0]?.text).toMatch(/^Changed\n/);
  });

  it.each(['persona:0198a7e4-6a52-7d3c-9f10-000000000001', 'persona:none', 'slack:T1/D1/1.2'])(
    'is gone where there is no such message: %s',
    async (name) => {
      const chat = await startTestChat();

      expect(await chat.channel.change(name, (card) => card)).toEqual({ kind: 'gone' });
    },
  );

  it('reaches nobody who is no persona', async () => {
    const chat = await startTestChat();
    const stranger = { platform: 'persona', externalId: 'stranger' };

    expect(await chat.channel.send(stranger, sampleCards.yes, first)).toEqual({
      kind: 'unreachable',
    });
  });
});
