import { expect, it } from 'vitest';
import type { Reply, TurnContent } from '#assistant/turn.ts';
import { able, type Harness, lastOf } from './chat.ts';
import {
  cardOf,
  contractCard,
  contractPages,
  decided,
  formCard,
  formReply,
  said,
  script,
  why,
} from './script.ts';

export function describePresses(start: Harness['start']): void {
  it('brings a pressed button back as its action, with the card it is on', async () => {
    const { respond, turns } = script((turn) =>
      turn.content.kind === 'action'
        ? [said({ ...contractCard, title: 'Because' })]
        : [said(contractCard)],
    );
    const chat = await start(respond);
    await chat.say('can I?');

    await able(chat, 'presses').press(await lastOf(chat), 'Why');

    const content = turns.at(-1)?.content;
    expect(content).toMatchObject({ kind: 'action', card: expect.any(String) });
    expect(actionOf(content)).toEqual(why.with({ about: 'left-pad' }));
    expect((await lastOf(chat)).text).toContain('Because');
    expect(await chat.cards()).toHaveLength(2);
  });

  it('changes the pressed card where it stands', async () => {
    const { respond } = script(({ content }) =>
      content.kind === 'action'
        ? [{ kind: 'edit', card: content.card ?? '', edit: decided }]
        : [said(contractCard)],
    );
    const chat = await start(respond);
    await chat.say('can I?');

    await able(chat, 'presses').press(await lastOf(chat), 'Why');

    const cards = await chat.cards();
    expect(cards).toHaveLength(1);
    expect(cards[0]?.text).toContain('Decided');
    expect(cards[0]?.text).toContain('Keep the notice.');
    expect(cards[0]?.buttons).toEqual([]);
  });
}

export function describeForms(start: Harness['start']): void {
  const opening = (content: TurnContent): readonly Reply[] =>
    content.kind === 'action' ? [formReply] : [said(formCard)];

  it('opens a form for whoever pressed', async () => {
    const { respond } = script(({ content }) => opening(content));
    const chat = await start(respond);
    await chat.say('can I?');

    await able(chat, 'presses').press(await lastOf(chat), 'Why');

    const form = await able(chat, 'forms').form();
    for (const words of ['What is it for?', 'Reason', 'How is it used?', 'Shipped to customers']) {
      expect(form?.text).toContain(words);
    }
    expect(await chat.cards()).toHaveLength(1);
  });

  it('says what is wrong with a form, and keeps what was typed', async () => {
    const error = 'Please say more than that.';
    const { respond } = script(({ content }) =>
      content.kind === 'form'
        ? [{ ...formReply, kept: recordOf(content.answers), errors: { reason: error } }]
        : opening(content),
    );
    const chat = await start(respond);
    await chat.say('can I?');
    await able(chat, 'presses').press(await lastOf(chat), 'Why');

    await able(chat, 'forms').fill({ reason: '<b>no', way: 'internal' });

    const form = await able(chat, 'forms').form();
    expect(form?.text).toContain(error);
    expect(form?.held).toEqual({ reason: '<b>no', way: 'internal' });
  });

  it('goes through the pages of a form and back, and keeps what was typed', async () => {
    const { respond, turns } = script(({ content }) =>
      content.kind === 'action' ? [{ ...formReply, form: contractPages }] : [said(formCard)],
    );
    const chat = await start(respond);
    await chat.say('can I?');
    await able(chat, 'presses').press(await lastOf(chat), 'Why');
    const { form, fill, goBack } = able(chat, 'forms');

    await fill({ package: '   ' });
    const stays = await form();
    await fill({ package: 'left-pad' });
    const second = await form();
    await goBack({ reason: 'half', way: 'internal' });
    const first = await form();
    await fill({ package: 'left-pad 1.3.0' });
    const again = await form();
    await fill({ reason: 'whole', way: 'internal' });

    expect(stays?.text).toContain('Which package?');
    expect(second?.text).toContain('Reason');
    expect(first?.held).toMatchObject({ package: 'left-pad' });
    expect(again?.held).toMatchObject({ reason: 'half', way: 'internal' });
    expect(turns.at(-1)?.content).toMatchObject({
      kind: 'form',
      answers: { package: 'left-pad 1.3.0', reason: 'whole', way: 'internal' },
    });
  });

  it('sends a form once, with what it was opened with and the card it was opened on', async () => {
    const { respond, turns } = script(({ content }) =>
      content.kind === 'form' ? [said({ ...contractCard, title: 'Sent' })] : opening(content),
    );
    const chat = await start(respond);
    await chat.say('can I?');
    await able(chat, 'presses').press(await lastOf(chat), 'Why');
    const card = cardOf(turns.at(-1)?.content);

    await able(chat, 'forms').fill({ reason: 'to pad', way: 'shipped' });

    expect(turns.at(-1)?.content).toEqual({
      kind: 'form',
      form: 'contract',
      context: { about: 'left-pad' },
      answers: { reason: 'to pad', way: 'shipped' },
      sentAs: expect.any(String),
      card,
    });
    expect((await lastOf(chat)).text).toContain('Sent');
    expect(await able(chat, 'forms').form()).toBeUndefined();
  });
}

/** As it came: an object, or the JSON that a platform carries in a button. */
function actionOf(content: TurnContent | undefined): unknown {
  if (content?.kind !== 'action') return undefined;
  return typeof content.action === 'string' ? JSON.parse(content.action) : content.action;
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
