import { desc } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inboxOf } from '#assistant/inbox.ts';
import type { FormReply } from '#assistant/turn.ts';
import type { Card } from '#foundation/cards/card.ts';
import { cardToText } from '#foundation/cards/card-to-text.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import { broadcasts } from '#foundation/store/tables/broadcasts.ts';
import { testDatabase } from '../support/database.ts';
import { formIn, only, type RequestOffice, startRequestOffice } from '../support/request-office.ts';

const NEWS = {
  kind: 'news',
  title: 'Office hours on Friday',
  body: 'Bring your license questions.',
  to: ['channel'],
  channels: '#open-source',
  confirm: 'no',
  when: 'now',
};

describe('a broadcast to channels', () => {
  const test = testDatabase();
  let office: RequestOffice;
  let olga: string;
  let omar: string;
  beforeEach(async () => {
    office = await startRequestOffice(test.database, ['ada', 'grace', 'olga', 'omar'], {
      broadcasts: { approvalAbove: 3, quiet: { from: 19, to: 8 }, topics: {} },
    });
    ({ olga = '', omar = '' } = office.people);
    office.grant({ olga: ['ospo'], omar: ['ospo'] });
    office.channel.rooms.set('#open-source', ['ada', 'grace']);
    office.channel.rooms.set('#payments', ['ada', 'grace', 'stranger']);
  });
  afterEach(() => office.stop());

  async function send(answers: object) {
    const list = await office.say('broadcasts', olga);
    const opened = formIn(await office.press(list, 'Write a broadcast', olga));
    return office.send(opened, answers, olga);
  }
  /** From now on the platform says who is where by this. */
  function listening(members: () => readonly string[]) {
    const { places } = office.channel;
    let asked = 0;
    if (places) {
      places.membersOf = async () => {
        asked++;
        return members();
      };
    }
    return { asked: () => asked };
  }
  /** The last broadcast, as the OSPO sees it. */
  const desk = async (): Promise<Card> => {
    const [row] = await test.db.select().from(broadcasts).orderBy(desc(broadcasts.number)).limit(1);
    return office.say(`BC-${row?.number}`, olga);
  };
  const posted = (name: string) => office.cardsOf(`T1/${name}`);
  const first = (name: string): Card => {
    const [card] = posted(name);
    if (!card) throw new Error(`nothing was posted in ${name}`);
    return card;
  };

  it('is posted there once, and is told to nobody on their own', async () => {
    const draft = only(await send(NEWS));
    await office.press(draft, 'Send to #open-source', olga);
    await office.settle();
    await office.settle();
    const after = await desk();

    expect(cardToText(draft)).toContain('#open-source: 2 people read along');
    expect(posted('#open-source')).toHaveLength(1);
    expect(cardToText(first('#open-source'))).toContain('Bring your license questions.');
    expect(first('#open-source').buttons).toEqual([]);
    expect(office.cardsOf('ada')).toEqual([]);
    expect(after.title).toContain('has gone out');
    expect(cardToText(after)).toContain('#open-source: posted');
  });

  it('reaches its members on their own too, of whom Steward knows', async () => {
    const draft = only(
      await send({ ...NEWS, to: ['members'], channels: 'Payments', confirm: 'yes' }),
    );
    await office.press(draft, 'Send to 2 people', olga);
    await office.settle();

    expect(cardToText(draft)).toContain('1 of the 3 in #payments have never met me');
    expect(office.cardsOf('ada').map(({ title }) => title)).toEqual(['Office hours on Friday']);
    expect(office.cardsOf('ada')[0]?.buttons.map(({ label }) => label)).toContain(
      'I have read this',
    );
    expect(office.cardsOf('omar')).toEqual([]);
    expect(posted('#payments')).toEqual([]);
  });

  it('shows the OSPO which channel was archived, posts in the others, and tries again when asked', async () => {
    const draft = only(await send({ ...NEWS, channels: 'open-source\n#payments' }));
    await office.press(draft, 'Ask for a second look', olga);
    await office.settle();
    office.channel.rooms.delete('#payments');
    const [approval] = office.cardsOf('omar');
    if (!approval) throw new Error('nobody was asked');
    await office.press(approval, 'Approve', omar);
    await office.settle();
    const shown = cardToText(await desk());
    const inbox = await inboxOf(test.db, olga, { ...office.steward, roles: office.roles });
    const now = await desk();
    office.channel.rooms.set('#payments', ['ada']);
    await office.press(now, 'Try again', olga);
    await office.settle();

    expect(inbox.map(({ card }) => card.title).join()).not.toContain('could not be delivered');
    expect(shown).toContain('#open-source: posted');
    expect(shown).toContain('#payments: could not be posted: I am not there any more');
    expect(posted('#payments')).toHaveLength(1);
    expect(posted('#open-source')).toHaveLength(1);
  });

  it('waits for the morning where it is tried again at night', async () => {
    const draft = only(await send(NEWS));
    office.channel.rooms.delete('#open-source');
    await office.press(draft, 'Send to', olga);
    await office.settle();
    office.channel.rooms.set('#open-source', ['ada']);
    office.steward.clock.advance(13 * 3_600_000);
    await office.press(await desk(), 'Try again', olga);
    await office.settle();
    const atNight = posted('#open-source').length;
    office.steward.clock.advance(12 * 3_600_000);
    await office.settle();

    expect([atNight, posted('#open-source').length]).toEqual([0, 1]);
  });

  it('can be seen and discarded while the platform does not say who is there', async () => {
    const membersOf = listening(() => {
      throw new StewardError('unavailable', 'away', { advice: 'Try again.' });
    });
    const draft = only(await send(NEWS));

    expect(membersOf.asked()).toBeGreaterThan(0);
    expect(cardToText(draft)).toContain('not known while a platform does not answer');
    expect(draft.buttons.map(({ label }) => label).join()).not.toContain('Send to');
    expect(only(await office.press(draft, 'Discard', olga)).title).toContain('is cancelled');
  });

  it('asks nobody who is there while it is too early, however often that is looked at', async () => {
    const membersOf = listening(() => ['ada']);
    const draft = only(await send({ ...NEWS, when: 'at', day: '2026-03-03', time: '09:00' }));
    await office.press(draft, 'Send to', olga);
    const before = membersOf.asked();
    for (let round = 0; round < 5; round++) await office.settle();

    // Drawn, sent and drawn again within a minute.
    expect([before, membersOf.asked()]).toEqual([1, 1]);
  });

  it('needs a second person where many read along', async () => {
    office.channel.rooms.set('#open-source', ['ada', 'grace', 'lin', 'max']);

    const draft = only(await send(NEWS));

    expect(draft.buttons[0]?.label).toBe('Ask for a second look');
  });

  it('is corrected where it stands', async () => {
    const draft = only(await send(NEWS));
    await office.press(draft, 'Send to', olga);
    await office.settle();
    const form = formIn(await office.press(await desk(), 'Correct its text', olga));
    await office.send(form, { title: NEWS.title, body: 'On Monday instead.' }, olga);
    await office.settle();

    expect(posted('#open-source')).toHaveLength(1);
    expect(cardToText(first('#open-source'))).toContain('On Monday instead.');
    expect(cardToText(first('#open-source'))).toContain('corrected');
  });

  it('is not posted any more once it is cancelled', async () => {
    const draft = only(await send({ ...NEWS, when: 'at', day: '2026-03-03', time: '09:00' }));
    const waiting = only(await office.press(draft, 'Send to', olga));
    await office.press(waiting, 'Cancel', olga, undefined);
    office.steward.clock.advance(2 * 86_400_000);
    await office.settle();

    expect(posted('#open-source')).toEqual([]);
  });

  it.each([
    [
      'a channel where Steward is not',
      { channels: '#elsewhere' },
      'channels',
      'I am in no channel',
    ],
    ['no channel at all', { channels: ' , ' }, 'channels', 'Please name a channel'],
    ['a channel alone that is to confirm', { confirm: 'yes' }, 'confirm', 'A channel confirms'],
  ])(
    'says beside the field what is wrong with %s, and keeps what was typed',
    async (_, change, field, words) => {
      const [reply] = await send({ ...NEWS, ...change });
      const form = reply as FormReply;

      expect(form.kind).toBe('form');
      expect(form.errors?.[field]).toContain(words);
      expect(form.kept?.body).toBe(NEWS.body);
    },
  );
});
