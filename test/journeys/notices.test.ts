import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inboxOf } from '#assistant/inbox.ts';
import { createCardFor } from '#assistant/notices.ts';
import { thankedCard } from '#assistant/views/feedback/asker-cards.ts';
import { cardToText } from '#foundation/cards/card-to-text.ts';
import { type Delivery, startDelivery } from '#foundation/delivery/worker.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { personFor } from '#foundation/people/accounts.ts';
import type { Roles } from '#foundation/people/roles.ts';
import { notices } from '#foundation/store/schema.ts';
import { loadOffice } from '#knowledge/policy/file/load-office.ts';
import { type GivenFeedback, giveFeedback } from '#office/questions/feedback.ts';
import { testDatabase } from '../support/database.ts';
import { type FakeChannel, fakeChannel } from '../support/fake-channel.ts';
import { sampleCards } from '../support/sample-cards.ts';
import { cardsOf, startTestSteward, type TestSteward } from '../support/test-steward.ts';

const ON_CARD = 'test:room/7';

const note: GivenFeedback = {
  about: { title: 'Yes', subject: 'MIT', policy: '2026.1' },
  reason: 'wrong',
  card: ON_CARD,
};

describe('what the OSPO and those who wrote to it are told', () => {
  const test = testDatabase();
  let steward: TestSteward;
  let channel: FakeChannel;
  let delivery: Delivery;
  let office: readonly string[];
  beforeEach(async () => {
    const roles: Roles = {
      of: async (personId) => new Set(office.includes(personId) ? ['ospo'] : []),
      holders: async () => office,
    };
    const shipped = await loadOffice(undefined);
    steward = await startTestSteward({ db: test.db, roles });
    office = [await person('ada'), await person('grace')];
    channel = fakeChannel();
    channel.standing.set(ON_CARD, thankedCard(sampleCards.yes, 'The OSPO reads it.'));
    delivery = startDelivery({
      database: test.database,
      clock: steward.clock,
      log: silentLog,
      channels: () => [channel],
      roles,
      cardFor: createCardFor(test.db, shipped.office, { ...steward, roles }),
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

  async function press(message: string, label: string, personId: string) {
    const button = channel.standing.get(message)?.buttons.find((one) => one.label === label);
    const action: unknown = JSON.parse(JSON.stringify(button?.action));
    return steward.send({ kind: 'action', action, card: message }, undefined, personId);
  }

  async function answerOn(message: string, words: string, personId: string) {
    const opened = (await press(message, 'Answer', personId)).find(({ kind }) => kind === 'form');
    if (opened?.kind !== 'form') throw new Error('no form was opened');
    const { form, context } = opened;
    const answers = { answer: words };
    const content = { kind: 'form', form: form.name, context, answers, card: message } as const;
    return steward.send(content, undefined, personId);
  }

  const ada = 'test:ada/1';
  const titleOf = (message: string) => channel.standing.get(message)?.title;

  it('reaches everybody in the OSPO when a note comes in', async () => {
    await giveFeedback(test.db, note, steward.clock);

    await settle();

    expect(channel.sends.map(({ to, title }) => [to, title]).sort()).toEqual([
      ['ada', 'Somebody says an answer is wrong'],
      ['grace', 'Somebody says an answer is wrong'],
    ]);
  });

  it('closes the cards of all the others when one of them has read it, and says so on the card', async () => {
    await giveFeedback(test.db, note, steward.clock);
    await settle();
    const first = channel.sends[0]?.to === 'ada' ? ada : 'test:ada/2';

    await press(first, 'Mark as read', office[0] ?? '');
    await settle();

    const ours = [...channel.standing].filter(([name]) => name !== ON_CARD);
    expect(ours.map(([, { title, buttons }]) => [title, buttons])).toEqual([
      ['Read by the OSPO on 2 March 2026, 09:00 UTC', []],
      ['Read by the OSPO on 2 March 2026, 09:00 UTC', []],
    ]);
    expect(cardToText(channel.standing.get(ON_CARD) ?? sampleCards.no)).toContain(
      'Note: The OSPO has read your note.',
    );
    expect(channel.sends).toHaveLength(2);
  });

  it('sends the answer to whoever wrote the note, and only says on the card that it was answered', async () => {
    const personId = await person('asker');
    office = [office[0] ?? ''];
    await giveFeedback(test.db, { ...note, personId }, steward.clock);
    await settle();

    await answerOn(ada, 'It is *right*.', office[0] ?? '');
    await settle();

    const text = cardToText(channel.standing.get(ON_CARD) ?? sampleCards.no);
    expect(text).toContain('Note: The OSPO has answered your note.');
    expect(text).not.toContain('It is *right*.');
    expect(text).not.toContain('Thank you.');
    const heard = cardToText(channel.standing.get('test:asker/2') ?? sampleCards.no);
    expect(heard).toContain('It is *right*.');
    expect(heard).toContain('Your note was on: Yes');
    expect(titleOf(ada)).toBe('Answered by the OSPO on 2 March 2026, 09:00 UTC');
    expect(channel.sends.map(({ to }) => to)).toEqual(['ada', 'asker']);
  });

  it('reaches whoever wanted to hear back once, also when their card is gone', async () => {
    const personId = await person('asker');
    office = [office[0] ?? ''];
    await giveFeedback(test.db, { ...note, personId }, steward.clock);
    await settle();
    channel.standing.delete(ON_CARD);

    await answerOn(ada, 'It is *right*.', office[0] ?? '');
    await settle();

    const heard = channel.standing.get('test:asker/2');
    expect(heard?.title).toBe('The OSPO answers your note');
    expect(cardToText(heard ?? sampleCards.no)).toContain('It is *right*.');
    expect(channel.sends).toHaveLength(2);
  });

  it('says by a message that a note was read when its card is gone', async () => {
    const personId = await person('asker');
    office = [office[0] ?? ''];
    await giveFeedback(test.db, { ...note, personId }, steward.clock);
    await settle();
    channel.standing.delete(ON_CARD);

    await press(ada, 'Mark as read', office[0] ?? '');
    await settle();

    expect(channel.sends.map(({ to, title }) => [to, title]).at(-1)).toEqual([
      'asker',
      'The OSPO has read your note.',
    ]);
  });

  it('says to the second who would answer by whom and when it was answered', async () => {
    const personId = await person('asker');
    await giveFeedback(test.db, { ...note, personId }, steward.clock);
    await settle();
    const [first = '', second = ''] = office;
    const cardOf = (id: string) => {
      const index = channel.sends.findIndex(({ to }) => to === (id === first ? 'ada' : 'grace'));
      return `test:${id === first ? 'ada' : 'grace'}/${index + 1}`;
    };
    const stale = channel.standing.get(cardOf(second)) ?? sampleCards.no;
    await answerOn(cardOf(first), 'It is right.', first);

    const replies = await press(cardOf(second), 'Answer', second);

    expect(stale.buttons.map(({ label }) => label)).toContain('Answer');
    expect(replies.map(({ kind }) => kind)).toEqual(['edit', 'card']);
    const said = cardsOf(replies)[0]?.card ?? sampleCards.no;
    expect(said.title).toBe('Already answered');
    expect(cardToText(said)).toContain('ada has already answered the note on “Yes”, on 2 March');
  });

  it('gives an answer that came too late back to whoever wrote it', async () => {
    const personId = await person('asker');
    office = [office[0] ?? ''];
    const given = await giveFeedback(test.db, { ...note, personId }, steward.clock);
    await settle();
    const opened = (await press(ada, 'Answer', office[0] ?? '')).find(
      ({ kind }) => kind === 'form',
    );
    if (opened?.kind !== 'form' || given.kind !== 'given') throw new Error('no form was opened');
    await press(ada, 'Mark as read', office[0] ?? '');

    const { form, context } = opened;
    const content = {
      kind: 'form',
      form: form.name,
      context,
      answers: { answer: 'A *lot*.' },
    } as const;
    const replies = await steward.send({ ...content, card: ada }, undefined, office[0]);

    const late = cardsOf(replies)[0]?.card ?? sampleCards.no;
    expect(late.title).toBe('Your answer was not sent');
    expect(cardToText(late)).toContain('You have already read the note on “Yes”, on 2 March 2026');
    expect(cardToText(late)).toContain('You wrote: “A *lot*.”');
  });

  it('says nothing to those whom a note had not reached before it was read', async () => {
    const given = await giveFeedback(test.db, note, steward.clock);
    const id = given.kind === 'given' ? given.id : '';
    const action = { name: 'feedback.read@1', payload: { id } };

    await steward.send({ kind: 'action', action }, undefined, office[0]);
    await settle();

    expect(channel.sends).toEqual([]);
  });

  it('shows the OSPO what could not be delivered, and tries again when they say so', async () => {
    await giveFeedback(test.db, note, steward.clock);
    await test.db.update(notices).set({ state: 'dead', failure: 'unavailable' });
    const [personId = ''] = office;
    const [trouble] = await inboxOf(test.db, personId, steward);
    const action: unknown = JSON.parse(JSON.stringify(trouble?.card.buttons[0]?.action));

    const refused = await steward.send({ kind: 'action', action }, undefined, await person('eve'));
    const replies = await steward.send({ kind: 'action', action }, undefined, personId);
    await settle();

    expect(trouble?.card.title).toBe('1 message could not be delivered');
    expect(cardsOf(refused)[0]?.card.title).toBe('That is for the OSPO');
    expect(cardsOf(replies)[0]?.card.title).toBe('Trying again');
    expect(channel.sends).toHaveLength(2);
  });
});
