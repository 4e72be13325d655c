import { eq } from 'drizzle-orm';
import { DateTime } from 'luxon';
import { afterEach, describe, expect, it } from 'vitest';
import type { Card } from '#foundation/cards/card.ts';
import { cardToText } from '#foundation/cards/card-to-text.ts';
import { accounts } from '#foundation/store/schema.ts';
import { RouteFile } from '#office/requests/routing/route-file.ts';
import { testDatabase } from '../support/database.ts';
import {
  formIn,
  only,
  type RequestOffice,
  startRequestOffice,
  USE_ANSWERS,
} from '../support/request-office.ts';

const HOUR = 3_600_000;

const TEXT = {
  kind: 'policy-change',
  title: 'AGPL needs a review from now on',
  body: 'From 1 April on.',
  to: ['everyone'],
  confirm: 'yes',
  remind: 1,
  when: 'now',
};

/** In whose time zones people are; an office in Berlin that works on these days. */
function routesOn(days: readonly number[], holidays: readonly string[] = []) {
  return RouteFile.parse({
    version: 1,
    fallback: 'ospo',
    calendar: { timezone: 'Europe/Berlin', days, holidays },
    forms: {
      use: [
        { lane: 'full', title: 'Review', days: 1, stages: [{ title: 'L', groups: ['legal'] }] },
      ],
    },
  });
}

const zones = {
  kiri: 'Pacific/Auckland',
  bert: 'Europe/Berlin',
  fran: 'America/Los_Angeles',
  lono: 'Pacific/Honolulu',
} as const;
type Somebody = keyof typeof zones;
const everyday = [1, 2, 3, 4, 5, 6, 7];

/** Days pass in them, hour by hour. */
describe('reminders', { timeout: 90_000 }, () => {
  const test = testDatabase();
  let office: RequestOffice;
  afterEach(() => office.stop());

  async function open(
    at: string,
    days: readonly number[] = everyday,
    holidays: readonly string[] = [],
  ) {
    const names = ['olga', 'omar', ...Object.keys(zones)];
    office = await startRequestOffice(test.database, names, {
      routes: routesOn(days, holidays),
      broadcasts: { approvalAbove: 100, quiet: { from: 19, to: 8 }, topics: {} },
      at: new Date(at),
    });
    for (const [name, timeZone] of Object.entries(zones)) {
      await test.db.update(accounts).set({ timeZone }).where(eq(accounts.externalId, name));
    }
    // Everybody reviews for one group, so that whoever has something to read may have to decide too.
    office.grant({ olga: ['ospo'], omar: ['ospo'], ...everyReviewer });
  }

  const everyReviewer = Object.fromEntries(
    Object.keys(zones).map((name) => [name, ['reviewer:legal'] as const]),
  );
  const idOf = (name: string): string => office.people[name] ?? '';

  async function broadcast(answers: object): Promise<void> {
    const desk = await office.say('broadcasts', idOf('olga'));
    const opened = formIn(await office.press(desk, 'Write a broadcast', idOf('olga')));
    const draft = only(await office.send(opened, { ...TEXT, ...answers }, idOf('olga')));
    await office.press(draft, 'Ask for a second look', idOf('olga'));
    await office.settle();
    const approval = office.cardsOf('omar').at(-1);
    if (!approval) throw new Error('nobody was asked');
    await office.press(approval, 'Approve: send', idOf('omar'));
    await office.settle();
  }

  async function handIn(product: string): Promise<void> {
    const opened = await office.start('start a request', idOf('olga'));
    await office.send(opened, { ...USE_ANSWERS, product }, idOf('olga'));
    await office.settle();
  }

  const isReminder = (title: string) => /^Please read and confirm|due by/.test(title);
  const remindersOf = (name: string): readonly Card[] =>
    office.cardsOf(name).filter(({ title }) => isReminder(title));

  interface Arrived {
    readonly to: string;
    readonly at: DateTime;
    readonly title: string;
  }

  /** Hour by hour, what arrives when on the clock of whoever gets it. */
  async function pass(hours: number, each?: (hour: number) => Promise<void>, step = 1) {
    const arrived: Arrived[] = [];
    for (let hour = 0; hour < hours; hour += step) {
      office.steward.clock.advance(step * HOUR);
      await each?.(hour);
      const before = office.channel.sends.length;
      await office.settle();
      for (const { to, title } of office.channel.sends.slice(before)) {
        const zone = zones[to as Somebody] ?? 'Europe/Berlin'; // others are at the office
        const at = DateTime.fromJSDate(office.steward.clock.now(), { zone });
        if (isReminder(title)) arrived.push({ to, at, title });
      }
    }
    return arrived;
  }

  const daysOf = (arrived: readonly Arrived[], name: string) =>
    arrived.filter(({ to }) => to === name).map(({ at }) => at.toISODate() ?? '');

  it.each([
    ['as in Los Angeles', '2026-03-07T15:00:00Z'],
    ['as in Berlin', '2026-03-28T15:00:00Z'],
    ['as in Auckland', '2026-04-04T10:00:00Z'],
  ])(
    'come once a day, by day, on each one’s own clock, also when it is turned %s',
    async (_, at) => {
      await open(at);
      await broadcast({ title: 'One' });
      await broadcast({ title: 'Two' });

      const arrived = await pass(
        60,
        async (hour) => {
          if (hour === 6) await broadcast({ title: 'Three' });
        },
        2,
      );

      for (const name of Object.keys(zones)) {
        const days = daysOf(arrived, name);
        expect(days).toEqual([...new Set(days)]);
        expect(days.length, name).toBeGreaterThanOrEqual(2);
      }
      for (const { at: there } of arrived) {
        expect(there.hour).toBeGreaterThanOrEqual(8);
        expect(there.hour).toBeLessThan(19);
      }
    },
  );

  it('come once a day to whoever decides too, wherever the office’s morning finds them', async () => {
    await open('2026-03-02T09:00:00Z');
    await broadcast({ title: 'One' });

    const arrived = await pass(
      3 * 24,
      async (hour) => {
        if (hour === 26 || hour === 50) await handIn(`Product ${hour}`);
      },
      2,
    );

    for (const name of Object.keys(zones)) {
      const days = daysOf(arrived, name);
      expect(days).toEqual([...new Set(days)]);
      expect(days.length, name).toBeGreaterThanOrEqual(2);
      const titles = arrived.filter(({ to }) => to === name).map(({ title }) => title);
      expect(titles.some((title) => /due by .*to confirm$/.test(title))).toBe(true);
    }
  });

  it('rest on weekends and holidays', async () => {
    await open('2026-03-05T09:00:00Z', [1, 2, 3, 4, 5], ['2026-03-09']);
    await broadcast({ title: 'One' });

    const arrived = await pass(6 * 24, undefined, 3);

    expect(daysOf(arrived, 'bert')).toEqual(['2026-03-06', '2026-03-10', '2026-03-11']);
    expect(daysOf(arrived, 'fran').slice(0, 2)).toEqual(['2026-03-06', '2026-03-10']);
    // On Friday it was evening there by then.
    expect(daysOf(arrived, 'kiri').slice(0, 2)).toEqual(['2026-03-10', '2026-03-11']);
  });

  it('are one message of what is to be decided and what is to be confirmed', async () => {
    await open('2026-03-02T09:00:00Z');
    await broadcast({});
    await handIn('Checkout');
    office.steward.clock.advance(23 * HOUR);
    await office.settle();
    office.steward.clock.advance(2 * HOUR);
    await office.settle();

    const [reminder, ...others] = remindersOf('bert');
    expect(others).toEqual([]);
    expect(reminder?.title).toBe(
      'One request is due by 3 March 2026, and you have one text to confirm',
    );
    const text = reminder ? cardToText(reminder) : '';
    expect(text).toContain('Use no-license 1.0.0 in Checkout · to be decided by');
    expect(text).toContain('AGPL needs a review from now on');
    expect(reminder?.buttons.map(({ label }) => label.replace(/\d+/, 'N'))).toEqual([
      'Show REQ-N',
      'Read “AGPL needs a review from now on”',
    ]);
  });

  it('say what is left of them where they stand', async () => {
    await open('2026-03-02T09:00:00Z');
    await broadcast({});
    await handIn('Checkout');
    office.steward.clock.advance(25 * HOUR);
    await office.settle();
    const sends = office.channel.sends.length;
    const text = office.cardsOf('bert').find(({ title }) => title === TEXT.title);
    if (!text) throw new Error('bert got nothing');

    await office.press(text, 'I have read this', idOf('bert'));
    await office.settle();
    const [half] = remindersOf('bert');
    const asked = office.cardsOf('bert').find(({ title }) => title.startsWith('REQ-'));
    if (!asked) throw new Error('bert is not asked');
    const rejected = formIn(await office.press(asked, 'Reject', idOf('bert')));
    const answers = { reason: 'Security', words: 'No.', alternative: 'dayjs' };
    const changes = office.channel.changes.length;
    await office.send(rejected, answers, idOf('bert'));
    await office.settle();

    expect(half?.title).toBe('One request is due by 3 March 2026');
    expect(office.cardsOf('bert').map(({ title }) => title)).toContain(
      'Nothing is left of this reminder',
    );
    // Omar was reminded of the same day, and decides nothing: for him nothing has changed.
    const changed = office.channel.changes.slice(changes);
    expect(remindersOf('omar')).toHaveLength(1);
    expect(changed.filter((name) => name.startsWith('test:omar/'))).toEqual([]);
    expect(changed.filter((name) => name.startsWith('test:bert/'))).not.toEqual([]);
    // Whoever asked hears of it; nobody is reminded once more.
    expect(office.channel.sends.slice(sends).filter(({ title }) => isReminder(title))).toEqual([]);
  });

  it('are of no text of which the OSPO reminds nobody', async () => {
    await open('2026-03-02T09:00:00Z');
    await broadcast({ remind: undefined });

    expect(await pass(3 * 24, undefined, 3)).toEqual([]);
  });

  it('that come a day late are the one of that day', async () => {
    await open('2026-03-02T09:00:00Z');
    await broadcast({});
    office.steward.clock.advance(24 * HOUR);
    // The platform wants to be left alone for a day.
    office.channel.next.push(
      ...Array.from(
        { length: 6 },
        () => async () => ({ kind: 'later', afterMs: 24 * HOUR }) as const,
      ),
    );
    await office.settle();
    const late = office.channel.sends.filter(({ title }) => isReminder(title)).map(({ to }) => to);
    office.channel.next.length = 0;
    const before = office.channel.sends.length;
    office.steward.clock.advance(24 * HOUR + 1000);
    await office.settle();
    await office.settle();

    const now = office.channel.sends.slice(before).filter(({ title }) => isReminder(title));
    expect(late).toContain('bert');
    expect(now.filter(({ to }) => to === 'bert')).toHaveLength(1);
  });
});
