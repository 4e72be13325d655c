import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cardToText } from '#foundation/cards/card-to-text.ts';
import { RouteFile } from '#office/requests/routing/route-file.ts';
import { testDatabase } from '../support/database.ts';
import {
  formIn,
  only,
  type RequestOffice,
  startRequestOffice,
  USE_ANSWERS,
} from '../support/request-office.ts';

const routes = RouteFile.parse({
  version: 1,
  fallback: 'ospo',
  calendar: { timezone: 'Europe/Berlin', days: [1, 2, 3, 4, 5] },
  forms: {
    use: [
      {
        lane: 'full',
        title: 'Review',
        days: 1,
        stages: [
          { title: 'Legal', groups: ['legal', 'security'], needs: 'all' },
          { title: 'Two of the office', groups: ['ospo'], needs: 2 },
        ],
      },
    ],
  },
});

const HOUR = 3_600_000;

/** Monday, 2 March 2026, 10:00 in Berlin. */
describe('what should be decided by a day', () => {
  const test = testDatabase();
  let office: RequestOffice;
  let of: Readonly<Record<'ada' | 'omar' | 'olga' | 'otto' | 'lin' | 'sam', string>>;
  beforeEach(async () => {
    const started = await startRequestOffice(
      test.database,
      ['ada', 'omar', 'olga', 'otto', 'lin', 'sam'],
      { routes },
    );
    office = started;
    of = started.people;
    office.grant({
      omar: ['ospo'],
      olga: ['ospo'],
      otto: ['ospo'],
      lin: ['reviewer:legal', 'reviewer:security'],
      sam: ['reviewer:security'],
    });
  });
  afterEach(() => office.stop());

  async function handIn(answers: Partial<typeof USE_ANSWERS> = {}) {
    const opened = await office.start('start a request', of.ada);
    const card = only(await office.send(opened, { ...USE_ANSWERS, ...answers }, of.ada));
    await office.settle();
    return card;
  }

  async function later(hours: number) {
    office.steward.clock.advance(hours * HOUR);
    await office.settle();
  }

  const due = (who: 'lin' | 'sam' | 'omar' | 'olga' | 'otto') =>
    office.cardsOf(who).filter(({ title }) => / due by /.test(title));

  it('is said on the card, to whoever asked and to whoever decides', async () => {
    const card = await handIn();

    const by = 'It is to be decided by 3 March 2026, 09:00 UTC.';
    expect(cardToText(card)).toContain(by);
    expect(cardToText(office.seenBy('lin'))).toContain(by);
    expect(cardToText(card)).not.toContain('Half of such');
    await later(26);
    expect(cardToText(await office.say('my requests', of.ada))).not.toContain('to be decided');
    const late = only(await office.press(await office.say('my requests', of.ada), 'Show', of.ada));
    expect(cardToText(late)).toContain('It was to be decided by 3 March 2026, 09:00 UTC.');
  });

  it('comes to each reviewer once, in the morning, whatever they are in', async () => {
    await handIn();
    await handIn({ product: 'Cellar' });
    await later(22);
    expect(due('lin')).toEqual([]);
    await later(1);
    const [first] = due('lin');
    await later(1);

    expect(due('lin')).toHaveLength(1);
    expect(due('sam')).toHaveLength(1);
    expect(due('omar')).toEqual([]);
    expect(first?.title).toBe('2 requests are due by 3 March 2026');
    expect(cardToText(first ?? office.seenBy('lin'))).toContain(
      'Use no-license 1.0.0 in Cellar · to be decided by 3 March 2026, 09:00 UTC',
    );
    expect(first?.buttons.map(({ label }) => label.slice(0, 8))).toEqual(['Show REQ', 'Show REQ']);
  });

  it('says what is left when some of it is decided, and that nothing is', async () => {
    await handIn();
    await later(23);
    const opened = formIn(await office.press(office.seenBy('lin'), 'Reject', of.lin));
    const answers = { reason: 'Security', words: 'No fixes.', alternative: 'dayjs' };
    await office.send(opened, answers, of.lin);
    await office.settle();

    const left = office
      .cardsOf('lin')
      .filter(({ title }) => title === 'Nothing is left of this reminder');
    expect(due('lin')).toEqual([]);
    expect(left).toHaveLength(1);
    expect(left[0]?.buttons).toEqual([]);
  });

  it('is not told of what is decided before, nor of what waits for an answer', async () => {
    await handIn();
    const opened = formIn(await office.press(office.seenBy('lin'), 'Ask a question', of.lin));
    await office.send(opened, { words: 'Where from?' }, of.lin);
    await office.settle();
    await later(24);

    expect(due('lin')).toEqual([]);
    expect(due('sam')).toEqual([]);
  });

  it('is put off while it waits for an answer', async () => {
    await handIn();
    await later(1);
    const opened = formIn(await office.press(office.seenBy('lin'), 'Ask a question', of.lin));
    await office.send(opened, { words: 'Where from?' }, of.lin);
    await office.settle();
    await later(24);
    const asked = office.seenBy('ada');
    const form = formIn(await office.press(asked, 'Answer', of.ada));
    const answered = only(await office.send(form, { words: 'From its page.' }, of.ada));
    await office.settle();

    // Asked after an hour: seven of eight hours are left at 11:00 on Tuesday.
    expect(cardToText(answered)).toContain('It is to be decided by 4 March 2026, 09:00 UTC.');
    await later(22);
    expect(due('lin').map(({ title }) => title)).toEqual(['One request is due by 4 March 2026']);
  });

  it('begins anew in the next stage, and leaves out who has approved', async () => {
    await handIn();
    for (const label of ['Approve REQ']) {
      await office.press(office.seenBy('lin'), label, of.lin);
      await office.settle();
    }
    await office.press(office.seenBy('omar'), 'Approve REQ', of.omar);
    await office.settle();
    const kept = office.seenBy('omar');
    await later(23);

    expect(kept.buttons.map(({ label }) => label).join()).not.toContain('Approve REQ');
    expect(kept.buttons[0]?.label).toBe('Undo (1 minute)');
    expect(due('omar')).toEqual([]);
    expect(due('olga')).toHaveLength(1);
    expect(due('otto')).toHaveLength(1);
    expect(due('lin')).toEqual([]);
    expect((await office.say('what waits for me', of.omar)).title).toBe('Nothing waits for you');
    expect((await office.say('what waits for me', of.olga)).title).toBe(
      'One request waits for you',
    );
  });

  it('says how long such requests take, once enough were decided', async () => {
    for (const product of ['A', 'B', 'C', 'D', 'E']) {
      await handIn({ product });
      await later(5);
      const card = office.cardsOf('lin').find(({ title }) => title.endsWith(`in ${product}`));
      if (!card) throw new Error('lin has no card');
      const opened = formIn(await office.press(card, 'Reject', of.lin));
      await office.send(opened, { reason: 'Security', words: 'No.', alternative: 'dayjs' }, of.lin);
      await office.settle();
    }
    const card = await handIn({ product: 'F' });

    expect(cardToText(card)).toContain('Half of such requests are decided within 5 hours.');
    expect(cardToText(office.cardsOf('sam').at(-1) ?? card)).not.toContain('Half of such');
  });
});
