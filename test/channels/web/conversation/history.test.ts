import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { webMessages } from '#foundation/store/schema.ts';
import { readChat, say, startTestChat, store, takeTurn } from '../test-chat.ts';

it('shows that a message of another version is there, and goes on', async () => {
  const chat = await startTestChat();
  const { messages } = await takeTurn(chat, { content: say('yes') });
  await store.db
    .update(webMessages)
    .set({ content: { kind: 'hologram' } })
    .where(eq(webMessages.id, messages[1]?.id ?? ''));

  const conversation = await readChat(chat);

  expect(conversation.messages.map(({ text }) => text)).toEqual([
    'yes',
    'This message was written by another version of Steward, which can show it.',
  ]);
});
