import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inboxOf } from '#assistant/inbox.ts';
import type { Card } from '#foundation/cards/card.ts';
import { cardToText } from '#foundation/cards/card-to-text.ts';
import { testDatabase } from '../support/database.ts';
import type { FakeChannel } from '../support/fake-channel.ts';
import { formIn, only, type RequestOffice, startRequestOffice } from '../support/request-office.ts';
import type { TestSteward } from '../support/test-steward.ts';

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
  let office: RequestOffice;
  let steward: TestSteward;
  let channel: FakeChannel;
  let ada: string;
  let grace: string;
  let lin: string;
  let eve: string;
  beforeEach(async () => {
    const started = await startRequestOffice(test.database, ['ada', 'grace', 'lin', 'eve']);
    office = started;
    ({ steward, channel } = started);
    ({ ada, grace, lin, eve } = started.people);
    office.grant({ grace: ['reviewer:ospo'], lin: ['reviewer:ospo'] });
  });
  afterEach(() => office.stop());

  /** Ada asks; grace and lin have it. */
  async function handIn(): Promise<Card> {
    const opened = await office.start('start a request', ada);
    const card = only(await office.send(opened, ANSWERS, ada));
    await office.settle();
    return card;
  }

  it('opens a form with what was named, and goes to those who decide', async () => {
    const opened = await office.start('request approval for lodash 4.17.21', ada);

    const card = only(await office.send(opened, ANSWERS, ada));
    await office.settle();

    expect(opened.form.title).toBe('Use a component');
    expect(opened.kept).toMatchObject({ package: 'lodash 4.17.21' });
    expect(card.title).toMatch(/^REQ-\d+ · Use lodash 4\.17\.21 in Checkout$/);
    expect(card.buttons.map(({ label }) => label)).toEqual([
      expect.stringMatching(/^Withdraw REQ-/),
    ]);
    expect(channel.sends.map(({ to }) => to).toSorted()).toEqual(['grace', 'lin']);
    expect(office.seenBy('grace').buttons.map(({ label }) => label)).toEqual([
      expect.stringMatching(/^Approve REQ-/),
      'Approve with conditions',
      'Ask a question',
      expect.stringMatching(/^Reject REQ-/),
      'Something else',
    ]);
    expect(cardToText(office.seenBy('grace'))).toContain('Linked or bundled into one file');
  });

  it('is decided by one press; every reviewer’s card closes, and whoever asked is told', async () => {
    await handIn();

    await office.press(office.seenBy('grace'), 'Approve REQ', grace);
    await office.settle();

    expect(cardToText(office.seenBy('lin'))).toContain('Approved by grace');
    expect(office.seenBy('lin').buttons).toEqual([]);
    expect(cardToText(office.seenBy('ada'))).toContain('Approved by grace');
    expect(office.seenBy('ada').tone).toBe('good');
  });

  it('cannot be decided twice, and the second presser reads who was faster', async () => {
    await handIn();
    const stale = office.seenBy('lin');
    await office.press(stale, 'Approve REQ', grace);

    const late = only(await office.press(stale, 'Approve REQ', lin));

    expect(late.title).toMatch(/^REQ-\d+ is decided already$/);
    expect(cardToText(late)).toContain('Approved by grace');
  });

  it('cannot be decided by whoever asked, by somebody without the role, or by who lost it', async () => {
    const reviewer = ['reviewer:ospo'] as const;
    office.grant({ ada: reviewer, grace: reviewer, lin: reviewer });
    await handIn();
    const card = office.seenBy('grace');

    const own = only(await office.press(card, 'Approve REQ', ada));
    const foreign = only(await office.press(card, 'Approve REQ', eve));
    office.grant({ ada: reviewer, lin: reviewer });
    const lost = only(await office.press(card, 'Approve REQ', grace));

    expect(own.title).toMatch(/^You cannot decide REQ-/);
    expect(foreign.title).toMatch(/^You cannot do this with REQ-/);
    expect(lost.title).toMatch(/^You cannot do this with REQ-/);
    expect((await office.say('what is on my review queue', lin)).title).toBe(
      'One request waits for you',
    );
  });

  it('is rejected only with a reason and an alternative, which whoever asked reads', async () => {
    await handIn();
    const form = formIn(await office.press(office.seenBy('grace'), 'Reject REQ', grace));

    const unfinished = formIn(
      await office.send(form, { reason: 'Security', words: 'Old.' }, grace),
    );
    await office.send(
      form,
      { reason: 'Security', words: 'It is old.', alternative: 'Use the built-in sort.' },
      grace,
    );
    await office.settle();

    expect(unfinished.errors).toHaveProperty('alternative');
    expect(unfinished.kept).toMatchObject({ words: 'Old.' });
    expect(cardToText(office.seenBy('ada'))).toContain('Security. It is old.');
    expect(cardToText(office.seenBy('ada'))).toContain('Instead: Use the built-in sort.');
  });

  it('waits for an answer while a reviewer wants to know more, and leaves the queue for that time', async () => {
    await handIn();
    const asking = formIn(await office.press(office.seenBy('grace'), 'Ask a question', grace));
    await office.send(asking, { words: 'Which customers?' }, grace);
    await office.settle();
    const queue = await office.say('what is on my review queue', lin);
    const asked = office.seenBy('ada');

    const answering = formIn(await office.press(asked, 'Answer', ada));
    await office.send(answering, { words: 'All of them.' }, ada);
    await office.settle();

    expect(queue.title).toBe('Nothing waits for you');
    expect(cardToText(asked)).toContain('grace asks: Which customers?');
    expect(cardToText(office.cardsOf('grace')[1] ?? asked)).toContain('ada answered: All of them.');
    expect((await office.say('what is on my review queue', lin)).title).toBe(
      'One request waits for you',
    );
  });

  it('can be approved on conditions, and taken back for a minute', async () => {
    await handIn();
    const form = formIn(await office.press(office.seenBy('grace'), 'Approve with', grace));
    const approved = only(await office.send(form, { words: 'Keep the notice.' }, grace));

    const undone = only(await office.press(approved, 'Undo', grace));
    const again = formIn(await office.press(undone, 'Approve with', grace));
    const second = only(await office.send(again, { words: 'Keep it.' }, grace));
    steward.clock.advance(61_000);
    const late = only(await office.press(second, 'Undo', grace));

    expect(cardToText(approved)).toContain('On these conditions: Keep the notice.');
    expect(cardToText(undone)).toContain('It waits for');
    expect(late.title).toBe('It is too late to take that back');
  });

  it('is withdrawn by whoever asked, and by nobody else', async () => {
    const card = await handIn();

    const foreign = only(await office.press(card, 'Withdraw', lin));
    const withdrawn = only(await office.press(card, 'Withdraw', ada));
    await office.settle();

    expect(foreign.title).toMatch(/^You cannot do this with REQ-/);
    expect(cardToText(withdrawn)).toContain('Withdrawn by ada');
    expect(office.seenBy('grace').buttons).toEqual([]);
  });

  it('is not asked for twice while it is open, whoever asks, and can be once it is over', async () => {
    const first = await handIn();
    const opened = await office.start('start a request', lin);
    const spelt = { ...ANSWERS, package: 'Lodash@4.17.21', product: 'checkout ' };

    const twice = only(await office.send(opened, spelt, lin));
    await office.press(first, 'Withdraw', ada);
    const anew = only(await office.send(opened, spelt, lin));

    expect(twice.title).toMatch(/^This was asked for already: REQ-/);
    expect(anew.title).toMatch(/^REQ-\d+ · Use Lodash@4\.17\.21 in checkout$/);
  });

  it('is one request, and one decision, however often the same is sent', async () => {
    const opened = await office.start('start a request', ada);
    const first = only(await office.send(opened, ANSWERS, ada));
    const again = only(await office.send(opened, ANSWERS, ada));
    await office.settle();
    const card = office.seenBy('grace');

    const approved = only(await office.press(card, 'Approve REQ', grace));
    const twice = only(await office.press(card, 'Approve REQ', grace));
    await office.settle();

    expect(again.title).toBe(first.title);
    expect(twice).toEqual(approved);
    expect(channel.sends.filter(({ to }) => to === 'ada')).toHaveLength(1);
  });

  it('begins on the card of an answer that needs a decision, with what was said filled in', async () => {
    const card = await office.say(
      'can we ship LGPL-2.1 code, linked statically, in our desktop app?',
      ada,
    );

    const opened = formIn(await office.press(card, 'Start a request', ada));

    expect(opened.form.title).toBe('Use a component');
    expect(opened.kept).toMatchObject({ distribution: 'shipped', linkage: 'static' });
  });

  it('begins as an exception on the card of an answer that is a no', async () => {
    const card = await office.say('can I ship GPL-3.0 code in our iOS app?', ada);

    const opened = formIn(await office.press(card, 'Ask for an exception', ada));

    expect(opened.form.title).toBe('Ask for an exception');
    expect(opened.kept).toEqual({ what: 'GPL-3.0-only' });
  });

  it('is found by its number and in lists, by those whom it concerns only', async () => {
    const card = await handIn();
    const name = card.title.split(' ')[0] ?? '';

    expect((await office.say(`status of ${name}`, ada)).title).toBe(card.title);
    expect((await office.say(`status of ${name}`, lin)).title).toBe(
      card.title.replace(name, `${name} waits for you`),
    );
    expect((await office.say(`status of ${name}`, eve)).title).toBe(`I cannot show ${name}`);
    expect((await office.say('my requests', ada)).title).toBe('Your request');
    expect((await office.say('my requests', eve)).title).toBe('You have asked for nothing yet');
  });

  it('lies in the inbox of those who decide, until it is decided', async () => {
    await handIn();
    const before = await inboxOf(test.db, lin, steward);
    const own = await inboxOf(test.db, ada, steward);

    await office.press(office.seenBy('grace'), 'Approve REQ', grace);

    expect(before.map(({ card }) => card.title)).toEqual([expect.stringMatching(/^REQ-/)]);
    expect(own).toEqual([]);
    expect(await inboxOf(test.db, lin, steward)).toEqual([]);
  });

  it('goes to the OSPO where the group has nobody but whoever asks, and is not lost where nobody can decide', async () => {
    office.grant({ grace: ['ospo'] });
    await handIn();
    const forOspo = office.seenBy('grace');
    office.grant({});

    const opened = await office.start('start a request', ada);
    const nobody = only(await office.send(opened, { ...ANSWERS, product: 'Other' }, ada));

    expect(forOspo.title).toMatch(/^REQ-/);
    expect(nobody.title).toBe('Nobody can decide this yet');
    expect(cardToText(nobody)).toContain('Sorting a list');
  });

  it.each([
    ['we want to contribute a patch to apache kafka', 'Contribute', { project: 'apache kafka' }],
    ['start the release form', 'Release as open source', undefined],
    ['I need an exception for readline', 'Ask for an exception', undefined],
  ])('opens the form that “%s” wants', async (words, title, known) => {
    const opened = await office.start(words, ada);

    expect(opened.form.title).toBe(title);
    if (known) expect(opened.kept).toEqual(known);
  });

  it('is decided once by two at the same moment, and both are told the truth', async () => {
    await handIn();
    const card = office.seenBy('grace');

    const [one, other] = await Promise.all([
      office.press(card, 'Approve REQ', grace),
      office.press(card, 'Approve REQ', lin),
    ]);

    const titles = [only(one).title, only(other).title];
    expect(titles.filter((title) => title.endsWith('is decided already'))).toHaveLength(1);
  });
});
