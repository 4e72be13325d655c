import { desc, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inboxOf } from '#assistant/inbox.ts';
import type { FormReply } from '#assistant/turn.ts';
import { activatePolicy } from '#commands/activate-policy.ts';
import type { Card } from '#foundation/cards/card.ts';
import { cardToText } from '#foundation/cards/card-to-text.ts';
import { personFor } from '#foundation/people/accounts.ts';
import { Office } from '#foundation/people/office.ts';
import { auditEntries, notices } from '#foundation/store/schema.ts';
import { broadcasts } from '#foundation/store/tables/broadcasts.ts';
import { loadOffice } from '#knowledge/policy/file/load-office.ts';
import { testDatabase } from '../support/database.ts';
import { formIn, only, type RequestOffice, startRequestOffice } from '../support/request-office.ts';

const BASE = {
  kind: 'policy-change',
  title: 'AGPL needs a review from now on',
  body: 'From **1 April** on, whatever is under the AGPL needs a review.\n\n- Ask before you use it\n- Old approvals hold',
  to: ['everyone'],
  confirm: 'no',
  when: 'now',
};
const WITH_QUESTION = {
  ...BASE,
  confirm: 'question',
  by: '2026-04-01',
  question: 'What do you do before you use something under the AGPL?',
  answers: 'Nothing\n* Ask for a review\nTell my manager',
};

describe('a broadcast', () => {
  const test = testDatabase();
  let office: RequestOffice;
  let ada: string;
  let grace: string;
  let olga: string;
  let omar: string;
  beforeEach(async () => {
    const broadcasting = {
      approvalAbove: 3,
      quiet: { from: 19, to: 8 },
      topics: { security: 'Security' },
    };
    const started = await startRequestOffice(test.database, ['ada', 'grace', 'olga', 'omar'], {
      broadcasts: broadcasting,
    });
    office = started;
    ({ ada, grace, olga, omar } = started.people);
    office.grant({ olga: ['ospo'], omar: ['ospo'], grace: ['reviewer:legal'] });
  });
  afterEach(() => office.stop());

  async function write(answers: object, by = olga): Promise<Card> {
    const desk = await office.say('broadcasts', by);
    const opened = formIn(await office.press(desk, 'Write a broadcast', by));
    return only(await office.send(opened, answers, by));
  }

  /** Whom it goes to, when a second person has looked at it. */
  async function sendToAll(answers: object): Promise<Card> {
    const draft = await write(answers);
    const asked = only(await office.press(draft, 'Ask for a second look', olga));
    await office.settle();
    const approval = office.cardsOf('omar').at(-1);
    if (!approval) throw new Error('nobody was asked');
    await office.press(approval, 'Approve: send', omar);
    await office.settle();
    return asked;
  }

  const last = (who: string): string => {
    const card = office.cardsOf(who).at(-1);
    return card ? cardToText(card) : '';
  };
  const lastCard = (who: string): Card => {
    const card = office.cardsOf(who).at(-1);
    if (!card) throw new Error(`${who} has no card`);
    return card;
  };
  /** The last broadcast, as the OSPO sees it. */
  const desk = async (): Promise<Card> => {
    const [row] = await test.db.select().from(broadcasts).orderBy(desc(broadcasts.number)).limit(1);
    return office.say(`BC-${row?.number}`, olga);
  };
  const kinds = async () =>
    (await test.db.select().from(auditEntries))
      .map(({ kind }) => kind)
      .filter((kind) => kind.startsWith('broadcast.'));

  it('is a draft that says whom it would reach, and is sent once a second person has approved it', async () => {
    const draft = await write(BASE);
    const drafted = cardToText(draft);
    const asked = only(await office.press(draft, 'Ask for a second look', olga));
    await office.settle();
    const before = office.cardsOf('ada').length;
    const own = only(await office.press(lastCard('omar'), 'Approve: send to 4 people', olga));
    await office.press(lastCard('omar'), 'Approve: send to 4 people', omar);
    await office.settle();

    expect(drafted).toContain('4 people, such as');
    expect(cardToText(asked)).toContain('Somebody else of the OSPO must approve it');
    expect(before).toBe(0);
    expect(own.title).toMatch(/^You cannot approve BC-/);
    expect(last('ada')).toContain('AGPL needs a review from now on');
    expect(last('ada')).toContain('Ask before you use it');
    expect(office.cardsOf('ada')).toHaveLength(1);
    expect(await kinds()).toEqual([
      'broadcast.drafted',
      'broadcast.step',
      'broadcast.step',
      'broadcast.started',
      'broadcast.finished',
    ]);
  });

  it('says so where nobody else could approve it', async () => {
    office.grant({ olga: ['ospo'] });
    const draft = await write(BASE);

    const said = only(await office.press(draft, 'Ask for a second look', olga));

    expect(said.title).toMatch(/^BC-\d+ needs a second person, and there is none$/);
    expect(await test.db.select().from(broadcasts)).toMatchObject([{ state: 'draft' }]);
  });

  it('is one draft, however often the same form arrives', async () => {
    const list = await office.say('broadcasts', olga);
    const opened = formIn(await office.press(list, 'Write a broadcast', olga));
    const sent = { kind: 'form', form: opened.form.name, context: null, answers: BASE } as const;
    for (let time = 0; time < 2; time++) {
      await office.steward.send({ ...sent, sentAs: 'one' }, undefined, olga);
    }

    expect(await test.db.select().from(broadcasts)).toHaveLength(1);
  });

  it('needs no second person for a few', async () => {
    const draft = await write({ ...BASE, to: ['reviewers'], group: ['legal'] });

    await office.press(draft, 'Send to one person', olga);
    await office.settle();

    expect(last('grace')).toContain('AGPL');
    expect(office.cardsOf('ada')).toEqual([]);
  });

  it('says how far it is on the card that was pressed, without being asked again', async () => {
    const draft = await write({ ...BASE, to: ['reviewers'], group: ['legal'] });
    const name = 'test:olga/desk';
    office.channel.standing.set(name, draft);
    await office.press(draft, 'Send to one person', olga, name);
    await office.settle();

    expect(office.channel.standing.get(name)?.title).toContain('has gone out');
  });

  it('is nobody’s but the OSPO’s to write', async () => {
    const said = await office.say('broadcasts', ada);

    expect(said.title).toBe('That is for the OSPO');
  });

  it('is sent once, however often it is pressed', async () => {
    const draft = await write({ ...BASE, to: ['reviewers'] });
    await office.press(draft, 'Send to', olga);
    await office.settle();

    const again = only(await office.press(draft, 'Send to', olga));
    await office.settle();

    expect(again.title).toContain('has gone out');
    expect(office.cardsOf('grace').filter(({ title }) => title.startsWith('AGPL'))).toHaveLength(1);
  });

  it('is confirmed by the right answer, which is kept as evidence, and once', async () => {
    await sendToAll(WITH_QUESTION);
    const card = lastCard('ada');
    const name = [...office.channel.standing.keys()].find((key) => key.startsWith('test:ada/'));
    const opened = formIn(await office.press(card, 'Answer and confirm', ada, name));
    const wrong = formIn(await office.send(opened, { answer: '0' }, ada, name));
    const [edit] = await office.send(opened, { answer: '1' }, ada, name);
    const confirmed = edit?.kind === 'edit' ? edit.edit(card) : undefined;
    const again = only(await office.press(card, 'Answer and confirm', ada));
    const foreign = only(await office.press(card, 'Answer and confirm', await stranger()));
    const report = await desk();

    expect(wrong.errors?.answer).toContain('That is not it');
    expect(confirmed && cardToText(confirmed)).toContain('You confirmed on 2 March 2026');
    expect(cardToText(again)).toContain('You confirmed on');
    expect(foreign.title).toBe('That did not go to you');
    expect(cardToText(report)).toContain('1 of 4 (25 %)');
    expect((await kinds()).filter((kind) => kind === 'broadcast.acknowledged')).toHaveLength(1);
  });

  async function stranger(): Promise<string> {
    return personFor(test.db, { platform: 'elsewhere', externalId: 'x' }, office.steward.clock);
  }

  it('is reminded of in one message a day, until it is confirmed', async () => {
    await sendToAll({ ...BASE, confirm: 'yes', remind: 2 });
    await sendToAll({ ...BASE, title: 'Second', confirm: 'yes', remind: 2 });
    await office.press(lastCard('ada'), 'I have read this', ada);
    office.steward.clock.advance(2 * 86_400_000 + 1000);
    await office.settle();
    await office.settle();
    const reminded = lastCard('ada');
    const hers = lastCard('grace');
    office.steward.clock.advance(86_400_000);
    await office.settle();

    expect(reminded.title).toBe('Please read and confirm');
    expect(reminded.buttons.map(({ label }) => label)).toEqual([
      'Read “AGPL needs a review from now on”',
    ]);
    expect(hers.title).toBe('Please read and confirm 2');
    expect(office.cardsOf('ada')).toHaveLength(3);
  });

  it('stands still, goes on, and is cancelled for whoever has not got it', async () => {
    const draft = await write({
      ...BASE,
      to: ['reviewers', 'topic'],
      group: ['legal'],
      topic: 'security',
    });
    await office.press(draft, 'Send to one person', olga);
    // At night nobody gets it.
    office.steward.clock.advance(12 * 3_600_000);
    await office.settle();
    const sending = await desk();
    const paused = only(await office.press(sending, 'Pause', olga));
    office.steward.clock.advance(24 * 3_600_000);
    await office.settle();
    const still = office.cardsOf('grace').length;
    const going = only(await office.press(paused, 'Go on', olga));
    const cancelled = only(await office.press(going, 'Cancel BC-', olga));
    await office.settle();

    expect(cardToText(sending)).toContain('0 of 1 (0 %); 1 wait');
    expect(still).toBe(0);
    expect(cardToText(cancelled)).toContain('1 were not sent');
    expect(office.cardsOf('grace')).toEqual([]);
  });

  it('arrives at the set time on each one’s own clock', async () => {
    const { accounts } = await import('#foundation/store/schema.ts');
    await test.db
      .update(accounts)
      .set({ timeZone: 'Asia/Tokyo' })
      .where(eq(accounts.personId, ada));
    await sendToAll({ ...BASE, when: 'at', day: '2026-03-03', time: '09:00' });
    const early = office.cardsOf('ada').length;
    office.steward.clock.advance(15 * 3_600_000 + 60_000);
    await office.settle();
    const inTokyo = [office.cardsOf('ada').length, office.cardsOf('grace').length];
    office.steward.clock.advance(9 * 3_600_000);
    await office.settle();

    expect(early).toBe(0);
    expect(inTokyo).toEqual([1, 0]);
    expect(office.cardsOf('grace')).toHaveLength(1);
  });

  it('is corrected where it stands', async () => {
    await sendToAll(BASE);
    const opened = formIn(await office.press(await desk(), 'Correct its text', olga));
    await office.send(opened, { ...opened.kept, body: 'From 1 May on.' }, olga);
    await office.settle();

    expect(office.cardsOf('ada')).toHaveLength(1);
    expect(last('ada')).toContain('From 1 May on.');
    expect(last('ada')).toContain('corrected 2 March 2026');
  });

  it('is changed by two at once without either losing what they wrote', async () => {
    const draft = await write(BASE);
    const hers = formIn(await office.press(draft, 'Change it', olga));
    const his = formIn(await office.press(draft, 'Change it', omar));
    await office.send(hers, { ...hers.kept, title: 'Hers' }, olga);
    const back = formIn(await office.send(his, { ...his.kept, title: 'His' }, omar));
    const saved = only(await office.send(back, back.kept, omar));

    expect(back.errors?.title).toContain('here it says “Hers”');
    expect(back.kept?.title).toBe('His');
    expect(saved.title).toContain('His');
  });

  it('waits in the inbox of a second person, and then of everybody who must confirm it', async () => {
    const draft = await write({ ...BASE, confirm: 'yes' });
    await office.press(draft, 'Ask for a second look', olga);
    const inbox = async (person: string) =>
      (await inboxOf(test.db, person, { ...office.steward, roles: office.roles })).map(
        ({ card }) => card,
      );
    const [his] = await inbox(omar);
    const hers = await inbox(olga);
    if (his) await office.press(his, 'Approve: send', omar);
    await office.settle();
    const [toRead] = await inbox(ada);
    const opened = toRead && only(await office.press(toRead, 'Read “AGPL', ada));
    if (opened) await office.press(opened, 'I have read this', ada);

    expect(his?.title).toContain('waits for a second person');
    expect(hers).toEqual([]);
    expect(toRead?.title).toBe('Please read and confirm');
    expect(await inbox(ada)).toEqual([]);
  });

  it('goes on when whoever began it is no longer of the OSPO, who can do no more with it', async () => {
    const draft = await write({ ...BASE, to: ['reviewers'] });
    const sent = only(await office.press(draft, 'Send to', olga));
    office.grant({ omar: ['ospo'], grace: ['reviewer:legal'] });
    await office.settle();

    const refused = only(await office.press(sent, 'Take it back', olga));

    expect(last('grace')).toContain('AGPL');
    expect(refused.title).toBe('That is for the OSPO');
  });

  it('reaches no one who has muted news, but with policy', async () => {
    const subscriptions = await office.say('mute news', ada);
    await office.press(subscriptions, 'No more news', ada);

    await sendToAll({ ...BASE, kind: 'news', title: 'Party' });
    const newsOnly = office.cardsOf('ada').length;
    await sendToAll(BASE);

    expect(newsOnly).toBe(0);
    expect(last('grace')).not.toBe('');
    expect(office.cardsOf('ada')).toHaveLength(1);
  });

  it('reaches a newcomer once, if everybody must confirm it', async () => {
    await sendToAll({ ...BASE, confirm: 'yes' });
    office.steward.clock.advance(3_600_000);
    await personFor(test.db, { platform: 'test', externalId: 'new' }, office.steward.clock);
    await office.settle();
    await office.settle();

    expect(office.cardsOf('new')).toHaveLength(1);
    expect(cardToText(await desk())).toContain('5 of 5 (100 %)');
  });

  it('waits for a second person when its audience has grown meanwhile', async () => {
    const draft = await write({
      ...BASE,
      to: ['topic'],
      topic: 'security',
      when: 'at',
      day: '2026-03-04',
      time: '09:00',
    });
    const empty = cardToText(draft);
    for (const person of [ada])
      await office.press(await office.say('subscriptions', person), 'Tell me of Security', person);
    const now = await desk();
    await office.press(now, 'Send to one person', olga);
    for (const person of [grace, olga, omar]) {
      await office.press(await office.say('subscriptions', person), 'Tell me of Security', person);
    }
    office.steward.clock.advance(2 * 86_400_000);
    await office.settle();

    const [row] = await test.db.select().from(broadcasts);
    expect(empty).toContain('It would reach nobody');
    expect(row?.state).toBe('awaiting-approval');
    expect(last('omar')).toContain('waits for a second person');
    expect(await test.db.select().from(notices).where(eq(notices.kind, 'broadcast'))).toEqual([]);
  });

  it('says beside the fields what is wrong, and keeps what was typed', async () => {
    const desk = await office.say('broadcasts', olga);
    const opened = formIn(await office.press(desk, 'Write a broadcast', olga));
    const typed = {
      ...WITH_QUESTION,
      to: ['product', 'component', 'license', 'not-acknowledged'],
      product: 'Nothing',
      component: 'lodash and react',
      license: 'GPL',
      earlier: 'BC-99',
      section: 'zzz qqq',
      answers: 'one',
      when: 'at',
      day: '2026-03-05',
      time: 'noon',
    };

    const back: FormReply = formIn(await office.send(opened, typed, olga));

    expect(Object.keys(back.errors ?? {}).sort()).toEqual(
      ['answers', 'component', 'earlier', 'license', 'product', 'section', 'time'].sort(),
    );
    expect(back.kept).toMatchObject({ title: BASE.title, component: 'lodash and react' });
  });

  it('is shown to its writer alone first', async () => {
    const draft = await write(WITH_QUESTION);
    const preview = only(await office.press(draft, 'Preview', olga));
    await office.press(draft, 'Test to myself', olga);
    await office.settle();

    expect(cardToText(preview)).toContain('this is a preview');
    expect(last('olga')).toContain('AGPL needs a review');
    expect(office.cardsOf('ada')).toEqual([]);
  });

  it('is offered, with what changed and what that touches, when the policy has changed', async () => {
    const { policy, sha256 } = await loadOffice(undefined);
    const before = { ...policy, version: '0.9', orTieBreak: 'patent-grant' as const };
    const clock = office.steward.clock;
    await activatePolicy(test.db, { policy: before, sha256: 'a'.repeat(64) }, clock);
    clock.advance(1000);
    await activatePolicy(test.db, { policy, sha256 }, clock);
    await office.settle();
    const offer = lastCard('olga');
    const opened = formIn(await office.press(offer, 'Write a broadcast about it', olga));
    const draft = only(await office.send(opened, opened.kept, olga));

    expect(office.cardsOf('ada')).toEqual([]);
    expect(offer.title).toContain('The policy has changed (0.9 → ');
    expect(cardToText(offer)).toContain(
      'No open request and no approval is judged differently now.',
    );
    expect(String(opened.kept?.body)).not.toBe('');
    expect(draft.title).toContain('What changed in our open source policy');
  });

  it('reports who got it and who has confirmed it, safe to open in a spreadsheet', async () => {
    await personFor(
      test.db,
      { platform: 'test', externalId: 'evil', displayName: '=cmd|x' },
      office.steward.clock,
    );
    await sendToAll({ ...BASE, confirm: 'yes' });
    await office.press(lastCard('ada'), 'I have read this', ada);
    const [report] = await office.press(await desk(), 'Report', olga);

    const text = report?.kind === 'document' ? report.text : '';
    expect(text.split('\n')).toHaveLength(6);
    expect(text).toContain(`${ada},ada,sent,2026-03-02T09:00:00.000Z,0`);
    expect(text).toContain("'=cmd|x");
  });
});

it('has an office that says how it speaks to many', () => {
  const office = { name: 'Office', contact: { who: 'us' }, topics: {} };

  expect(Office.parse(office).broadcasts).toEqual({
    approvalAbove: 200,
    quiet: { from: 19, to: 8 },
    topics: {},
  });
});
