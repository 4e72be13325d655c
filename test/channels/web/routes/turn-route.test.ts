import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Reply, Turn } from '#assistant/turn.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import { sampleCards } from '../../../support/sample-cards.ts';
import { post, readChat, replyOf, say, startTestChat, takeTurn } from '../test-chat.ts';

describe('a turn', () => {
  it('is answered with what was said and the cards, drawn, as text and as Markdown', async () => {
    const chat = await startTestChat();
    const id = randomUUID();

    const { messages } = await takeTurn(chat, { id, content: say('no') });

    expect(messages).toEqual([
      expect.objectContaining({
        id,
        persona: 'developer',
        author: 'person',
        kind: 'text',
        html: '<p class="words" dir="auto">no</p>',
        text: 'no',
        edited: false,
        answers: null,
        unanswered: false,
      }),
      expect.objectContaining({
        author: 'steward',
        kind: 'card',
        html: expect.stringContaining('data-tone="bad"'),
        text: expect.stringContaining(sampleCards.no.title),
        markdown: expect.stringContaining('### '),
        answers: id,
      }),
    ]);
  });

  it('comes from the persona, in one conversation each', async () => {
    const turns: Turn[] = [];
    const chat = await startTestChat({ respond: recordInto(turns) });

    await takeTurn(chat, { content: say('one') });
    await takeTurn(chat, { content: say('two') });
    await takeTurn(chat, { content: say('three'), persona: 'legal' });

    const [one, two, three] = turns.map((turn) => turn.personId);
    expect(two).toBe(one);
    expect(three).not.toBe(one);
    expect(turns.map((turn) => turn.thread)).toEqual(['web', 'web', 'web']);
  });

  it('is in the history of its persona, and of no other', async () => {
    const chat = await startTestChat();

    const { messages } = await takeTurn(chat, { content: say('no') });

    expect((await readChat(chat)).messages).toEqual(messages);
    expect((await readChat(chat, 'manager')).messages).toEqual([]);
  });

  it('is kept before it is answered', async () => {
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    const respond = async () => {
      asked.resolve();
      await answer.promise;
      return [];
    };
    const chat = await startTestChat({ respond });

    const taken = takeTurn(chat, { content: say('slow') });
    await asked.promise;
    const { messages } = await readChat(chat);
    answer.resolve();
    await taken;

    expect(messages).toMatchObject([{ text: 'slow', unanswered: false }]);
  });

  it('shows what was typed literally', async () => {
    const chat = await startTestChat();
    const words = '<img src=x onerror=alert(1)> \u202egnp.exe & "quotes"';

    const { messages } = await takeTurn(chat, { content: say(words) });

    expect(messages[0]?.html).toBe(
      '<p class="words" dir="auto">&lt;img src=x onerror=alert(1)> \ufffdgnp.exe &amp; &quot;quotes&quot;</p>',
    );
    expect(messages[0]?.text).toBe(words);
  });

  it('may bring a long text, of which only the source is drawn', async () => {
    const chat = await startTestChat({
      respond: async () => [
        {
          kind: 'document',
          title: 'MIT',
          text: 'Permission is <hereby> granted',
          source: ['From ', { kind: 'link', text: '<SPDX>', href: 'https://spdx.org/licenses' }],
        },
      ],
    });

    const { document } = await takeTurn(chat, { content: say('text') });

    expect(document).toEqual({
      title: 'MIT',
      text: 'Permission is <hereby> granted',
      sourceHtml:
        'From <a href="https://spdx.org/licenses" target="_blank" rel="noopener noreferrer">&lt;SPDX></a>',
    });
  });

  it('that brings no card is answered all the same', async () => {
    const chat = await startTestChat({ respond: async () => [] });

    await takeTurn(chat, { content: say('nothing') });

    expect((await readChat(chat)).messages).toMatchObject([{ unanswered: false }]);
  });
});

describe('a turn that is sent twice', () => {
  it('acts once, and is answered the same', async () => {
    const turns: Turn[] = [];
    const chat = await startTestChat({ respond: recordInto(turns) });
    const turn = { id: randomUUID(), content: say('no') };

    const first = await takeTurn(chat, turn);
    const second = await takeTurn(chat, turn);

    expect(second).toEqual(first);
    expect(turns).toHaveLength(1);
  });

  it('at the same time acts once', async () => {
    const turns: Turn[] = [];
    const chat = await startTestChat({ respond: recordInto(turns) });
    const turn = { id: randomUUID(), content: say('no') };

    const [first, second] = await Promise.all([takeTurn(chat, turn), takeTurn(chat, turn)]);

    expect(second).toEqual(first);
    expect(turns).toHaveLength(1);
  });

  it('is answered the same by a Steward that was started in between', async () => {
    const turns: Turn[] = [];
    const turn = { id: randomUUID(), content: say('no') };
    const before = await startTestChat();
    const first = await takeTurn(before, turn);
    await before.close();

    const after = await startTestChat({ respond: recordInto(turns) });
    const second = await takeTurn(after, turn);

    expect(second).toEqual(first);
    expect(turns).toEqual([]);
  });

  it('is one press', async () => {
    const turns: Turn[] = [];
    const chat = await startTestChat({ respond: recordInto(turns) });
    const press = { id: randomUUID(), content: { kind: 'action', action: {} } };

    await takeTurn(chat, press);
    await takeTurn(chat, press);

    expect(turns).toHaveLength(1);
  });

  it('because its answer could not be kept, acts once', async () => {
    let acts = 0;
    const respond = async (): Promise<readonly Reply[]> => {
      acts += 1;
      return [replyOf(sampleCards.yes), unkeepable(acts)];
    };
    let keeps = false;
    const unkeepable = (act: number): Reply => ({
      kind: 'edit',
      card,
      edit: (before) => {
        if (keeps) return { ...before, title: `Changed by act ${act}` };
        throw new StewardError('unavailable', 'full', { advice: 'The disk is full.' });
      },
    });
    const chat = await startTestChat({ respond: async () => [replyOf(sampleCards.yes)] });
    const answered = await takeTurn(chat, { content: say('yes') });
    const card = `persona:${answered.messages[1]?.id}`;
    await chat.close();
    const full = await startTestChat({ respond });
    const press = {
      persona: 'developer',
      id: randomUUID(),
      content: { kind: 'action', action: 1 },
    };

    const first = await post(full, '/turn', press);
    keeps = true;
    const second = await post(full, '/turn', press);

    expect([first.status, second.status, acts]).toEqual([503, 200, 1]);
    expect(JSON.parse(first.body).error.readOnly).toBe(true);
    expect((await readChat(full)).messages.map(({ text }) => text)).toEqual([
      'yes',
      expect.stringContaining('Changed by act 1'),
      expect.stringContaining(sampleCards.yes.title),
    ]);
  });
});

describe('the id of a turn', () => {
  it.each(['person', 'steward'])('cannot be that of another message, of a %s', async (author) => {
    const chat = await startTestChat();
    const { messages } = await takeTurn(chat, { content: say('yes'), persona: 'legal' });
    const id = messages.find((message) => message.author === author)?.id ?? '';

    const heard = await post(chat, '/turn', { persona: 'developer', id, content: say('mine') });

    expect(heard.status).toBe(409);
    expect((await readChat(chat, 'legal')).messages).toEqual(messages);
  });
});

it('answers turns of all personas at once, each in its order', async () => {
  const chat = await startTestChat();
  const asking = ['developer', 'legal', 'ospo'] as const;

  await Promise.all(
    asking.flatMap((persona) =>
      ['yes', 'no'].map((text) => takeTurn(chat, { content: say(text), persona })),
    ),
  );

  for (const persona of asking) {
    const { messages } = await readChat(chat, persona);
    expect(messages).toHaveLength(4);
    const positions = messages.map(({ position }) => position);
    expect(positions).toEqual(positions.toSorted((one, other) => one - other));
  }
});

function recordInto(turns: Turn[]) {
  return async (turn: Turn) => {
    turns.push(turn);
    return [replyOf(sampleCards.no)];
  };
}
