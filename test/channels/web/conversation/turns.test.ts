import { randomUUID } from 'node:crypto';
import { asc } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { Reply, Turn, TurnContent } from '#assistant/turn.ts';
import { webLimits } from '#channels/web/limits.ts';
import { notices } from '#foundation/store/schema.ts';
import { sampleCards } from '../../../support/sample-cards.ts';
import {
  messageOf,
  post,
  readChat,
  replyOf,
  say,
  startTestChat,
  store,
  takeTurn,
} from '../test-chat.ts';

describe('a question that was not answered because Steward ended', () => {
  it('is shown as such after the next start, and answered when it is asked again', async () => {
    const question = { id: randomUUID(), content: say('no') };
    const asked = Promise.withResolvers<void>();
    const dying = await startTestChat({
      limits: { ...webLimits, closeTime: 50 },
      respond: () => {
        asked.resolve();
        return new Promise(() => {});
      },
    });
    const lost = takeTurn(dying, question).catch(() => 'lost');
    await asked.promise;

    const chat = await startTestChat();
    const before = await readChat(chat);
    const { messages } = await takeTurn(chat, question);
    const after = await readChat(chat);

    expect(before.messages).toMatchObject([{ id: question.id, unanswered: true }]);
    expect(messages).toHaveLength(2);
    expect(after.messages).toMatchObject([{ unanswered: false }, { answers: question.id }]);
    void lost;
  });

  it('is asked again in the words that were kept', async () => {
    const id = randomUUID();
    const failing = await startTestChat({
      respond: async () => {
        throw new Error('killed');
      },
    });
    await post(failing, '/turn', { persona: 'developer', id, content: say('the first words') });
    const turns: Turn[] = [];
    const chat = await startTestChat({ respond: recordInto(turns) });

    await takeTurn(chat, { id, content: say('other words') });

    expect(turns).toMatchObject([{ content: { text: 'the first words' } }]);
  });
});

describe('a card that shows something', () => {
  it('is known by its message, so that it can be drawn anew; after an edit of the question too', async () => {
    const personId = randomUUID();
    const chat = await startTestChat({
      respond: async ({ content }) => {
        const matter = content.kind === 'text' ? content.text : '';
        const shows = { kind: 'test.shown', matter, personId };
        return [{ ...replyOf(sampleCards.yes), shows }];
      },
    });

    const { messages } = await takeTurn(chat, { content: say('one') });
    await takeTurn(chat, { content: say('two'), edits: messages[0]?.id ?? '' });

    const kept = await store.db.select().from(notices).orderBy(asc(notices.matter));
    const message = `persona:${messages[1]?.id}`;
    expect(kept).toMatchObject([
      { matter: 'one', message: null },
      { matter: 'two', recipient: `person:${personId}`, state: 'sent', message },
    ]);
  });
});

describe('an edit', () => {
  it('replaces the words and the answer in place', async () => {
    const chat = await startTestChat();
    const before = await takeTurn(chat, { content: say('yes') });
    await takeTurn(chat, { content: say('review') });
    const edits = before.messages[0]?.id ?? '';

    const edited = await takeTurn(chat, { content: say('no'), edits });

    const { messages } = await readChat(chat);
    expect(edited.messages.map(({ id }) => id)).toEqual(before.messages.map(({ id }) => id));
    expect(messages.slice(0, 2)).toEqual(edited.messages);
    expect(messages).toHaveLength(4);
    expect(edited.messages).toMatchObject([
      { text: 'no', edited: true },
      { text: expect.stringContaining(sampleCards.no.title), edited: true },
    ]);
  });

  it('takes back the answers that are too many, and what was pressed out of them', async () => {
    const chat = await startTestChat({ respond: asManyCardsAsSaid });
    const before = await takeTurn(chat, { content: say('2') });
    const [question, , second] = before.messages.map(({ id }) => id);
    await takeTurn(chat, { content: { kind: 'action', action: 1, card: second } });

    const { messages } = await takeTurn(chat, { content: say('1'), edits: question ?? '' });

    const gone = messages.filter(({ kind }) => kind === 'gone');
    expect(gone).toMatchObject([
      { html: '', text: '', markdown: '' },
      { html: '', text: '', markdown: '' },
    ]);
    expect((await readChat(chat)).messages).toHaveLength(2);
  });

  it('brings back answers where there are more again', async () => {
    const chat = await startTestChat({ respond: asManyCardsAsSaid });
    const { messages } = await takeTurn(chat, { content: say('2') });
    const edits = messages[0]?.id ?? '';
    await takeTurn(chat, { content: say('0'), edits });

    await takeTurn(chat, { content: say('3'), edits });

    const after = await readChat(chat);
    expect(after.messages).toHaveLength(4);
    expect(after.messages.slice(0, 3).map(({ id }) => id)).toEqual(messages.map(({ id }) => id));
  });

  it('leaves the answer to the newest words, whichever answer comes last', async () => {
    const answers = new Map<string, PromiseWithResolvers<void>>();
    for (const text of ['no', 'review']) answers.set(text, Promise.withResolvers());
    const chat = await startTestChat({
      respond: async ({ content }) => {
        const text = content.kind === 'text' ? content.text : '';
        await answers.get(text)?.promise;
        return [replyOf(text === 'review' ? sampleCards.review : sampleCards.no)];
      },
    });
    const { messages } = await takeTurn(chat, { content: say('yes') });
    const edits = messages[0]?.id ?? '';

    const older = takeTurn(chat, { content: say('no'), edits });
    await seen(chat, 'no');
    const newer = takeTurn(chat, { content: say('review'), edits });
    await seen(chat, 'review');
    answers.get('review')?.resolve();
    await newer;
    answers.get('no')?.resolve();
    await older;

    const after = await readChat(chat);
    expect(after.messages.map(({ text }) => text.split('\n')[0])).toEqual([
      'review',
      sampleCards.review.title,
    ]);
  });

  it('sent twice is one', async () => {
    const turns: Turn[] = [];
    const before = await startTestChat();
    const { messages } = await takeTurn(before, { content: say('yes') });
    const edit = { id: randomUUID(), content: say('no'), edits: messages[0]?.id ?? '' };
    const first = await takeTurn(before, edit);

    const after = await startTestChat({ respond: recordInto(turns) });
    const second = await takeTurn(after, edit);

    expect(second).toEqual(first);
    expect(turns).toEqual([]);
  });

  it.each(['of another persona', 'of a card', 'of nothing'])('is refused: %s', async (what) => {
    const chat = await startTestChat();
    const { messages } = await takeTurn(chat, { content: say('yes'), persona: 'legal' });
    const own = await takeTurn(chat, { content: say('yes') });
    const targets = new Map([
      ['of another persona', messages[0]?.id],
      ['of a card', own.messages[1]?.id],
      ['of nothing', randomUUID()],
    ]);

    const heard = await post(chat, '/turn', {
      persona: 'developer',
      id: randomUUID(),
      content: say('no'),
      edits: targets.get(what),
    });

    expect([heard.status, messageOf(heard)]).toEqual([
      409,
      'That message is not in this conversation. Please load the page again.',
    ]);
    expect((await readChat(chat, 'legal')).messages).toEqual(messages);
    expect((await readChat(chat)).messages).toEqual(own.messages);
  });
});

describe('a press', () => {
  it('is handed on exactly as it came with its card by its full name, and leaves no message', async () => {
    const contents: TurnContent[] = [];
    const chat = await startTestChat({
      respond: async ({ content }) => {
        contents.push(content);
        return [replyOf(sampleCards.yes)];
      },
    });
    const { messages } = await takeTurn(chat, { content: say('yes') });
    const content = {
      kind: 'action',
      action: { name: 'a.b@1', payload: { deep: [1, null] } },
      card: messages[1]?.id ?? '',
    };

    const pressed = await takeTurn(chat, { content });

    expect(contents[1]).toEqual({ ...content, card: `persona:${content.card}` });
    expect(pressed.messages).toMatchObject([{ author: 'steward', answers: content.card }]);
    expect((await readChat(chat)).messages).toHaveLength(3);
  });

  it('on a card of an inbox, which is no message, is handed on without a card', async () => {
    const contents: TurnContent[] = [];
    const chat = await startTestChat({
      respond: async ({ content }) => {
        contents.push(content);
        return [];
      },
    });

    await takeTurn(chat, { content: { kind: 'action', action: 1, card: 'feedback 7' } });

    expect(contents).toEqual([{ kind: 'action', action: 1 }]);
  });

  it('on a card of another persona is refused before anything is done', async () => {
    const turns: Turn[] = [];
    const chat = await startTestChat({ respond: recordInto(turns) });
    const { messages } = await takeTurn(chat, { content: say('yes'), persona: 'ospo' });
    const card = messages[1]?.id ?? '';

    const heard = await post(chat, '/turn', {
      persona: 'developer',
      id: randomUUID(),
      content: { kind: 'action', action: 1, card },
    });

    expect(heard.status).toBe(409);
    expect(turns).toHaveLength(1);
  });

  it('changes a card wherever it is, in place', async () => {
    let card = '';
    const chat = await startTestChat({
      respond: async ({ content }) =>
        content.kind === 'text'
          ? [replyOf(sampleCards.yes)]
          : [{ kind: 'edit', card, edit: (before) => ({ ...before, title: 'Read', buttons: [] }) }],
    });
    const asked = await takeTurn(chat, { content: say('yes') });
    const id = asked.messages[1]?.id ?? '';
    card = `persona:${id}`;

    const pressed = await takeTurn(chat, {
      persona: 'ospo',
      content: { kind: 'action', action: 1 },
    });

    expect(pressed.messages).toMatchObject([{ id, persona: 'developer', edited: true }]);
    expect((await readChat(chat)).messages[1]?.text).toMatch(/^Read\n/);
    expect((await readChat(chat, 'ospo')).messages).toEqual([]);
  });

  it.each(['no name', 'persona:no id', `persona:${randomUUID()}`, `slack:${randomUUID()}`])(
    'on a card that is not there changes nothing: %s',
    async (card) => {
      const chat = await startTestChat({
        respond: async () => [{ kind: 'edit', card, edit: (before) => before }],
      });

      const { messages } = await takeTurn(chat, { content: { kind: 'action', action: 1 } });

      expect(messages).toEqual([]);
    },
  );
});

async function asManyCardsAsSaid({ content }: Turn): Promise<readonly Reply[]> {
  const count = content.kind === 'text' ? Number(content.text) : 1;
  return Array.from({ length: count }, () => replyOf(sampleCards.yes));
}

function recordInto(turns: Turn[]) {
  return async (turn: Turn) => {
    turns.push(turn);
    return [replyOf(sampleCards.no)];
  };
}

/** Waits until these words stand in the conversation. */
async function seen(chat: Parameters<typeof readChat>[0], text: string): Promise<void> {
  for (;;) {
    const { messages } = await readChat(chat);
    if (messages.some((message) => message.text === text)) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
