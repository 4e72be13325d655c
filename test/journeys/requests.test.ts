import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inboxOf } from '#assistant/inbox.ts';
import { createCardFor } from '#assistant/notices.ts';
import type { FormReply, Reply } from '#assistant/turn.ts';
import type { Card } from '#foundation/cards/card.ts';
import { cardToText } from '#foundation/cards/card-to-text.ts';
import { type Delivery, startDelivery } from '#foundation/delivery/worker.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { personFor } from '#foundation/people/accounts.ts';
import type { Role, Roles } from '#foundation/people/roles.ts';
import { loadOffice } from '#knowledge/policy/file/load-office.ts';
import { testDatabase } from '../support/database.ts';
import { type FakeChannel, fakeChannel } from '../support/fake-channel.ts';
import { cardsOf, startTestSteward, type TestSteward } from '../support/test-steward.ts';

const ANSWERS = {
  package: 'lodash 4.17.21',
  product: 'Checkout',
  distribution: 'shipped',
  purpose: 'Sorting a list',
  linkage: 'static',
  modified: 'no',
};

describe('a request', () => {
  const test = testDatabase();
  let steward: TestSteward;
  let channel: FakeChannel;
  let delivery: Delivery;
  let ada: string;
  let grace: string;
  let lin: string;
  let held: Map<string, readonly Role[]>;
  beforeEach(async () => {
    const roles: Roles = {
      of: async (personId) => new Set(held.get(personId)),
      holders: async (role) =>
        [...held].filter(([, theirs]) => theirs.includes(role)).map(([personId]) => personId),
    };
    const { office } = await loadOffice(undefined);
    steward = await startTestSteward({ db: test.db, roles });
    ada = await person('ada');
    grace = await person('grace');
    lin = await person('lin');
    held = new Map<string, readonly Role[]>([
      [grace, ['reviewer:ospo']],
      [lin, ['reviewer:ospo']],
    ]);
    channel = fakeChannel();
    delivery = startDelivery({
      database: test.database,
      clock: steward.clock,
      log: silentLog,
      channels: () => [channel],
      roles,
      cardFor: createCardFor(test.db, office, { ...steward, roles }),
    });
  });
  afterEach(async () => {
    await delivery.stop();
    await steward.close();
  });

  const person = (externalId: string) =>
    personFor(test.db, { platform: 'test', externalId, displayName: externalId }, steward.clock);

  async function settle(): Promise<void> {
    delivery.poke();
    await delivery.idle();
  }

  async function say(text: string, personId: string): Promise<Card> {
    return only(await steward.send({ kind: 'text', text }, undefined, personId));
  }

  async function press(card: Card, label: string, personId: string, name?: string) {
    const button = card.buttons.find((one) => one.label.startsWith(label));
    if (!button) throw new Error(`no button ${label} on ${card.title}`);
    const action: unknown = JSON.parse(JSON.stringify(button.action));
    const pressed = { kind: 'action', action, ...(name !== undefined && { card: name }) } as const;
    return steward.send(pressed, undefined, personId);
  }

  async function send(opened: FormReply, answers: unknown, personId: string) {
    const { form, context } = opened;
    const sent = { kind: 'form', form: form.name, context, answers } as const;
    return steward.send(sent, undefined, personId);
  }

  async function start(words: string, personId: string): Promise<FormReply> {
    return formIn(await steward.send({ kind: 'text', text: words }, undefined, personId));
  }

  /** Ada asks; grace and lin have it. */
  async function handIn(): Promise<Card> {
    const opened = await start('start a request', ada);
    const card = only(await send(opened, ANSWERS, ada));
    await settle();
    return card;
  }

  const cardsOfPerson = (who: string): readonly Card[] =>
    [...channel.standing]
      .filter(([name]) => name.startsWith(`test:${who}/`))
      .map(([, card]) => card);

  const seenBy = (who: string): Card => {
    const [card] = cardsOfPerson(who);
    if (!card) throw new Error(`${who} has no card`);
    return card;
  };

  it('opens a form with what was named, and goes to those who decide', async () => {
    const opened = await start('request approval for lodash 4.17.21', ada);

    const card = only(await send(opened, ANSWERS, ada));
    await settle();

    expect(opened.form.title).toBe('Use a component');
    expect(opened.kept).toMatchObject({ package: 'lodash 4.17.21' });
    expect(card.title).toMatch(/^REQ-\d+ · Use lodash 4\.17\.21 in Checkout$/);
    expect(card.buttons.map(({ label }) => label)).toEqual([
      expect.stringMatching(/^Withdraw REQ-/),
    ]);
    expect(channel.sends.map(({ to }) => to).toSorted()).toEqual(['grace', 'lin']);
    expect(seenBy('grace').buttons.map(({ label }) => label)).toEqual([
      expect.stringMatching(/^Approve REQ-/),
      'Approve on conditions',
      'Ask for more',
      expect.stringMatching(/^Reject REQ-/),
    ]);
    expect(cardToText(seenBy('grace'))).toContain('Linked or bundled into one file');
  });

  it('is decided by one press; every reviewer’s card closes, and whoever asked is told', async () => {
    await handIn();

    await press(seenBy('grace'), 'Approve REQ', grace);
    await settle();

    expect(cardToText(seenBy('lin'))).toContain('Approved by grace');
    expect(seenBy('lin').buttons).toEqual([]);
    expect(cardToText(seenBy('ada'))).toContain('Approved by grace');
    expect(seenBy('ada').tone).toBe('good');
  });

  it('cannot be decided twice, and the second presser reads who was faster', async () => {
    await handIn();
    const stale = seenBy('lin');
    await press(stale, 'Approve REQ', grace);

    const late = only(await press(stale, 'Approve REQ', lin));

    expect(late.title).toMatch(/^REQ-\d+ is decided already$/);
    expect(cardToText(late)).toContain('Approved by grace');
  });

  it('cannot be decided by whoever asked, by somebody without the role, or by who lost it', async () => {
    held.set(ada, ['reviewer:ospo']);
    await handIn();
    const card = seenBy('grace');
    const eve = await person('eve');

    const own = only(await press(card, 'Approve REQ', ada));
    const foreign = only(await press(card, 'Approve REQ', eve));
    held.delete(grace);
    const lost = only(await press(card, 'Approve REQ', grace));

    expect(own.title).toMatch(/^You cannot decide REQ-/);
    expect(foreign.title).toMatch(/is not yours to do this with$/);
    expect(lost.title).toMatch(/is not yours to do this with$/);
    expect((await say('what is on my review queue', lin)).title).toBe('One request waits for you');
  });

  it('is rejected only with a reason and an alternative, which whoever asked reads', async () => {
    await handIn();
    const form = formIn(await press(seenBy('grace'), 'Reject REQ', grace));

    const unfinished = formIn(await send(form, { reason: 'Security', words: 'Old.' }, grace));
    await send(
      form,
      { reason: 'Security', words: 'It is old.', alternative: 'Use the built-in sort.' },
      grace,
    );
    await settle();

    expect(unfinished.errors).toHaveProperty('alternative');
    expect(unfinished.kept).toMatchObject({ words: 'Old.' });
    expect(cardToText(seenBy('ada'))).toContain('Security. It is old.');
    expect(cardToText(seenBy('ada'))).toContain('Instead: Use the built-in sort.');
  });

  it('waits for an answer while a reviewer wants to know more, and leaves the queue for that time', async () => {
    await handIn();
    const asking = formIn(await press(seenBy('grace'), 'Ask for more', grace));
    await send(asking, { words: 'Which customers?' }, grace);
    await settle();
    const queue = await say('what is on my review queue', lin);
    const asked = seenBy('ada');

    const answering = formIn(await press(asked, 'Answer', ada));
    await send(answering, { words: 'All of them.' }, ada);
    await settle();

    expect(queue.title).toBe('Nothing waits for you');
    expect(cardToText(asked)).toContain('grace asks: Which customers?');
    expect(cardToText(cardsOfPerson('grace')[1] ?? asked)).toContain('Answered: All of them.');
    expect((await say('what is on my review queue', lin)).title).toBe('One request waits for you');
  });

  it('can be approved on conditions, and taken back for a minute', async () => {
    await handIn();
    const form = formIn(await press(seenBy('grace'), 'Approve on', grace));
    const approved = only(await send(form, { words: 'Keep the notice.' }, grace));

    const undone = only(await press(approved, 'Undo', grace));
    const again = formIn(await press(undone, 'Approve on', grace));
    const second = only(await send(again, { words: 'Keep it.' }, grace));
    steward.clock.advance(61_000);
    const late = only(await press(second, 'Undo', grace));

    expect(cardToText(approved)).toContain('On these conditions: Keep the notice.');
    expect(cardToText(undone)).toContain('It waits for');
    expect(late.title).toBe('It is too late to take that back');
  });

  it('is withdrawn by whoever asked, and by nobody else', async () => {
    const card = await handIn();

    const foreign = only(await press(card, 'Withdraw', lin));
    const withdrawn = only(await press(card, 'Withdraw', ada));
    await settle();

    expect(foreign.title).toMatch(/is not yours/);
    expect(cardToText(withdrawn)).toContain('Withdrawn by ada');
    expect(seenBy('grace').buttons).toEqual([]);
  });

  it('is not asked for twice while it is open, whoever asks, and can be once it is over', async () => {
    const first = await handIn();
    const opened = await start('start a request', lin);
    const spelt = { ...ANSWERS, package: 'Lodash@4.17.21', product: 'checkout ' };

    const twice = only(await send(opened, spelt, lin));
    await press(first, 'Withdraw', ada);
    const anew = only(await send(opened, spelt, lin));

    expect(twice.title).toMatch(/^This was asked for already: REQ-/);
    expect(anew.title).toMatch(/^REQ-\d+ · Use Lodash@4\.17\.21 in checkout$/);
  });

  it('is one request, and one decision, however often the same is sent', async () => {
    const opened = await start('start a request', ada);
    const first = only(await send(opened, ANSWERS, ada));
    const again = only(await send(opened, ANSWERS, ada));
    await settle();
    const card = seenBy('grace');

    const approved = only(await press(card, 'Approve REQ', grace));
    const twice = only(await press(card, 'Approve REQ', grace));
    await settle();

    expect(again.title).toBe(first.title);
    expect(twice).toEqual(approved);
    expect(channel.sends.filter(({ to }) => to === 'ada')).toHaveLength(1);
  });

  it('begins on the card of an answer that needs a decision, with what was said filled in', async () => {
    const card = await say(
      'can we ship LGPL-2.1 code, linked statically, in our desktop app?',
      ada,
    );

    const opened = formIn(await press(card, 'Start a request', ada));

    expect(opened.form.title).toBe('Use a component');
    expect(opened.kept).toMatchObject({ distribution: 'shipped', linkage: 'static' });
  });

  it('begins as an exception on the card of an answer that is a no', async () => {
    const card = await say('can I ship GPL-3.0 code in our iOS app?', ada);

    const opened = formIn(await press(card, 'Ask for an exception', ada));

    expect(opened.form.title).toBe('Ask for an exception');
    expect(opened.kept).toEqual({ what: 'GPL-3.0-only' });
  });

  it('is found by its number and in lists, by those whom it concerns only', async () => {
    const card = await handIn();
    const name = card.title.split(' ')[0] ?? '';
    const eve = await person('eve');

    expect((await say(`status of ${name}`, ada)).title).toBe(card.title);
    expect((await say(`status of ${name}`, lin)).title).toBe(card.title);
    expect((await say(`status of ${name}`, eve)).title).toBe(`I cannot show ${name}`);
    expect((await say('my requests', ada)).title).toBe('Your request');
    expect((await say('my requests', eve)).title).toBe('You have asked for nothing yet');
  });

  it('lies in the inbox of those who decide, until it is decided', async () => {
    await handIn();
    const before = await inboxOf(test.db, lin, steward);
    const own = await inboxOf(test.db, ada, steward);

    await press(seenBy('grace'), 'Approve REQ', grace);

    expect(before.map(({ card }) => card.title)).toEqual([expect.stringMatching(/^REQ-/)]);
    expect(own).toEqual([]);
    expect(await inboxOf(test.db, lin, steward)).toEqual([]);
  });

  it('goes to the OSPO where the group has nobody but whoever asks, and is not lost where nobody can decide', async () => {
    held = new Map<string, readonly Role[]>([[grace, ['ospo']]]);
    await handIn();
    const forOspo = seenBy('grace');
    held = new Map();

    const opened = await start('start a request', ada);
    const nobody = only(await send(opened, { ...ANSWERS, product: 'Other' }, ada));

    expect(forOspo.title).toMatch(/^REQ-/);
    expect(nobody.title).toBe('Nobody can decide this yet');
    expect(cardToText(nobody)).toContain('Sorting a list');
  });

  it.each([
    ['we want to contribute a patch to apache kafka', 'Contribute', { project: 'apache kafka' }],
    ['start the release form', 'Release as open source', undefined],
    ['I need an exception for readline', 'Ask for an exception', undefined],
  ])('opens the form that “%s” wants', async (words, title, known) => {
    const opened = await start(words, ada);

    expect(opened.form.title).toBe(title);
    if (known) expect(opened.kept).toEqual(known);
  });

  it('is decided once by two at the same moment, and both are told the truth', async () => {
    await handIn();
    const card = seenBy('grace');

    const [one, other] = await Promise.all([
      press(card, 'Approve REQ', grace),
      press(card, 'Approve REQ', lin),
    ]);

    const titles = [only(one).title, only(other).title];
    expect(titles.filter((title) => title.endsWith('is decided already'))).toHaveLength(1);
  });
});

function only(replies: readonly Reply[]): Card {
  const [reply] = cardsOf(replies);
  if (!reply) throw new Error('no card');
  return reply.card;
}

function formIn(replies: readonly Reply[]): FormReply {
  const form = replies.find((reply) => reply.kind === 'form');
  if (!form) throw new Error(`no form, but ${JSON.stringify(replies).slice(0, 300)}`);
  return form;
}
