import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '#assistant/turn.ts';
import type { Card } from '#foundation/cards/card.ts';
import { cardToText } from '#foundation/cards/card-to-text.ts';
import { recentEntries } from '#foundation/store/audit-log.ts';
import { requestSteps } from '#foundation/store/tables/requests.ts';
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
      { lane: 'full', title: 'Review', days: 3, stages: [{ title: 'Legal', groups: ['legal'] }] },
    ],
  },
});

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Monday, 30 November 2026, 10:00 in Berlin. Ann is the only one of legal. */
describe('somebody who is away', () => {
  const test = testDatabase();
  let office: RequestOffice;
  let of: Readonly<Record<'ada' | 'ann' | 'ben' | 'lin' | 'omar' | 'olga', string>>;
  beforeEach(async () => {
    const started = await startRequestOffice(
      test.database,
      ['ada', 'ann', 'ben', 'lin', 'omar', 'olga'],
      { routes, at: new Date('2026-11-30T09:00:00Z') },
    );
    office = started;
    of = started.people;
    office.grant({ ann: ['reviewer:legal'], omar: ['ospo'], olga: ['ospo'] });
  });
  afterEach(() => office.stop());

  async function handIn(who: string, product = 'Checkout'): Promise<Card> {
    const opened = await office.start('start a request', who);
    const card = only(await office.send(opened, { ...USE_ANSWERS, product }, who));
    await office.settle();
    return card;
  }
  async function goAway(
    who: string,
    answers: object,
    words = 'I am away',
  ): Promise<readonly Reply[]> {
    const replies = await office.send(await office.start(words, who), answers, who);
    await office.settle();
    return replies;
  }
  async function later(milliseconds: number) {
    office.steward.clock.advance(milliseconds);
    await office.settle();
  }
  const week = { firstDay: '2026-12-01', lastDay: '2026-12-05' };
  const today = { firstDay: '2026-11-30', lastDay: '2026-12-04' };

  it('says from when to when and who covers, and changes it from the card', async () => {
    const opened = await office.start('I am away from 1 to 5 December', of.ann);
    const card = only(await office.send(opened, { ...opened.kept, deputy: 'Ben' }, of.ann));
    const again = formIn(await office.press(card, 'Change', of.ann));
    const sent = { ...again.kept, lastDay: '2026-12-08' };
    const [edit] = await office.send(again, sent, of.ann, 'test:ann/1');

    expect(opened.kept).toEqual(week);
    expect(card.title).toBe('Away from Tue 1 Dec to Sat 5 Dec; ben covers');
    expect(card.buttons.map(({ label }) => label)).toEqual(['Change', 'I am not away']);
    expect(again.kept).toEqual({ ...week, deputy: of.ben });
    if (edit?.kind !== 'edit') throw new Error('no edit');
    expect(edit.edit(card).title).toBe('Away from Tue 1 Dec to Tue 8 Dec; ben covers');
    const kinds = (await recentEntries(test.db, 2)).map(({ entry }) => entry);
    expect(kinds).toMatchObject([
      { kind: 'absence.set', deputyId: of.ben, lastDay: '2026-12-08' },
      { kind: 'absence.set', deputyId: of.ben, lastDay: '2026-12-05' },
    ]);
  });

  it('is covered by the deputy, who has one card of what waits and decides it in her place', async () => {
    await handIn(of.ada);
    await goAway(of.ann, { ...week, deputy: 'ben' });
    expect(office.cardsOf('ben')).toEqual([]);
    await later(DAY);
    const covering = office.seenBy('ben');
    const request = only(await office.press(covering, 'Show REQ', of.ben));
    const [decided] = await office.press(request, 'Approve REQ', of.ben, 'test:ben/9');
    await office.settle();

    expect(covering.title).toBe('You cover for ann until Sat 5 Dec');
    expect(cardToText(covering)).toContain('Use no-license 1.0.0 in Checkout');
    if (decided?.kind !== 'edit') throw new Error('no edit');
    expect(cardToText(decided.edit(request))).toContain('Approved by ben, for ann, on');
    const [step] = await test.db.select().from(requestSteps).where(eq(requestSteps.version, 2));
    expect(step).toMatchObject({ personId: of.ben, groups: 'legal', forPersonId: of.ann });
    expect(office.cardsOf('ben')).toHaveLength(1);
  });

  it('gets nothing new, which goes to the deputy; and may decide all the same', async () => {
    await goAway(of.ann, { ...today, deputy: 'ben' });
    const card = await handIn(of.ada);

    expect(office.cardsOf('ann')).toEqual([]);
    expect(office.cardsOf('ben').map(({ title }) => numberIn(title))).toEqual([
      numberIn(card.title),
    ]);
    expect((await office.say('my review queue', of.ben)).title).toBe('One request waits for you');
    const queue = await office.say('my review queue', of.ann);
    const request = only(await office.press(queue, 'Show REQ', of.ann));
    await office.press(request, 'Approve REQ', of.ann);
    const [step] = await test.db.select().from(requestSteps).where(eq(requestSteps.version, 2));
    expect(step).toMatchObject({ personId: of.ann, forPersonId: null });
  });

  it('does not trouble the deputy where nothing waits', async () => {
    await goAway(of.ann, { ...today, deputy: 'ben' });

    expect(office.cardsOf('ben')).toEqual([]);
  });

  it('is seen on the request by whoever asked, with who covers', async () => {
    await handIn(of.ada);
    await goAway(of.ann, { ...today, deputy: 'ben' });

    const list = await office.say('my requests', of.ada);
    const card = only(await office.press(list, 'Show REQ', of.ada));

    expect(cardToText(card)).toContain('Legal: ann is away until Fri 4 Dec; ben covers.');
    await later(5 * DAY);
    const after = only(await office.press(list, 'Show REQ', of.ada));
    expect(cardToText(after)).not.toContain('is away');
  });

  it.each(['by the button', 'in words'])(
    'is back earlier, %s, and the deputy decides no more',
    async (how) => {
      await handIn(of.ada);
      const card = only(await goAway(of.ann, { ...today, deputy: 'ben' }));
      const request = only(await office.press(office.seenBy('ben'), 'Show REQ', of.ben));

      const back =
        how === 'in words'
          ? await office.say('I am back', of.ann)
          : only(await office.press(card, 'I am back', of.ann));
      const again = only(await office.press(card, 'I am back', of.ann));
      await office.settle();
      const refused = only(await office.press(request, 'Approve REQ', of.ben));

      expect([back.title, again.title]).toEqual(['Welcome back', 'Welcome back']);
      expect(office.cardsOf('ben').map(({ title }) => title)).toEqual(['ann is back']);
      expect(cardToText(refused)).not.toContain('Approved');
      expect((await office.say('my review queue', of.ben)).title).toBe('Nothing waits for you');
      const ended = (await recentEntries(test.db, 20)).filter(
        ({ entry }) => entry.kind === 'absence.ended',
      );
      expect(ended).toHaveLength(1);
      expect((await office.say('I am back', of.ann)).title).toBe('You are not away');
    },
  );

  it('is away until the end of the last day, in the zone of the office', async () => {
    await goAway(of.ann, { firstDay: '2026-11-30', lastDay: '2026-11-30', deputy: 'ben' });
    // 23:59 in Berlin.
    await later(13 * HOUR + 59 * 60_000);
    await handIn(of.ada);
    await later(2 * 60_000);
    await handIn(of.ada, 'Cellar');

    expect(office.cardsOf('ben').map(({ title }) => title.slice(-8))).toEqual(['Checkout']);
    expect(office.cardsOf('ann').map(({ title }) => title.slice(-6))).toEqual(['Cellar']);
  });

  it('must name somebody where nobody else is in a group, and need not where others are', async () => {
    const alone = formIn(await goAway(of.ann, week));
    office.grant({ ann: ['reviewer:legal'], lin: ['reviewer:legal'] });
    const card = only(await goAway(of.ann, week));
    const other = formIn(await goAway(of.lin, week));

    expect(alone.errors).toEqual({
      deputy: 'Please say who covers: at that time nobody else is in Legal.',
    });
    expect(alone.kept).toEqual(week);
    expect(card.title).toBe('Away from Tue 1 Dec to Sat 5 Dec');
    expect(other.errors?.deputy).toContain('nobody else is in Legal');
  });

  it('is asked for days and a deputy that can be', async () => {
    await goAway(of.omar, week);
    const wrong = async (answers: object) => {
      const { errors } = formIn(await goAway(of.ann, answers));
      return errors;
    };

    expect(await wrong({ ...week, lastDay: '2026-11-30', deputy: 'ben' })).toEqual({
      lastDay: 'Please choose the first day or a later one.',
    });
    expect(await wrong({ ...week, firstDay: '2026-11-29', deputy: 'ben' })).toEqual({
      firstDay: 'Please choose 2026-11-30 or later.',
    });
    expect(await wrong({ ...week, lastDay: '2027-12-02', deputy: 'ben' })).toEqual({
      lastDay: 'Please choose at most a year; it can be said again then.',
    });
    expect(await wrong({ ...week, deputy: 'ann' })).toEqual({
      deputy: 'Please name somebody else: nobody covers for themselves.',
    });
    expect((await wrong({ ...week, deputy: 'nobody@example.org' }))?.deputy).toContain(
      'does not know this person',
    );
    expect(await wrong({ ...week, deputy: 'omar' })).toEqual({
      deputy: 'omar is away until Sat 5 Dec. Please name somebody else.',
    });
  });

  it('covers for nobody: what waits comes back to who is away rather than to nobody', async () => {
    await goAway(of.ann, { ...today, deputy: 'lin' });
    office.grant({ ann: ['reviewer:legal'], lin: ['reviewer:security'], omar: ['ospo'] });
    await goAway(of.lin, { ...today, deputy: 'ben' });
    await handIn(of.ada);

    expect(office.cardsOf('ann')).toHaveLength(1);
    expect(office.cardsOf('lin')).toEqual([]);
    expect(office.cardsOf('ben')).toEqual([]);
    expect(cardToText(office.seenBy('ann'))).toContain('Legal: ann is away until Fri 4 Dec.');
  });

  it('is asked where all of a group are away and nobody covers', async () => {
    office.grant({ ann: ['reviewer:legal'], lin: ['reviewer:legal'], omar: ['ospo'] });
    await goAway(of.ann, { ...today });
    office.grant({ ann: ['reviewer:legal'], omar: ['ospo'] });
    await handIn(of.ada);

    expect(office.cardsOf('ann')).toHaveLength(1);
  });

  it('is not decided for by a deputy who asked for it', async () => {
    const mine = await handIn(of.ben);
    await goAway(of.ann, { ...today, deputy: 'ben' });
    const shown = only(
      await office.press(await office.say('my requests', of.ben), 'Show REQ', of.ben),
    );
    const asked = office.seenBy('ann');
    const refused = only(await office.press(asked, 'Approve REQ', of.ben));
    const next = await handIn(of.ben, 'Cellar');

    expect(shown.buttons.map(({ label }) => label).join()).not.toContain('Approve REQ');
    expect(cardToText(shown)).toContain('Legal: ann is away until Fri 4 Dec.');
    expect(office.cardsOf('ben').map(({ title }) => numberIn(title))).not.toContain(
      numberIn(mine.title),
    );
    expect(cardToText(refused)).toContain('You asked for it yourself');
    // Nobody but the requester would be asked: the fallback is.
    expect(office.cardsOf('omar').map(({ title }) => numberIn(title))).toEqual([
      numberIn(next.title),
    ]);
  });

  it('has what was handed to her alone decided by the deputy, and is handed nothing more', async () => {
    office.grant({ ann: [], lin: ['reviewer:legal'], omar: ['ospo'] });
    await handIn(of.ada);
    const hand = async () => {
      const opened = formIn(await office.press(office.seenBy('lin'), 'Something else', of.lin));
      const answers = { step: 'delegate', person: of.ann, words: 'She knows it.' };
      return office.send(opened, answers, of.lin);
    };
    await hand();
    await office.settle();
    office.grant({ ann: ['reviewer:security'], lin: ['reviewer:legal'], omar: ['ospo'] });
    await goAway(of.ann, { ...today, deputy: 'ben' });

    const request = only(await office.press(office.seenBy('ben'), 'Show REQ', of.ben));
    const again = formIn(await hand());
    const [decided] = await office.press(request, 'Approve REQ', of.ben, 'test:ben/1');

    expect(again.errors).toEqual({
      person: 'ann is away until Fri 4 Dec; ben covers. Please choose somebody who is there.',
    });
    if (decided?.kind !== 'edit') throw new Error('no edit');
    expect(cardToText(decided.edit(request))).toContain('Approved by ben, for ann');
  });

  it('may be set away by the OSPO, and is told; by nobody else', async () => {
    const opened = await office.start('absence', of.omar);
    const card = only(await office.send(opened, { who: 'ann', ...today, deputy: 'ben' }, of.omar));
    await office.settle();
    const told = office.seenBy('ann');
    const form = formIn(await office.press(card, 'Change', of.omar));
    office.grant({ ann: ['reviewer:legal'], olga: ['ospo'] });
    const refused = [
      only(await office.send(form, form.kept, of.omar)),
      only(await office.send(opened, { who: 'ann', ...today }, of.omar)),
      only(await office.press(card, 'Change', of.ben)),
      only(await office.press(card, 'ann is back', of.ben)),
    ];
    const back = only(await office.press(card, 'ann is back', of.olga));
    await office.settle();

    expect(card.title).toBe('ann is away from Mon 30 Nov to Fri 4 Dec; ben covers');
    expect(told.title).toBe('Away from Mon 30 Nov to Fri 4 Dec; ben covers');
    expect(refused.map(({ title }) => title)).toEqual(refused.map(() => 'That is for the OSPO'));
    expect(back.title).toBe('ann is back');
    expect(office.cardsOf('ann').map(({ title }) => title)).toEqual(['Welcome back']);
  });

  it('is told kindly that nobody waits for whoever decides nothing', async () => {
    expect((await office.say('I am away tomorrow', of.ada)).title).toBe(
      'Nobody waits for you to decide',
    );
  });

  it('has the card of a deputy say so when somebody else covers', async () => {
    await handIn(of.ada);
    const card = only(await goAway(of.ann, { ...today, deputy: 'ben' }));
    const form = formIn(await office.press(card, 'Change', of.ann));
    await office.send(form, { ...form.kept, deputy: 'lin' }, of.ann);
    await office.settle();

    expect(office.cardsOf('ben').map(({ title }) => title)).toEqual([
      'You no longer cover for ann',
    ]);
    expect(office.cardsOf('lin').map(({ title }) => title)).toEqual([
      'You cover for ann until Fri 4 Dec',
    ]);
  });

  it('has the deputy reminded in her place', async () => {
    await handIn(of.ada);
    await goAway(of.ann, { firstDay: '2026-12-03', lastDay: '2026-12-04', deputy: 'ben' });
    await later(3 * DAY);

    const due = (who: string) => office.cardsOf(who).filter(({ title }) => / due by /.test(title));
    expect(due('ben')).toHaveLength(1);
    expect(due('ann')).toEqual([]);
  });
});

/** A card's title begins with the request's number, and goes on with how it stands for whoever reads it. */
function numberIn(title: string): string {
  return /^REQ-\d+/.exec(title)?.[0] ?? title;
}
