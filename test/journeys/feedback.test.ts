import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerFeedback } from '#assistant/actions.ts';
import { inboxOf } from '#assistant/inbox.ts';
import type { FormReply, Reply } from '#assistant/turn.ts';
import { answerFormName, feedbackFormName } from '#assistant/views/feedback/feedback-form.ts';
import type { Card } from '#foundation/cards/card.ts';
import { cardToText } from '#foundation/cards/card-to-text.ts';
import { fit } from '#foundation/cards/fit.ts';
import { newId } from '#foundation/kernel/ids.ts';
import { personFor } from '#foundation/people/accounts.ts';
import { testDatabase } from '../support/database.ts';
import { accountOf } from '../support/persona.ts';
import { cardsOf, startTestSteward, type TestSteward } from '../support/test-steward.ts';

describe('an answer that did not help', () => {
  const test = testDatabase();
  let steward: TestSteward;
  beforeAll(async () => {
    steward = await startTestSteward({ db: test.db });
  });
  afterAll(() => steward.close());

  const ospo = () => personFor(test.db, accountOf('ospo'), steward.clock);
  const developer = () => personFor(test.db, accountOf('developer'), steward.clock);
  const waiting = async () => inboxOf(test.db, await ospo(), steward);

  async function pressOn(card: Card, label: string, name: string, personId?: string) {
    const button = card.buttons.find((one) => one.label === label);
    // As a channel carries it: through JSON and back.
    const action: unknown = JSON.parse(JSON.stringify(button?.action));
    return steward.send({ kind: 'action', action, card: name }, undefined, personId);
  }

  /** Where no card has a name, as in the inbox of the web chat. */
  async function pressInInbox(card: Card, label: string, personId: string) {
    const button = card.buttons.find((one) => one.label === label);
    const action: unknown = JSON.parse(JSON.stringify(button?.action));
    return steward.send({ kind: 'action', action }, undefined, personId);
  }

  async function openForm(question: string, name: string) {
    const [asked] = await steward.ask(question);
    const card = asked?.card ?? never();
    const replies = await pressOn(card, 'Not helpful', name, await developer());
    return { card, form: formOf(replies) };
  }

  async function sendForm(form: FormReply, card: string, answers: unknown, sentAs?: string) {
    const { context } = form;
    const sent = { kind: 'form', form: form.form.name, context, answers, card } as const;
    const content = sentAs === undefined ? sent : { ...sent, sentAs };
    return steward.send(content, undefined, await developer());
  }

  async function sendAnswer(opened: FormReply, answers: unknown, personId: string) {
    const { form, context } = opened;
    return steward.send({ kind: 'form', form: form.name, context, answers }, undefined, personId);
  }

  it('is asked about, kept for the OSPO, and the card says thank you', async () => {
    const name = newCard();
    const { card, form } = await openForm('can I use MIT code?', name);

    const replies = await sendForm(form, name, { reason: 'wrong', expected: 'A no.' });

    const edited = editedBy(replies, name, card);
    expect(cardToText(edited)).toContain('Note: Thank you. The OSPO reads it.');
    expect(edited.buttons.map(({ label }) => label)).not.toContain('Not helpful');
    const [inbox] = await waiting();
    expect(inbox?.card.title).toBe('Somebody says an answer is wrong');
    expect(cardToText(inbox?.card ?? never())).toContain('Would have been right: A no.');
    expect(cardToText(inbox?.card ?? never())).toContain('From: did not want to be named');
    expect(cardToText(inbox?.card ?? never())).toContain('Asked about: MIT');
  });

  it('comes back with all that was typed when the reason is missing', async () => {
    const name = newCard();
    const { form } = await openForm('can I use MIT code?', name);

    const again = formOf(await sendForm(form, name, { comment: 'half a thought' }));

    expect(again.errors).toEqual({ reason: 'Please answer this.' });
    expect(again.kept).toEqual({ comment: 'half a thought' });
    expect(await waiting()).toEqual([]);
  });

  it('is kept with the name of whoever wants an answer', async () => {
    const name = newCard();
    const { form } = await openForm('can I use MIT code?', name);

    await sendForm(form, name, { reason: 'other', answer: ['yes'] });

    const [inbox] = await waiting();
    expect(cardToText(inbox?.card ?? never())).toContain('From: Developer');
    expect(cardToText(inbox?.card ?? never())).toContain('They would like an answer.');
  });

  it('is read by the OSPO, which is said where they pressed', async () => {
    const name = newCard();
    const { form } = await openForm('can I use MIT code?', name);
    await sendForm(form, name, { reason: 'unclear' });
    const [inbox] = await waiting();

    const replies = await pressInInbox(inbox?.card ?? never(), 'Mark as read', await ospo());

    expect(cardsOf(replies)[0]?.card.title).toBe('Marked as read');
    expect(replies).toHaveLength(1);
    expect(await waiting()).toEqual([]);
  });

  it('closes the card of the OSPO on which it was read', async () => {
    const name = newCard();
    const { form } = await openForm('can I use MIT code?', name);
    await sendForm(form, name, { reason: 'unclear', answer: ['yes'] });
    const [inbox] = await waiting();
    const sent = inbox?.card ?? never();

    const replies = await pressOn(sent, 'Mark as read', 'test:ospo/1', await ospo());

    expect(replies).toHaveLength(1);
    const closed = editedBy(replies, 'test:ospo/1', sent);
    expect(closed.title).toBe('Read by the OSPO on 2 March 2026, 09:00 UTC');
    expect(closed.buttons).toEqual([]);
  });

  it('is read once: a second press hears by whom and when', async () => {
    const name = newCard();
    const { form } = await openForm('can I use MIT code?', name);
    await sendForm(form, name, { reason: 'missing' });
    const [inbox] = await waiting();
    await pressInInbox(inbox?.card ?? never(), 'Mark as read', await ospo());

    const replies = await pressInInbox(inbox?.card ?? never(), 'Mark as read', await ospo());

    const card = cardsOf(replies)[0]?.card ?? never();
    expect(card.title).toBe('Already read');
    expect(cardToText(card)).toMatch(/You have already read .* on 2 March 2026, 09:00 UTC\./);
    expect(replies).toHaveLength(1);
  });

  it('is answered by the OSPO once', async () => {
    const name = newCard();
    const { form } = await openForm('can I use MIT code?', name);
    await sendForm(form, name, { reason: 'wrong', answer: ['yes'] });
    const [inbox] = await waiting();
    const opened = formOf(await pressInInbox(inbox?.card ?? never(), 'Answer', await ospo()));

    const empty = formOf(await sendAnswer(opened, {}, await ospo()));
    const replies = await sendAnswer(opened, { answer: 'You are *right*.' }, await ospo());
    const retried = await sendAnswer(opened, { answer: 'You are *right*.' }, await ospo());
    const again = await sendAnswer(opened, { answer: 'Once more.' }, await ospo());
    const nothing = await sendAnswer(opened, {}, await ospo());

    expect(empty.errors).toEqual({ answer: 'Please answer this.' });
    expect(cardsOf(replies)[0]?.card.title).toBe('Your answer was sent');
    expect(await waiting()).toEqual([]);
    expect(again).toHaveLength(1);
    expect(cardsOf(retried)[0]?.card.title).toBe('Your answer was sent');
    expect(cardsOf(again)[0]?.card.title).toBe('Your answer was not sent');
    expect(cardToText(cardsOf(again)[0]?.card ?? never())).toContain('You wrote: “Once more.”');
    expect(cardsOf(nothing)[0]?.card.title).toBe('Already answered');
  });

  it('can be answered also where there is no card to say it on', async () => {
    const { form } = await openForm('can I use MIT code?', newCard());
    const { context } = form;
    const answers = { reason: 'wrong', answer: ['yes'] };
    const sent = { kind: 'form', form: form.form.name, context, answers } as const;
    await steward.send(sent, undefined, await developer());

    const [inbox] = await waiting();

    expect(inbox?.card.buttons.map(({ label }) => label)).toEqual(['Answer', 'Mark as read']);
  });

  it('is not answered by somebody else, whatever they send', async () => {
    const name = newCard();
    const { form } = await openForm('can I use MIT code?', name);
    await sendForm(form, name, { reason: 'wrong', answer: ['yes'] });
    const [inbox] = await waiting();
    const opened = formOf(await pressInInbox(inbox?.card ?? never(), 'Answer', await ospo()));

    const pressed = await pressInInbox(inbox?.card ?? never(), 'Answer', await developer());
    const sent = await sendAnswer(opened, { answer: 'I am the OSPO.' }, await developer());

    expect(cardsOf(pressed)[0]?.card.title).toBe('That is for the OSPO');
    expect(cardsOf(sent)[0]?.card.title).toBe('That is for the OSPO');
    expect(await waiting()).toHaveLength(1);
  });

  it('has no answer button when nobody wants one', async () => {
    const name = newCard();
    const { form } = await openForm('can I use MIT code?', name);
    await sendForm(form, name, { reason: 'wrong' });

    const [inbox] = await waiting();

    expect(inbox?.card.buttons.map(({ label }) => label)).toEqual(['Mark as read']);
  });

  it('is not answered when there is nobody whom an answer would reach', async () => {
    const name = newCard();
    const { form } = await openForm('can I use MIT code?', name);
    await sendForm(form, name, { reason: 'wrong' });
    const [inbox] = await waiting();
    const action = answerFeedback.with({ id: inbox?.id ?? '' });

    const pressed = await steward.send({ kind: 'action', action }, undefined, await ospo());
    const forged = { kind: 'form', form: answerFormName, context: { id: inbox?.id } } as const;
    const sent = await steward.send(
      { ...forged, answers: { answer: 'Hello?' } },
      undefined,
      await ospo(),
    );

    expect(cardsOf(pressed)[0]?.card.title).toBe('Nobody waits for an answer');
    expect(cardToText(cardsOf(sent)[0]?.card ?? never())).toContain('You wrote: “Hello?”');
    expect(await waiting()).toHaveLength(1);
  });

  it('is not read by a forged press of somebody else', async () => {
    const name = newCard();
    const { form } = await openForm('can I use MIT code?', name);
    await sendForm(form, name, { reason: 'other' });
    const [inbox] = await waiting();

    const replies = await pressInInbox(inbox?.card ?? never(), 'Mark as read', await developer());

    expect(cardsOf(replies)[0]?.card.title).toBe('That is for the OSPO');
    expect(await waiting()).toHaveLength(1);
  });

  it('shows no inbox to anybody but the OSPO', async () => {
    const name = newCard();
    const { form } = await openForm('can I use MIT code?', name);
    await sendForm(form, name, { reason: 'other' });

    const inbox = await inboxOf(test.db, await developer(), steward);

    expect(inbox).toEqual([]);
  });

  it('is told once: a press in a second tab hears that somebody has', async () => {
    const name = newCard();
    const { card, form } = await openForm('can I use MIT code?', name);
    await sendForm(form, name, { reason: 'other' });

    const pressed = await pressOn(card, 'Not helpful', name, await developer());
    const sent = await sendForm(form, name, { reason: 'other' });

    const title = 'Somebody has already sent a note on this answer';
    expect(cardsOf(pressed)[0]?.card.title).toBe(title);
    expect(cardsOf(sent)[0]?.card.title).toBe(title);
    expect(cardToText(cardsOf(sent)[0]?.card ?? never())).toContain('something to add, tell');
    expect(await waiting()).toHaveLength(1);
  });

  it('is told once: who gave their name hears that it was they, and nobody else does', async () => {
    const name = newCard();
    const { card, form } = await openForm('can I use MIT code?', name);
    await sendForm(form, name, { reason: 'other', answer: ['yes'] });
    const manager = await personFor(test.db, accountOf('manager'), steward.clock);

    const theirs = await pressOn(card, 'Not helpful', name, await developer());
    const others = await pressOn(card, 'Not helpful', name, manager);

    expect(cardsOf(theirs)[0]?.card.title).toBe('You have told us already');
    expect(cardsOf(others)[0]?.card.title).toMatch(/^Somebody has already sent a note/);
  });

  it('is thanked for again when its very sending comes once more, and kept once', async () => {
    const name = newCard();
    const { card, form } = await openForm('can I use MIT code?', name);
    const answers = { reason: 'other' };

    const first = await sendForm(form, name, answers, 'test:sending-1');
    const retried = await sendForm(form, name, answers, 'test:sending-1');
    const second = await sendForm(form, name, answers, 'test:sending-2');

    expect(editedBy(retried, name, card)).toEqual(editedBy(first, name, card));
    expect(cardsOf(second)[0]?.card.title).toMatch(/^Somebody has already sent a note/);
    expect(await waiting()).toHaveLength(1);
  });

  it.each([
    ['nobody', async () => [], /kept until somebody is named to read it\. Until then, ask /],
    ['not known just now', async () => Promise.reject(new Error('down')), /The OSPO reads it\./],
  ])('says what becomes of it when the OSPO is %s', async (_, holders, said) => {
    const roles = { of: async () => new Set<never>(), holders };
    const alone = await startTestSteward({ db: test.db, roles });
    const context = { title: 'Yes', subject: 'MIT', policy: '2026.1' };

    const replies = await alone.send({
      kind: 'form',
      form: feedbackFormName,
      context,
      answers: { reason: 'wrong' },
    });
    await alone.close();

    const card = cardsOf(replies)[0]?.card ?? never();
    expect(card.title).toBe('Thank you.');
    expect(cardToText(card)).toMatch(said);
  });

  it('is answered kindly with a forged form', async () => {
    const sent = await Promise.all(
      [
        { form: 'feedback', context: { title: 7 }, answers: {} },
        { form: 'feedback', context: null, answers: null },
        { form: 'no-such-form', context: {}, answers: {} },
        { form: '__proto__', context: [], answers: [] },
      ].map((content) => steward.send({ kind: 'form', ...content })),
    );

    expect(sent.map((replies) => cardsOf(replies)[0]?.card.title)).toEqual(
      Array.from({ length: 4 }, () => 'That button is out of date'),
    );
  });

  it('is shown word for word to the OSPO, within what a card may hold', async () => {
    const name = newCard();
    const { form } = await openForm('can I use MIT code?', name);
    const words = `<script>alert(1)</script> ${'長'.repeat(1400)}`;

    await sendForm(form, name, { reason: 'wrong', expected: words, comment: words });

    const [inbox] = await waiting();
    const card = inbox?.card ?? never();
    expect(fit(card)).toBe(card);
    expect(cardToText(card).split(words)).toHaveLength(3);
  });
});

function formOf(replies: readonly Reply[]): FormReply {
  const form = replies.find((reply) => reply.kind === 'form');
  return form ?? never();
}

/** What becomes of a card by the replies, as a channel applies them. */
function editedBy(replies: readonly Reply[], name: string, card: Card): Card {
  const edit = replies.find((reply) => reply.kind === 'edit' && reply.card === name);
  return edit?.kind === 'edit' ? fit(edit.edit(card)) : never();
}

function newCard(): string {
  return `test:${newId()}`;
}

function never(): never {
  throw new Error('there was nothing');
}
