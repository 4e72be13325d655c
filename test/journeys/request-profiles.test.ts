import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findOpenForm, keepTyped, openForm } from '#assistant/forms/open-forms.ts';
import type { FormReply } from '#assistant/turn.ts';
import { cardToText } from '#foundation/cards/card-to-text.ts';
import { fieldsOf } from '#foundation/cards/form.ts';
import { readYaml } from '#foundation/kernel/read-yaml.ts';
import { routesFor } from '#office/requests/routing/load-routes.ts';
import { RouteFile } from '#office/requests/routing/route-file.ts';
import { testDatabase } from '../support/database.ts';
import { formIn, only, type RequestOffice, startRequestOffice } from '../support/request-office.ts';

const LITE = {
  package: 'no-license 1.0.0',
  product: 'Checkout',
  distribution: 'shipped',
  purpose: 'Sorting a list',
  linkage: 'static',
  modified: 'no',
};

const FURTHER = {
  license: 'MIT',
  reapproval: 'no',
  conveyance: ['binary'],
  crypto: 'yes',
  weaknesses: 'no',
  vendor: 'yes',
  'vendor-name': 'Acme',
  'vendor-evidence': 'list',
  'vendor-binary': 'no',
  'personal-data': 'no',
  ai: 'none',
};

const HELD = {
  mia: ['reviewer:manager'],
  audrey: ['reviewer:audit'],
  omar: ['ospo'],
  lin: ['reviewer:legal'],
  sam: ['reviewer:security'],
  exa: ['reviewer:export'],
  sue: ['reviewer:supply-chain'],
  archie: ['reviewer:architecture'],
  bea: ['reviewer:board'],
  ben: ['reviewer:board'],
} as const;
const names = ['ada', ...(Object.keys(HELD) as (keyof typeof HELD)[])] as const;
type Name = (typeof names)[number];

const NONE = 'You have asked for nothing yet';

describe('a form with a full profile', () => {
  const test = testDatabase();
  let office: RequestOffice & { readonly people: Readonly<Record<Name, string>> };
  afterEach(() => office.stop());

  async function begin(routes: RouteFile): Promise<void> {
    office = await startRequestOffice(test.database, names, { routes });
    office.grant(HELD);
  }

  const start = () => office.start('start a request', office.people.ada);

  function send(opened: FormReply, answers: unknown) {
    return office.send(opened, answers, office.people.ada);
  }

  async function press(who: Name, label: string) {
    const replies = await office.press(office.seenBy(who), label, office.people[who]);
    await office.settle();
    return replies;
  }

  const requestsOfAda = async () => (await office.say('my requests', office.people.ada)).title;

  /** Who may decide it, by their cards. */
  const mayApprove = () =>
    names.filter((who) =>
      office
        .cardsOf(who)
        .some(({ buttons }) => buttons.some(({ label }) => label.startsWith('Approve REQ'))),
    );

  describe('on the long routes', () => {
    beforeEach(async () => {
      const file = routesFor('long');
      const reading = readYaml(await readFile(file, 'utf8'), file, RouteFile);
      if (reading.kind === 'mistakes') throw new Error(JSON.stringify(reading.mistakes));
      await begin(reading.value);
    });

    it('comes back once with all that was answered, at the first page that is new', async () => {
      const opened = await start();
      const again = formIn(await send(opened, LITE));

      expect(fieldsOf(opened.form).map(({ id }) => id)).not.toContain('license');
      expect(again.kept).toEqual(LITE);
      expect(again.errors).toBeUndefined();
      expect(again.moreFrom).toBe(2);
      expect(again.form.pages.map(({ intro }) => intro)).toEqual([
        undefined,
        undefined,
        [
          {
            kind: 'strong',
            text: 'This one needs a closer look: please answer a little more.',
          },
        ],
        undefined,
        undefined,
        undefined,
        undefined,
      ]);
      expect(await requestsOfAda()).toBe(NONE);
    });

    it('is handed in when it is full, and goes through every stage that its answers ask for', async () => {
      const again = formIn(await send(await start(), LITE));
      const card = only(await send(again, { ...LITE, ...FURTHER }));
      await office.settle();
      const asked: (readonly Name[])[] = [];
      for (const who of ['mia', 'audrey', 'omar', 'lin', 'exa', 'sue', 'archie', 'bea', 'ben']) {
        asked.push(mayApprove());
        await press(who as Name, 'Approve REQ'); // one of the names
      }

      expect(cardToText(card)).toContain('step 1 of 6 (Endorsement)');
      expect(asked).toEqual([
        ['mia'],
        ['audrey'],
        ['omar'],
        ['lin', 'exa', 'sue'],
        ['exa', 'sue'],
        ['sue'],
        ['archie'],
        ['bea', 'ben'],
        ['ben'],
      ]);
      expect(mayApprove()).toEqual([]);
      expect(cardToText(office.seenBy('ada'))).toContain('Approved');
      expect(cardToText(office.seenBy('lin'))).toContain('Acme');
    });

    it('says beside the fields what is missing, and keeps the rest', async () => {
      const again = formIn(await send(await start(), LITE));
      const { crypto: _, ...some } = FURTHER;
      const wrong = formIn(await send(again, { ...LITE, ...some }));

      expect(wrong.errors).toEqual({ crypto: 'Please answer this.' });
      expect(wrong.kept).toMatchObject({ ...LITE, ...some });
      expect(wrong.context).toEqual(again.context);
      expect(await requestsOfAda()).toBe(NONE);
    });

    it('is not handed in for a context that says that it was full, nor for one that says nothing', async () => {
      const opened = await start();
      const claimed = formIn(
        await send({ ...opened, context: { ...Object(opened.context), profile: 'full' } }, LITE),
      );
      const silent = formIn(await send({ ...opened, context: undefined }, { ...LITE, ...FURTHER }));

      expect(Object.keys(claimed.errors ?? {})).toEqual(
        Object.keys(FURTHER).filter((id) => !id.startsWith('vendor-')),
      );
      expect(silent.moreFrom).toBe(2);
      expect(await requestsOfAda()).toBe(NONE);
    });

    it('asks no more for what the policy allows', async () => {
      const card = only(await send(await start(), { ...LITE, package: 'express 4.18.2' }));

      expect(cardToText(card)).toContain('Approved by the policy');
    });

    it('asks no more for what is asked already', async () => {
      await send(formIn(await send(await start(), LITE)), { ...LITE, ...FURTHER });
      const card = only(await send(await start(), { ...LITE, purpose: 'Once more' }));

      expect(card.title).toMatch(/^You asked for this already: REQ-/);
      expect(cardToText(card)).toContain('Checkout');
    });

    it('says first why the same was rejected, and then asks for more', async () => {
      await send(formIn(await send(await start(), LITE)), { ...LITE, ...FURTHER });
      await office.settle();
      const { mia } = office.people;
      const opened = formIn(await office.press(office.seenBy('mia'), 'Reject', mia));
      const why = { reason: 'Security', words: 'No fixes.', alternative: 'dayjs' };
      await office.send(opened, why, mia);
      const noted = formIn(await send(await start(), LITE));
      const again = formIn(await send(noted, LITE));
      const card = only(await send(again, { ...LITE, ...FURTHER }));

      expect(JSON.stringify(noted.form.pages[0]?.intro)).toContain('No fixes.');
      expect(noted.moreFrom).toBeUndefined();
      expect(again.moreFrom).toBe(2);
      expect(card.title).toMatch(/^REQ-/);
    });

    it('is full again when its answers are changed', async () => {
      const again = formIn(await send(await start(), LITE));
      await send(again, { ...LITE, ...FURTHER });
      await office.settle();
      const other = formIn(
        await office.press(office.seenBy('mia'), 'Something else', office.people.mia),
      );
      const change = { step: 'request-changes', words: 'No crypto.', alternative: 'Leave it out' };
      await office.send(other, change, office.people.mia);
      await office.settle();
      const asked = office
        .cardsOf('ada')
        .find(({ buttons }) => buttons.some(({ label }) => label === 'Change the answers'));
      if (!asked) throw new Error('ada was not asked');
      const opened = formIn(await office.press(asked, 'Change the answers', office.people.ada));
      const card = only(await send(opened, { ...opened.kept, crypto: 'no' }));

      expect(opened.kept).toEqual({ ...LITE, ...FURTHER });
      expect(fieldsOf(opened.form).map(({ id }) => id)).toContain('crypto');
      expect(cardToText(card)).toContain('step 1 of 6 (Endorsement)');
    });

    it('has what was typed for the same matter before and not sent, and no short one is left when it is sent', async () => {
      const { db } = test.database;
      const on = { card: undefined, at: office.steward.clock.now() };
      const opened = await start();
      const short = await openForm(db, office.people.ada, { ...opened, kept: LITE }, on);
      const first = formIn(await send(opened, LITE));
      const full = await openForm(db, office.people.ada, first, on);
      await keepTyped(db, full, { ...first.kept, ...FURTHER, purpose: 'Old words' }, on.at);

      const again = formIn(await send(opened, LITE));
      const other = formIn(await send(opened, { ...LITE, product: 'Cellar' }));
      const before = await findOpenForm(db, short.key);
      await send(again, again.kept);

      expect(again.kept).toEqual({ ...FURTHER, ...LITE });
      expect(other.kept).toEqual({ ...LITE, product: 'Cellar' });
      expect(before?.kept).toEqual(LITE);
      expect(await findOpenForm(db, short.key)).toBeUndefined();
    });
  });

  it('is full from the start where the office says so', async () => {
    await begin(
      RouteFile.parse({
        version: 1,
        fallback: 'ospo',
        profiles: { use: 'full' },
        forms: {
          use: [{ lane: 'one', title: 'Office', stages: [{ title: 'Office', groups: ['ospo'] }] }],
        },
      }),
    );
    const opened = await start();
    const missing = formIn(await send(opened, LITE));
    const silent = formIn(await send({ ...opened, context: {} }, LITE));
    const card = only(await send(opened, { ...LITE, ...FURTHER }));

    expect(fieldsOf(opened.form).map(({ id }) => id)).toContain('license');
    expect(Object.keys(missing.errors ?? {})).toContain('license');
    expect(silent.moreFrom).toBe(2);
    expect(card.title).toMatch(/^REQ-/);
  });

  it('is handed in when more answers lead to a lane that asks for less', async () => {
    await begin(
      RouteFile.parse({
        version: 1,
        fallback: 'ospo',
        forms: {
          use: [
            {
              lane: 'known',
              title: 'Known terms',
              when: { answers: { license: ['MIT'] } },
              stages: [{ title: 'Quick look', groups: ['ospo'] }],
            },
            {
              lane: 'long',
              title: 'Closer look',
              asks: 'full',
              stages: [{ title: 'Counsel', groups: ['legal'] }],
            },
          ],
        },
      }),
    );
    const again = formIn(await send(await start(), LITE));
    const card = only(await send(again, { ...LITE, ...FURTHER }));
    await office.settle();

    expect(card.title).toMatch(/^REQ-/);
    expect(mayApprove()).toEqual(['omar']);
    expect(cardToText(office.seenBy('omar'))).toContain('Acme');
  });
});
