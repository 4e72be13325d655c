import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inboxOf } from '#assistant/inbox.ts';
import { createCardFor } from '#assistant/notices.ts';
import type { Card } from '#foundation/cards/card.ts';
import { cardToText } from '#foundation/cards/card-to-text.ts';
import { type Delivery, startDelivery } from '#foundation/delivery/worker.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { personFor } from '#foundation/people/accounts.ts';
import type { Roles } from '#foundation/people/roles.ts';
import { loadOffice } from '#knowledge/policy/file/load-office.ts';
import { countOpenQuestions } from '#office/questions/open-questions.ts';
import { testDatabase } from '../support/database.ts';
import { type FakeChannel, fakeChannel } from '../support/fake-channel.ts';
import { testFolder } from '../support/folder.ts';
import { cardsOf, startTestSteward, type TestSteward } from '../support/test-steward.ts';

const HOUR = 3_600_000;
const QUESTION = 'what is our policy on parental leave?';

describe('a question that the handbook does not answer', () => {
  const test = testDatabase();
  const handbook = testFolder();
  let steward: TestSteward;
  let channel: FakeChannel;
  let delivery: Delivery;
  let grace: string;
  let ada: string;
  beforeEach(async () => {
    const roles: Roles = {
      of: async (personId) => new Set(personId === grace ? ['ospo'] : []),
      holders: async () => [grace],
    };
    const { office } = await loadOffice(undefined);
    steward = await startTestSteward({ db: test.db, roles, handbook: handbook.path });
    grace = await person('grace');
    ada = await person('ada');
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

  async function ask(text: string, personId: string): Promise<Card> {
    const [reply] = cardsOf(await steward.send({ kind: 'text', text }, undefined, personId));
    if (!reply) throw new Error('no answer');
    return reply.card;
  }

  async function press(card: Card, label: string, personId: string, name?: string) {
    const button = card.buttons.find((one) => one.label.startsWith(label));
    if (!button) throw new Error(`no button ${label} on ${card.title}`);
    const action: unknown = JSON.parse(JSON.stringify(button.action));
    const pressed = { kind: 'action', action, ...(name !== undefined && { card: name }) } as const;
    return steward.send(pressed, undefined, personId);
  }

  async function pressed(card: Card, label: string, personId: string): Promise<Card> {
    const [reply] = cardsOf(await press(card, label, personId));
    if (!reply) throw new Error('no card');
    return reply.card;
  }

  /** As the OSPO: opens the question and fills in its form. */
  async function answer(words: string): Promise<Card> {
    const list = await ask('open questions', grace);
    const question = await pressed(list, list.buttons[0]?.label ?? '', grace);
    const [opened] = await press(question, 'Answer', grace);
    if (opened?.kind !== 'form') throw new Error('no form was opened');
    const { form, context } = opened;
    const sent = { kind: 'form', form: form.name, context, answers: { answer: words } } as const;
    const [reply] = cardsOf(await steward.send(sent, undefined, grace));
    if (!reply) throw new Error('no card');
    return reply.card;
  }

  it('goes to the OSPO by a button, and its answer to whoever pressed it, with who answered', async () => {
    const unanswered = await ask(QUESTION, ada);
    const asked = await pressed(unanswered, 'Ask the', ada);
    const again = await pressed(unanswered, 'Ask the', ada);

    const closed = await answer('Not ours: ask *People*.');
    await settle();

    expect(unanswered.title).toBe('There is no handbook here yet');
    expect(asked.title).toBe('Asked');
    expect(again.title).toBe('You have asked already');
    expect(closed.title).toBe('Answered by grace on 2 March 2026, 09:00 UTC');
    expect(cardToText(closed)).toContain('One person is told in a message.');
    expect(channel.sends.map(({ to, title }) => [to, title])).toEqual([
      ['ada', 'The OSPO answers your question'],
    ]);
    const heard = cardToText(channel.standing.get('test:ada/1') ?? closed);
    expect(heard).toContain('Not ours: ask *People*.');
    expect(heard).toContain(QUESTION);
    expect(heard).toContain('Answered by grace on 2 March 2026, 09:00 UTC');
    expect((await pressed(unanswered, 'Ask the', ada)).title).toBe(
      'The OSPO answers your question',
    );
  });

  it('is told to the OSPO once a day, names nobody, and its card says so when nothing is left', async () => {
    await ask(QUESTION, ada);
    await ask('what does the policy say about our parental leave', ada);
    await settle();
    const before = channel.sends.length;

    steward.clock.advance(24 * HOUR);
    await settle();
    const card = channel.standing.get('test:grace/1');
    await answer('Not ours.');
    await settle();

    expect(before).toBe(0);
    expect(channel.sends.map(({ to, title }) => [to, title])).toEqual([
      ['grace', 'One open question'],
    ]);
    expect(card && cardToText(card)).toContain('asked 2 times in 2 ways');
    expect(card && cardToText(card)).not.toContain('ada');
    expect(channel.standing.get('test:grace/1')?.title).toBe('No open questions');
  });

  it('waits in the inbox of the OSPO, and of nobody else', async () => {
    await ask(QUESTION, ada);

    const ours = await inboxOf(test.db, grace, steward);
    const theirs = await inboxOf(test.db, ada, steward);

    expect(ours.map(({ id, card }) => [id, card.title])).toEqual([
      ['open-questions', 'One open question'],
    ]);
    expect(theirs).toEqual([]);
  });

  it('is seen, answered and dismissed by the OSPO only, whatever somebody else presses', async () => {
    await ask(QUESTION, ada);
    const list = await ask('open questions', grace);
    const question = await pressed(list, QUESTION, grace);

    const refused = [
      await ask('open questions', ada),
      await pressed(list, QUESTION, ada),
      await pressed(question, 'Answer', ada),
      await pressed(question, 'Dismiss', ada),
    ];

    expect(refused.map(({ title }) => title)).toEqual(
      Array.from({ length: 4 }, () => 'That is for the OSPO'),
    );
    expect(await countOpenQuestions(test.db)).toBe(1);
  });

  it('can be dismissed, twice, and whoever waited is told', async () => {
    await pressed(await ask(QUESTION, ada), 'Ask the', ada);
    const question = await pressed(await ask('open questions', grace), QUESTION, grace);

    const once = await pressed(question, 'Dismiss', grace);
    const twice = await pressed(question, 'Dismiss', grace);
    await settle();

    expect([once.title, twice.title]).toEqual([
      'Dismissed by grace on 2 March 2026, 09:00 UTC',
      'Dismissed by grace on 2 March 2026, 09:00 UTC',
    ]);
    expect(channel.sends.map(({ to, title }) => [to, title])).toEqual([
      ['ada', 'Your question was closed'],
    ]);
    expect((await ask('open questions', grace)).title).toBe('No open questions');
  });

  it('is answered in words under it too, if it was opened there', async () => {
    await pressed(await ask(QUESTION, ada), 'Ask the', ada);

    const nothing = await ask('answer: Legal does.', grace);
    await pressed(await ask('open questions', grace), QUESTION, grace);
    const stranger = await ask('answer: I do.', ada);
    const closed = await ask('Answer: Not ours;\nask *People*.', grace);
    await settle();

    expect(nothing.title).toBe('An answer to which question?');
    expect(cardToText(nothing)).toContain('You wrote: “Legal does.”');
    expect(stranger.title).toBe('That is for the OSPO');
    expect(closed.title).toBe('Answered by grace on 2 March 2026, 09:00 UTC');
    expect(channel.sends.map(({ to }) => to)).toEqual(['ada']);
  });

  it('gives back what somebody wrote who was too late', async () => {
    await ask(QUESTION, ada);
    const question = await pressed(await ask('open questions', grace), QUESTION, grace);
    const [opened] = await press(question, 'Answer', grace);
    if (opened?.kind !== 'form') throw new Error('no form was opened');
    await answer('The first.');

    const { form, context } = opened;
    const sent = {
      kind: 'form',
      form: form.name,
      context,
      answers: { answer: 'The second.' },
    } as const;
    const [late] = cardsOf(await steward.send(sent, undefined, grace));

    expect(late?.card.title).toBe('Your answer was not sent');
    expect(late && cardToText(late.card)).toContain('They answered: “The first.”');
    expect(late && cardToText(late.card)).toContain('You wrote: “The second.”');
  });

  it('is answered by the handbook once its answer was added to it', async () => {
    await ask(QUESTION, ada);
    const closed = await answer('Parental leave is no matter of open source; ask the People team.');

    const [, added] = await press(closed, 'Add to the handbook', grace, 'test:card');
    const again = await pressed(closed, 'Add to the handbook', grace);
    steward.clock.advance(3_000);
    // The folder is looked at beside a question, and the next one has what was found.
    const answered = await vi.waitFor(async () => {
      const card = await ask(QUESTION, ada);
      expect(card.title).toBe(QUESTION);
      return card;
    });

    expect(added?.kind === 'card' && added.card.title).toBe('Added to the handbook');
    expect(again.title).toBe('It is in the handbook already');
    expect(await readdir(path.join(handbook.path, 'faq'))).toHaveLength(1);
    expect(cardToText(answered)).toContain('ask the People team');
  });

  it('comes also from an answer that did not help', async () => {
    await steward.close();
    steward = await startTestSteward({ db: test.db });
    const card = await ask('who signs off on a PR to kubernetes?', ada);
    const [opened] = await press(card, 'Not helpful', ada, 'test:card');
    if (opened?.kind !== 'form') throw new Error('no form was opened');

    const { form, context } = opened;
    const answers = { reason: 'missing' };
    const sent = { kind: 'form', form: form.name, context, answers, card: 'test:card' } as const;
    await steward.send(sent, undefined, ada);

    expect(await countOpenQuestions(test.db)).toBe(1);
  });

  it('is thanked for when an answer helped, and the other button stays for others', async () => {
    await steward.close();
    steward = await startTestSteward({ db: test.db });
    const card = await ask('who signs off on a PR to kubernetes?', ada);

    const [reply] = await press(card, 'Helpful', ada, 'test:card');

    const edited = reply?.kind === 'edit' ? reply.edit(card) : card;
    expect(cardToText(edited)).toContain('Thank you. Good that it helped.');
    expect(edited.buttons.map(({ label }) => label)).not.toContain('Helpful');
    expect(edited.buttons.at(-1)?.label).toBe('Not helpful');
    expect(reply?.kind === 'edit' && reply.edit(edited)).toEqual(edited);
  });
});
