import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { FormReply, Respond, TurnContent } from '#assistant/turn.ts';
import type { WebChat } from '#channels/web/start.ts';
import { checkAnswers } from '#foundation/cards/check-answers.ts';
import type { Form } from '#foundation/cards/form.ts';
import { sampleCards } from '../../../support/sample-cards.ts';
import { messageOf, post, readChat, replyOf, say, startTestChat, takeTurn } from '../test-chat.ts';

const form: Form = {
  name: 'use',
  title: 'Use a package',
  submitLabel: 'Send to the OSPO',
  pages: [
    {
      title: 'What',
      fields: [
        { id: 'package', label: 'Which package?', kind: 'text', required: true },
        {
          id: 'shipped',
          label: 'Is it shipped?',
          kind: 'yes-no-not-sure',
          showWhen: { field: 'package', is: ['left-pad'] },
        },
      ],
    },
    {
      title: 'Why',
      intro: ['Say it ', { kind: 'strong', text: 'shortly' }],
      fields: [{ id: 'reason', label: 'What for?', kind: 'paragraph', required: true }],
    },
  ],
};

describe('a form', () => {
  it('opens on its first page', async () => {
    const { opened } = await openForm();

    expect(opened).toMatchObject({ name: 'use', page: 0, pages: 2, title: 'Use a package' });
    expect(opened.html).toContain('Which package?');
  });

  it('goes on when the page is in order, and back with all that was typed', async () => {
    const { chat, opened } = await openForm();
    const answers = { package: 'left-pad', reason: 'half' };

    const next = await page(chat, opened, { page: 0, go: 'next', answers });
    const back = await page(chat, opened, { page: 1, go: 'back', answers });

    expect(next.form).toMatchObject({ page: 1 });
    expect(next.form.html).toContain('What for?');
    expect(back.form).toMatchObject({ page: 0 });
    expect(back.form.html).toContain('value="left-pad"');
  });

  it('says what is to be mended beside the field, and keeps the rest', async () => {
    const { chat, opened } = await openForm();

    const { form: shown } = await page(chat, opened, {
      page: 0,
      go: 'next',
      answers: { package: ' ', reason: 'kept' },
    });

    expect(shown.page).toBe(0);
    expect(shown.html).toContain('Please answer this.');
    expect(shown.html).toContain('kept');
  });

  it('is sent as a turn with its context and the card that it was opened on', async () => {
    const { chat, opened, contents, card } = await openForm();
    const answers = { package: 'left-pad', reason: 'to pad', unasked: 'x' };

    const sent = await page(chat, opened, { page: 1, go: 'send', answers });

    expect(contents.at(-1)).toEqual({
      kind: 'form',
      form: 'use',
      context: { about: 'left-pad', z: 1, a: { y: 2, b: 3 } },
      answers: { package: 'left-pad', reason: 'to pad' },
      sentAs: expect.any(String),
      card: `persona:${card}`,
    });
    expect(sent.messages).toMatchObject([{ kind: 'card', answers: card }]);
    expect((await readChat(chat)).messages.at(-1)).toEqual(sent.messages[0]);
  });

  it('comes back on the page of the first error, when what was sent is not in order', async () => {
    const { chat, opened } = await openForm();

    const { form: shown } = await page(chat, opened, {
      page: 1,
      go: 'send',
      answers: { package: '', reason: 'kept' },
    });

    expect(shown).toMatchObject({ context: opened.context, page: 0 });
    expect(shown.html).toContain('Please answer this.');
    expect(shown.html).toContain('kept');
  });

  it('sent twice is sent once, and then is not open any more', async () => {
    const { chat, opened, contents } = await openForm();
    const send = { id: randomUUID(), page: 1, go: 'send', answers: { package: 'x', reason: 'y' } };

    const first = await page(chat, opened, send);
    const second = await page(chat, opened, send);
    const late = await post(chat, '/form', bodyOf(opened, { ...send, id: randomUUID() }));

    expect(second).toEqual(first);
    expect(contents.filter(({ kind }) => kind === 'form')).toHaveLength(1);
    expect([late.status, messageOf(late)]).toEqual([
      404,
      'This form was sent already, or has been open for too long. Please open it again.',
    ]);
  });

  it('goes on after a restart, with its draft', async () => {
    const { chat, opened } = await openForm();
    const answers = { package: 'left-pad' };
    const kept = await post(chat, '/draft', bodyOf(opened, { answers }));
    await chat.close();
    const { respond } = withForm([]);
    const restarted = await startTestChat({ respond });

    const next = await page(restarted, opened, { page: 0, go: 'next', answers });
    const again = await takeTurn(restarted, { content: { kind: 'action', action: 1 } });

    expect(kept.status).toBe(204);
    expect(next.form).toMatchObject({ page: 1 });
    expect(again.form).toMatchObject({ context: opened.context });
    expect(again.form?.html).toContain('value="left-pad"');
  });

  it('does not open again by a draft that comes late', async () => {
    const { chat, opened } = await openForm();
    await page(chat, opened, { page: 1, go: 'send', answers: { package: 'x', reason: 'y' } });

    const late = await post(chat, '/draft', bodyOf(opened, { answers: { package: 'late' } }));
    const again = await takeTurn(chat, { content: { kind: 'action', action: 1 } });

    expect(late.status).toBe(204);
    expect(again.form?.html).not.toContain('late');
  });

  it.each([
    ['of another persona', { persona: 'legal' }],
    ['of another name', { form: 'release' }],
    ['about something else', { context: 'x'.repeat(43) }],
  ])('is not that %s', async (_, other) => {
    const { chat, opened, contents } = await openForm();
    const body = bodyOf(opened, { page: 1, go: 'send', answers: { package: 'x', reason: 'y' } });

    const heard = await post(chat, '/form', { ...body, ...other });

    expect(heard.status).toBe(404);
    expect(contents.filter(({ kind }) => kind === 'form')).toEqual([]);
  });

  it.each([
    { page: -1 },
    { page: 'last' },
    { go: 'home' },
    { answers: [] },
    { answers: 'all' },
    { persona: 'boss' },
    { context: { about: 'left-pad' } },
  ])('is refused where it is none: %j', async (wrong) => {
    const { chat, opened } = await openForm();
    const body = bodyOf(opened, { page: 0, go: 'next', answers: {} });

    const heard = await post(chat, '/form', { ...body, ...wrong });

    expect(heard.status).toBe(400);
  });

  it('offers the people of this chat where it asks for somebody, and keeps who was chosen', async () => {
    const lead = { id: 'lead', label: 'Who leads it?', kind: 'person', required: true } as const;
    const [first, second] = form.pages;
    if (!first || !second) throw new Error('two pages');
    const asking = { ...form, pages: [{ ...first, fields: [lead] }, second] };
    const chat = await startTestChat({
      respond: async () => [{ kind: 'form', form: asking, context: null }],
    });
    const { form: opened } = await takeTurn(chat, { content: say('open it') });
    const chosen = /<option value="([^"]+)">Legal<\/option>/.exec(opened?.html ?? '')?.[1];

    if (!opened) throw new Error('no form was opened');
    const back = await page(chat, opened, { page: 1, go: 'back', answers: { lead: chosen } });

    expect(chosen).toMatch(/^[0-9a-f-]{36}$/);
    expect(back.form.html).toContain(`<option value="${chosen}" selected>Legal</option>`);
  });

  it('takes no more than what fields hold', async () => {
    const { chat, opened, contents } = await openForm();
    const answers = {
      package: { deep: '['.repeat(1000) },
      reason: ['one', 'two'],
      constructor: 'x',
    };

    await page(chat, opened, { page: 1, go: 'send', answers });

    expect(contents.at(-1)).toMatchObject({ answers: { reason: ['one', 'two'] } });
    expect(contents.at(-1)).not.toHaveProperty('answers.package');
  });
});

interface Opened {
  readonly chat: WebChat;
  readonly opened: { readonly name: string; readonly context: string; readonly html: string };
  readonly contents: readonly TurnContent[];
  readonly card: string;
}

/** Asks, and presses the button on the answer that opens the form. */
async function openForm(): Promise<Opened> {
  const contents: TurnContent[] = [];
  const chat = await startTestChat(withForm(contents));
  const { messages } = await takeTurn(chat, { content: say('yes') });
  const card = messages[1]?.id ?? '';
  const pressed = await takeTurn(chat, { content: { kind: 'action', action: 1, card } });
  if (pressed.form === undefined) throw new Error('no form was opened');
  return { chat, opened: pressed.form, contents, card };
}

function withForm(contents: TurnContent[]): { respond: Respond } {
  return {
    async respond({ content }) {
      contents.push(content);
      if (content.kind === 'text') return [replyOf(sampleCards.yes)];
      if (content.kind === 'action') {
        // In another order than the database gives it back.
        const context = { z: 1, about: 'left-pad', a: { y: 2, b: 3 } };
        return [{ kind: 'form', form, context } satisfies FormReply];
      }
      if (content.kind !== 'form') return [];
      const checked = checkAnswers(form, content.answers);
      if (checked.kind === 'ok') return [replyOf(sampleCards.yes)];
      const { errors, kept } = checked;
      return [{ kind: 'form', form, context: content.context, errors, kept }];
    },
  };
}

function bodyOf(opened: Opened['opened'], more: object) {
  const { name, context } = opened;
  return { persona: 'developer', id: randomUUID(), form: name, context, ...more };
}

async function page(chat: WebChat, opened: Opened['opened'], more: object) {
  const heard = await post(chat, '/form', bodyOf(opened, more));
  if (heard.status !== 200) throw new Error(`${heard.status}: ${heard.body}`);
  return JSON.parse(heard.body);
}
