import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inboxOf } from '#assistant/inbox.ts';
import { createCardFor } from '#assistant/notices.ts';
import { thankedCard } from '#assistant/views/feedback/feedback-cards.ts';
import { cardToText } from '#foundation/cards/card-to-text.ts';
import { type Delivery, startDelivery } from '#foundation/delivery/worker.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { personFor } from '#foundation/people/accounts.ts';
import type { Roles } from '#foundation/people/roles.ts';
import { notices } from '#foundation/store/schema.ts';
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
    steward = await startTestSteward({ db: test.db, roles });
    office = [await person('ada'), await person('grace')];
    channel = fakeChannel();
    channel.standing.set(ON_CARD, thankedCard(sampleCards.yes));
    delivery = startDelivery({
      database: test.database,
      clock: steward.clock,
      log: silentLog,
      channels: () => [channel],
      roles,
      cardFor: createCardFor(test.db, steward.clock),
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
      ['ada', 'An answer was wrong'],
      ['grace', 'An answer was wrong'],
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

  it('shows the answer on the card that the note is about', async () => {
    const personId = await person('asker');
    office = [office[0] ?? ''];
    await giveFeedback(test.db, { ...note, personId }, steward.clock);
    await settle();

    await answerOn(ada, 'It is *right*.', office[0] ?? '');
    await settle();

    const text = cardToText(channel.standing.get(ON_CARD) ?? sampleCards.no);
    expect(text).toContain('Note: The OSPO answers: It is *right*.');
    expect(text).not.toContain('Thank you.');
    expect(titleOf(ada)).toBe('Answered by the OSPO on 2 March 2026, 09:00 UTC');
    expect(channel.sends.map(({ to }) => to)).toEqual(['ada']);
  });

  it('reaches whoever wanted to hear back when their card is gone', async () => {
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
