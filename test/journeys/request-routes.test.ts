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

const EXCEPTION = {
  what: 'no-license 1.0.0',
  product: 'Checkout',
  rule: 'No license, no use',
  why: 'Its author is asked.',
  until: '2026-06-30',
  mitigation: 'It is not shipped yet.',
};

const routes = RouteFile.parse({
  version: 1,
  fallback: 'ospo',
  escalation: 'council',
  forms: {
    use: [
      {
        lane: 'fast',
        title: 'Fast lane',
        when: { verdict: ['allowed'] },
        approves: true,
        sample: 100,
      },
      {
        lane: 'full',
        title: 'Full review',
        days: 2,
        stages: [
          { title: 'Office', groups: ['ospo'] },
          { title: 'Counsel', needs: 'all', groups: ['legal', 'security'] },
          { title: 'Council', needs: 2, groups: ['council'] },
        ],
      },
    ],
  },
});

const HELD = {
  omar: ['ospo'],
  lin: ['reviewer:legal'],
  leo: ['reviewer:legal'],
  sam: ['reviewer:security'],
  carl: ['reviewer:council'],
  cora: ['reviewer:council'],
  cyd: ['reviewer:council'],
} as const;

describe('a request on its way', () => {
  const test = testDatabase();
  let office: RequestOffice;
  let of: Readonly<Record<'ada' | 'eve' | keyof typeof HELD, string>>;
  beforeEach(async () => {
    const names = ['ada', 'eve', 'omar', 'lin', 'leo', 'sam', 'carl', 'cora', 'cyd'] as const;
    const started = await startRequestOffice(test.database, names, { routes });
    office = started;
    of = started.people;
    office.grant(HELD);
  });
  afterEach(() => office.stop());

  async function handIn(answers: Partial<typeof USE_ANSWERS> = {}) {
    const opened = await office.start('start a request', of.ada);
    const card = only(await office.send(opened, { ...USE_ANSWERS, ...answers }, of.ada));
    await office.settle();
    return card;
  }

  type Name = keyof typeof of;

  async function press(who: Name, label: string) {
    const replies = await office.press(office.seenBy(who), label, of[who]);
    await office.settle();
    return replies;
  }

  async function doElse(who: Name, answers: Readonly<Record<string, string>>) {
    const opened = formIn(await office.press(office.seenBy(who), 'Something else', of[who]));
    const card = only(await office.send(opened, { words: 'Because.', ...answers }, of[who]));
    await office.settle();
    return card;
  }

  /** Who may decide it, by their cards. */
  function mayApprove(): readonly Name[] {
    return (Object.keys(of) as Name[]).filter(
      (
        who, // the names that were given
      ) =>
        office
          .cardsOf(who)
          .some(({ buttons }) => buttons.some(({ label }) => label.startsWith('Approve REQ'))),
    );
  }

  it('goes from stage to stage, and through when each has what it needs', async () => {
    const card = await handIn();
    const asked = mayApprove();
    await press('omar', 'Approve REQ');
    const second = mayApprove();
    await press('lin', 'Approve REQ');
    const third = mayApprove();
    await press('sam', 'Approve REQ');
    const fourth = mayApprove();
    await press('carl', 'Approve REQ');
    const fifth = mayApprove();
    await press('cyd', 'Approve REQ');

    expect(cardToText(card)).toContain(
      'It waits for the open source program office, step 1 of 3 (Office).',
    );
    expect([asked, second, third, fourth, fifth, mayApprove()]).toEqual([
      ['omar'],
      ['lin', 'leo', 'sam'],
      ['sam'],
      ['carl', 'cora', 'cyd'],
      ['cora', 'cyd'],
      [],
    ]);
    const told = office
      .cardsOf('ada')
      .map((one) => cardToText(one))
      .join('\n');
    expect(told).toContain('Approved by cyd');
  });

  it('is not approved twice by one person of a quorum', async () => {
    await handIn();
    await press('omar', 'Approve REQ');
    await press('lin', 'Approve REQ');
    await press('sam', 'Approve REQ');
    const card = office.seenBy('carl');
    await press('carl', 'Approve REQ');
    await office.press(card, 'Approve REQ', of.carl);
    await office.settle();
    const fresh = office.seenBy('carl').buttons.map(({ label }) => label);
    const newer = JSON.stringify(card).replace(
      /"version":(\d+)/g,
      (_, version) => `"version":${Number(version) + 1}`,
    );
    const again = only(await office.press(JSON.parse(newer), 'Approve REQ', of.carl));

    expect(fresh).toEqual(['Undo (1 minute)']);
    expect(again.title).toMatch(/has changed since$/);
    expect(cardToText(office.seenBy('cora'))).toContain('It has 1 of 2 approvals.');
  });

  it('counts the approvals of two groups at the same moment', async () => {
    await handIn();
    await press('omar', 'Approve REQ');
    const [lin, sam] = [office.seenBy('lin'), office.seenBy('sam')];

    const replies = await Promise.all([
      office.press(lin, 'Approve REQ', of.lin),
      office.press(sam, 'Approve REQ', of.sam),
    ]);
    await office.settle();

    expect(replies.map((one) => only(one).title).some((title) => /changed since/.test(title))).toBe(
      false,
    );
    expect(mayApprove()).toEqual(['carl', 'cora', 'cyd']);
  });

  it('is rejected by any one of them, and then waits for nobody', async () => {
    await handIn();
    await press('omar', 'Approve REQ');
    const opened = formIn(await office.press(office.seenBy('sam'), 'Reject', of.sam));
    await office.send(
      opened,
      { reason: 'Security', words: 'No fixes.', alternative: 'dayjs' },
      of.sam,
    );
    await office.settle();

    expect(mayApprove()).toEqual([]);
    expect(office.cardsOf('ada').map(({ title }) => title)).toContainEqual(
      expect.stringMatching(/^REQ-/),
    );
  });

  it('comes back to the stage that it was in when an approval is taken back', async () => {
    await handIn();
    const approved = only(await press('omar', 'Approve REQ'));
    const before = mayApprove();
    await office.press(approved, 'Undo', of.omar);
    await office.settle();

    expect(before).toEqual(['lin', 'leo', 'sam']);
    expect(mayApprove()).toEqual(['omar']);
  });

  it('is handed to one person, who then decides it for the group', async () => {
    await handIn();
    await doElse('omar', { step: 'delegate', person: of.eve });
    const queue = await office.say('my review queue', of.eve);
    const others = await office.say('my review queue', of.omar);
    const own = cardToText(await office.say('my requests', of.ada));
    await press('eve', 'Approve REQ');

    expect(queue.title).toBe('One request waits for you');
    expect(others.title).toBe('Nothing waits for you');
    expect(own).toContain('waits for eve (for the open source program office)');
    expect(mayApprove()).toEqual(['lin', 'leo', 'sam']);
  });

  it('is not handed to whoever asked', async () => {
    await handIn();
    const card = await doElse('omar', { step: 'delegate', person: of.ada });

    expect(card.title).toMatch(/cannot be handed to them$/);
    expect(cardToText(card)).toContain('Because.');
    expect(mayApprove()).toEqual(['omar']);
  });

  it('goes to those above, or to another group that the office gives it to', async () => {
    await handIn();
    await press('omar', 'Approve REQ');
    await doElse('lin', { step: 'escalate' });
    const above = mayApprove();
    const shown = await office.say(
      `status of ${office.seenBy('omar').title.split(' ')[0]}`,
      of.omar,
    );
    const opened = formIn(await office.press(shown, 'Give it', of.omar));
    await office.send(opened, { group: 'legal', words: 'Only legal.' }, of.omar);
    await office.settle();

    expect(above).toEqual(['sam', 'carl', 'cora', 'cyd']);
    expect(mayApprove()).toEqual(['lin', 'leo']);
  });

  it('leaves out who abstains or steps aside', async () => {
    await handIn();
    await press('omar', 'Approve REQ');
    await doElse('lin', { step: 'abstain' });
    await doElse('sam', { step: 'recuse' });

    expect(mayApprove()).toEqual(['leo']);
  });

  it('is changed by whoever asked, and then decided anew', async () => {
    await handIn();
    await press('omar', 'Approve REQ');
    await doElse('lin', {
      step: 'request-changes',
      words: 'Link it dynamically.',
      alternative: 'A .so',
    });
    const asked = office
      .cardsOf('ada')
      .find(({ buttons }) => buttons.some(({ label }) => label === 'Change the answers'));
    if (!asked) throw new Error('ada was not asked');
    const opened = formIn(await office.press(asked, 'Change the answers', of.ada));
    const card = only(await office.send(opened, { ...USE_ANSWERS, linkage: 'dynamic' }, of.ada));
    await office.settle();

    expect(opened.kept).toMatchObject({ package: 'no-license 1.0.0', linkage: 'static' });
    expect(cardToText(card)).toContain('step 1 of 3');
    expect(cardToText(office.seenBy('omar'))).toContain('As a library that can be exchanged');
    expect(mayApprove()).toEqual(['omar']);
  });

  it('is approved by the policy where what was changed is allowed', async () => {
    await handIn();
    await doElse('omar', { step: 'request-changes', words: 'Take another.' });
    const asked = office
      .cardsOf('ada')
      .find(({ buttons }) => buttons.some(({ label }) => label === 'Change the answers'));
    if (!asked) throw new Error('ada was not asked');
    const opened = formIn(await office.press(asked, 'Change the answers', of.ada));
    const card = only(
      await office.send(opened, { ...USE_ANSWERS, package: 'express 4.18.2' }, of.ada),
    );
    await office.settle();

    expect(cardToText(card)).toContain('Approved by the policy');
    expect(card.title).toContain('Use express 4.18.2 in Checkout');
    expect(mayApprove()).toEqual([]);
    expect(cardToText(office.seenBy('omar'))).toContain('Approved by the policy');
  });

  it('is not changed by the answers of another form', async () => {
    await handIn();
    await doElse('omar', { step: 'request-changes', words: 'Take another.' });
    const asked = office
      .cardsOf('ada')
      .find(({ buttons }) => buttons.some(({ label }) => label === 'Change the answers'));
    if (!asked) throw new Error('ada was not asked');
    const opened = formIn(await office.press(asked, 'Change the answers', of.ada));
    const other = formIn(
      await office.press(await office.say('my requests', of.eve), 'Release', of.eve),
    );
    const answers = {
      project: 'Rocket',
      repository: 'https://example.org/rocket',
      why: 'Others need it.',
      license: 'Apache-2.0',
      authors: 'yes',
      others: 'no',
      patents: 'no',
      customers: 'no',
      done: ['secrets'],
      maintainers: 'Ada',
      ending: 'Archive it.',
    };
    const forged = only(await office.send({ ...opened, form: other.form }, answers, of.ada));

    expect(forged.title).toMatch(/has changed since$/);
    expect(cardToText(office.seenBy('omar'))).toContain('Use no-license 1.0.0');
  });

  it('wants to be read before it is approved where the risk is high', async () => {
    await handIn({ package: 'ua-parser-js 2.0.0' });
    const sent = office.seenBy('omar');
    const opened = only(await office.press(sent, 'Read before', of.omar));
    await office.press(opened, 'Approve REQ', of.omar);
    await office.settle();

    const labels = sent.buttons.map(({ label }) => label.replace(/ REQ-\d+/, ''));
    expect(labels).toEqual([
      'Read before you approve',
      'Ask a question',
      'Reject',
      'Something else',
    ]);
    expect(cardToText(sent)).toMatch(/High risk: /);
    expect(cardToText(office.seenBy('lin'))).toContain('omar approved it');
  });

  it('says to whoever decides what is different since it was handed in, and to nobody else', async () => {
    await handIn();
    const name = office.seenBy('omar').title.split(' ')[0];
    const before = cardToText(await office.say(`status of ${name}`, of.omar));
    office.steward.registry.publish({
      name: 'no-license',
      versions: { '1.0.0': { license: 'MIT' } },
    });
    office.steward.clock.advance(40 * 86_400_000);
    const after = cardToText(await office.say(`status of ${name}`, of.omar));
    const own = cardToText(await office.say(`status of ${name}`, of.ada));

    expect(before).not.toContain('now.');
    expect(after).toContain('Its license is MIT now. When it was handed in, it was');
    expect(after).toContain('The policy says “Allowed” now.');
    expect(own).not.toContain('MIT');
  });

  it('is read by an auditor as whoever decides reads it, who decides nothing', async () => {
    office.grant({ ...HELD, eve: ['auditor'] });
    await handIn({ package: 'ua-parser-js 2.0.0' });
    const name = office.seenBy('omar').title.split(' ')[0];
    const card = await office.say(`status of ${name}`, of.eve);

    expect(cardToText(card)).toContain('License: AGPL-3.0-or-later');
    expect(card.buttons).toEqual([]);
  });

  it('says nothing of a decision that was taken back before it was heard of', async () => {
    await handIn();
    const form = formIn(await office.press(office.seenBy('omar'), 'Reject', of.omar));
    const answers = { reason: 'Security', words: 'No fixes.', alternative: 'dayjs' };
    const rejected = only(await office.send(form, answers, of.omar));
    await office.press(rejected, 'Undo', of.omar);
    await office.settle();

    expect(office.cardsOf('ada')).toEqual([]);
  });

  it('is approved by nobody where the policy allows it, kept, and shown to the office', async () => {
    const card = await handIn({ package: 'express 4.18.2' });

    expect(card.title).toContain('Use express 4.18.2 in Checkout');
    expect(cardToText(card)).toContain('Approved by the policy');
    expect(office.cardsOf('omar').map(({ title }) => title)).toEqual([card.title]);
    expect(cardToText(office.seenBy('omar'))).toContain('You see it as a sample');
    expect(cardToText(card)).not.toContain('as a sample');
  });

  it('need not be asked again for the same use, and is for another', async () => {
    await handIn({ package: 'express 4.18.2' });
    const again = await handIn({ package: 'express 4.18.2', purpose: 'Once more' });
    const other = await handIn({ package: 'express 4.18.2', linkage: 'dynamic' });

    expect(again.title).toMatch(/^Approved already: REQ-/);
    expect(other.title).toMatch(/^REQ-/);
  });

  it('says why the same was rejected before it is asked once more', async () => {
    await handIn();
    const opened = formIn(await office.press(office.seenBy('omar'), 'Reject', of.omar));
    await office.send(
      opened,
      { reason: 'Security', words: 'No fixes.', alternative: 'dayjs' },
      of.omar,
    );
    const started = await office.start('start a request', of.ada);
    const shown = formIn(await office.send(started, USE_ANSWERS, of.ada));
    const sent = only(await office.send(shown, USE_ANSWERS, of.ada));

    expect(JSON.stringify(shown.form.pages[0]?.intro)).toContain('No fixes. Instead: dayjs');
    expect(shown.kept).toMatchObject({ package: USE_ANSWERS.package });
    expect(sent.title).toMatch(/^REQ-/);
  });

  it('keeps what legal notes for legal, and nobody else', async () => {
    await handIn();
    await press('omar', 'Approve REQ');
    const noted = await doElse('lin', {
      step: 'legal-note',
      words: 'Privileged: we lost that case.',
    });
    const name = noted.title.split(' ')[0];
    const shown = (who: Name) => office.say(`status of ${name}`, of[who]).then(cardToText);
    await press('lin', 'Approve REQ');
    await press('sam', 'Approve REQ');

    expect(await shown('leo')).toContain('we lost that case');
    for (const who of ['ada', 'omar', 'sam', 'carl', 'eve'] as const) {
      expect(await shown(who)).not.toContain('we lost that case');
    }
    const readers = Object.keys(of).filter((who) =>
      office.cardsOf(who).some((card) => cardToText(card).includes('lost that case')),
    );
    expect(readers.filter((who) => who !== 'lin' && who !== 'leo')).toEqual([]);
  });

  it('lets nobody without the legal role note for legal', async () => {
    await handIn();
    const card = office.seenBy('omar');
    const opened = formIn(await office.press(card, 'Something else', of.omar));
    const replies = await office.send(opened, { step: 'legal-note', words: 'I try.' }, of.omar);
    const context = { ...Object(opened.context), step: 'legal-note' };
    const forged = await office.send({ ...opened, context }, { words: 'I try.' }, of.omar);

    expect(replies.some((reply) => reply.kind === 'form')).toBe(true);
    expect(only(forged).title).toMatch(/^You cannot do this with REQ-/);
  });

  it('lets legal note on nothing that they do not see', async () => {
    await handIn();
    await press('omar', 'Approve REQ');
    const opened = formIn(await office.press(office.seenBy('leo'), 'Something else', of.leo));
    const asked = await office.start('request an exception', of.ada);
    const exception = only(await office.send(asked, EXCEPTION, of.ada));
    const id = /"id":"([^"]+)"/.exec(JSON.stringify(exception.buttons))?.[1];
    const context = { ...Object(opened.context), step: 'legal-note', id, version: 1 };
    const forged = await office.send({ ...opened, context }, { words: 'Not seen.' }, of.leo);

    expect(exception.title).toContain('Exception for no-license');
    expect(only(forged).title).toMatch(/^You cannot do this with REQ-/);
  });

  it('finds an exception among the decisions on its component', async () => {
    const asked = await office.start('request an exception', of.ada);
    await office.send(asked, EXCEPTION, of.ada);
    await office.settle();
    await press('omar', 'Approve REQ');
    await handIn();
    const cards = office.cardsOf('omar').map((card) => cardToText(card));

    expect(cards.find((text) => text.includes('Use no-license'))).toContain(
      '· Exception for no-license 1.0.0 in Checkout · Approved by omar',
    );
  });

  it('shows those who decide what was decided of it before, and lays down the same conditions', async () => {
    await handIn();
    const first = formIn(await office.press(office.seenBy('omar'), 'Reject', of.omar));
    await office.send(
      first,
      { reason: 'Security', words: 'No fixes.', alternative: 'dayjs' },
      of.omar,
    );
    await office.settle();
    await handIn({ product: 'Cellar', linkage: 'dynamic' });
    const cards = office.cardsOf('omar').map((card) => cardToText(card));
    const own = office
      .cardsOf('ada')
      .map((card) => cardToText(card))
      .join();

    expect(cards.at(-1)).toContain('Decided before');
    expect(cards.at(-1)).toContain(
      'Because: Security. No fixes. Differs in: Product, How is it joined to your code.',
    );
    expect(own).not.toContain('Decided before');
  });
});

describe('asking whether something is approved', () => {
  const test = testDatabase();
  let office: RequestOffice;
  let ada: string;
  let omar: string;
  beforeEach(async () => {
    const started = await startRequestOffice(test.database, ['ada', 'omar'], {
      products: [{ name: 'Rocket', distribution: 'shipped', releases: [] }],
    });
    office = started;
    ({ ada, omar } = started.people);
    office.grant({ omar: ['ospo'] });
  });
  afterEach(() => office.stop());

  async function approve(product: string, words: string) {
    const opened = await office.start('start a request', ada);
    await office.send(opened, { ...USE_ANSWERS, package: 'see-file 1.0.0', product }, ada);
    await office.settle();
    const card = office.cardsOf('omar').at(-1);
    if (!card) throw new Error('omar was not told');
    const form = formIn(await office.press(card, 'Approve with', omar));
    await office.send(form, { words }, omar);
    return form;
  }

  it('says for the product that is named, and names no other', async () => {
    await approve('Rocket', 'Keep the notice.');
    const again = await approve('Cellar', 'Ask before a release.');

    const named = cardToText(await office.say('is see-file approved for Rocket?', ada));
    const unnamed = cardToText(await office.say('is see-file approved?', ada));

    expect(named).toContain('For Rocket: REQ-');
    expect(named).toContain('Approved with conditions by omar');
    expect(named).toContain('Conditions: Keep the notice.');
    expect(unnamed).toContain('2 decisions were made on it here.');
    expect(unnamed).not.toContain('Cellar');
    expect(again.kept).toEqual({ words: 'Keep the notice.' });
  });

  it.each([
    ['a license that nobody knows', 'see-file'],
    ['a weak copyleft', 'weak-lib'],
  ])(
    'begins a request under %s with all that was said and is on record: one line is left to type',
    async (_, name) => {
      const versions = { '1.0.0': { license: 'LGPL-2.1-only' } };
      office.steward.registry.publish({ name: 'weak-lib', versions });
      const asked = await office.say(
        `can I use ${name} 1.0.0 in Rocket, linked statically and unmodified?`,
        ada,
      );
      const opened = formIn(await office.press(asked, 'Start a request', ada));
      const sent = only(
        await office.send(opened, { ...opened.kept, purpose: 'Reading files' }, ada),
      );

      expect(opened.kept).toEqual({
        package: `${name} 1.0.0`,
        product: 'Rocket',
        distribution: 'shipped',
        linkage: 'static',
        modified: 'no',
      });
      expect(sent.title).toMatch(new RegExp(`^REQ-\\d+ · Use ${name} 1\\.0\\.0 in Rocket$`));
    },
  );
});
