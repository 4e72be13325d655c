import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cardToText } from '#foundation/cards/card-to-text.ts';
import { testDatabase } from '../support/database.ts';
import {
  formIn,
  only,
  type RequestOffice,
  startRequestOffice,
  USE_ANSWERS,
} from '../support/request-office.ts';

describe('the same, asked for twice', () => {
  const test = testDatabase();
  let office: RequestOffice;
  let of: Readonly<Record<'ada' | 'eve' | 'omar', string>>;
  beforeEach(async () => {
    const started = await startRequestOffice(test.database, ['ada', 'eve', 'omar']);
    office = started;
    of = started.people;
    office.grant({ omar: ['ospo'] });
  });
  afterEach(() => office.stop());

  async function handIn(who: 'ada' | 'eve', answers: Partial<typeof USE_ANSWERS> = {}) {
    const opened = await office.start('start a request', of[who]);
    const card = only(await office.send(opened, { ...USE_ANSWERS, ...answers }, of[who]));
    await office.settle();
    return card;
  }

  async function follow() {
    await handIn('ada');
    const card = await handIn('eve');
    return only(await office.press(card, 'Tell me what comes of it', of.eve));
  }

  async function reject() {
    const opened = formIn(await office.press(office.seenBy('omar'), 'Reject', of.omar));
    const answers = { reason: 'Security', words: 'No fixes.', alternative: 'dayjs' };
    const card = only(await office.send(opened, answers, of.omar));
    await office.settle();
    return card;
  }

  it('is one request, of which the second hears what comes of it', async () => {
    const following = await follow();
    const twice = only(await office.press(await handIn('eve'), 'Tell me what comes of it', of.eve));
    const before = office.cardsOf('eve');
    await office.press(office.seenBy('omar'), 'Approve REQ', of.omar);
    await office.settle();
    const [told, ...others] = office.cardsOf('eve').map((card) => cardToText(card));

    expect(following.title).toMatch(/^You will hear what comes of REQ-/);
    expect(twice.title).toBe(following.title);
    expect(before).toEqual([]);
    expect(told).toContain('Approved: REQ-');
    expect(told).toContain('it holds for you too');
    // Only that it was decided: what ada answered is hers.
    expect(told).not.toContain('Sorting a list');
    expect(others).toEqual([]);
    expect(office.cardsOf('ada')).toHaveLength(1);
  });

  it('says why it was rejected, and that this was taken back', async () => {
    await follow();
    const rejected = await reject();
    const told = cardToText(office.seenBy('eve'));
    await office.press(rejected, 'Undo', of.omar);
    await office.settle();

    expect(told).toContain('No fixes.');
    expect(told).toContain('Instead: dayjs');
    expect(office.seenBy('eve').title).toMatch(/^REQ-\d+ is open again$/);
    expect(office.cardsOf('eve')).toHaveLength(1);
  });

  it('is offered to the second when the first does not want it any more', async () => {
    const mine = await handIn('ada');
    const card = await handIn('eve');
    await office.press(card, 'Tell me what comes of it', of.eve);
    await office.press(mine, 'Withdraw', of.ada);
    await office.settle();
    const told = office.seenBy('eve');
    const form = formIn(await office.press(told, 'Start a request', of.eve));
    const late = only(await office.press(card, 'Tell me what comes of it', of.eve));

    expect(told.title).toMatch(/^Withdrawn: REQ-/);
    expect(form.form.title).toBe('Use a component');
    expect(late.title).toBe(told.title);
  });

  it('cannot be changed into what somebody else has asked for', async () => {
    await handIn('eve', { product: 'Cellar' });
    await handIn('ada');
    const card = office.cardsOf('omar').find(({ title }) => title.includes('Checkout'));
    if (!card) throw new Error('omar was not told');
    const other = formIn(await office.press(card, 'Something else', of.omar));
    await office.send(other, { step: 'request-changes', words: 'Which product?' }, of.omar);
    await office.settle();
    const asked = office.seenBy('ada');
    const opened = formIn(await office.press(asked, 'Change the answers', of.ada));
    const same = only(await office.send(opened, { ...USE_ANSWERS, product: 'cellar' }, of.ada));
    const changed = only(await office.send(opened, { ...USE_ANSWERS, product: 'Attic' }, of.ada));
    await office.settle();
    const again = await handIn('eve', { product: 'Attic' });
    const free = await handIn('eve');

    expect(same.title).toMatch(/^This was asked for already: REQ-/);
    expect(changed.title).toContain('in Attic');
    expect(again.title).toMatch(/^This was asked for already: REQ-/);
    // Nobody asks for the first any more.
    expect(free.title).toContain('Use no-license 1.0.0 in Checkout');
  });
});
