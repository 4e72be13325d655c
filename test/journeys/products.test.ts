import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FormReply, Reply } from '#assistant/turn.ts';
import type { Card } from '#foundation/cards/card.ts';
import { cardToText } from '#foundation/cards/card-to-text.ts';
import { personFor } from '#foundation/people/accounts.ts';
import type { Role, Roles } from '#foundation/people/roles.ts';
import { testDatabase } from '../support/database.ts';
import { cardsOf, startTestSteward, type TestSteward } from '../support/test-steward.ts';

describe('the list of products', () => {
  const test = testDatabase();
  let steward: TestSteward;
  let ada: string;
  let grace: string;
  let omar: string;
  let held: Map<string, readonly Role[]>;
  beforeEach(async () => {
    const roles: Roles = {
      of: async (personId) => new Set(held.get(personId)),
      holders: async () => [],
    };
    const products = [{ name: 'Rocket Control', distribution: 'shipped' as const }];
    steward = await startTestSteward({ db: test.db, roles, products });
    ada = await person('ada');
    grace = await person('grace');
    omar = await person('omar');
    held = new Map<string, readonly Role[]>([
      [grace, ['ospo']],
      [omar, ['ospo']],
    ]);
  });
  afterEach(() => steward.close());

  const person = (externalId: string) =>
    personFor(test.db, { platform: 'test', externalId, displayName: externalId }, steward.clock);
  const say = (text: string, personId: string) =>
    steward.send({ kind: 'text', text }, undefined, personId);
  async function press(card: Card, label: string, personId: string, name?: string) {
    const button = card.buttons.find((one) => one.label.startsWith(label));
    if (!button) throw new Error(`no button ${label} on ${card.title}`);
    const action: unknown = JSON.parse(JSON.stringify(button.action));
    const pressed = { kind: 'action', action, ...(name !== undefined && { card: name }) } as const;
    return steward.send(pressed, undefined, personId);
  }
  async function send(
    { form, context }: FormReply,
    answers: unknown,
    personId: string,
    on?: string,
  ) {
    const sent = { kind: 'form', form: form.name, context, answers } as const;
    return steward.send({ ...sent, ...(on !== undefined && { card: on }) }, undefined, personId);
  }
  /** Grace adds it; the card that she sees. */
  async function add(name: string, more = {}): Promise<Card> {
    return only(await send(formIn(await say('add product', grace)), { name, ...more }, grace));
  }

  it('is shown to everybody, with what the OSPO added', async () => {
    await add('Checkout', { distribution: 'hosted', owner: 'Ada@Example.org' });

    const card = only(await say('show products', ada));

    expect(card.title).toBe('2 products');
    expect(cardToText(card)).toContain('Rocket Control — shipped');
    expect(cardToText(card)).toContain('Checkout — hosted, owned by ada@example.org');
    expect(card.buttons).toEqual([]);
  });

  it('opens the form with the name that was typed, and takes it', async () => {
    const opened = formIn(await say('add product Photo Desk', grace));

    const card = only(
      await send(
        opened,
        {
          name: 'Photo  Desk',
          distribution: 'shipped',
          unit: 'New Markets',
          releases: '1.0, 1.1\n2.0\n1.0',
        },
        grace,
      ),
    );

    expect(opened.kept).toEqual({ name: 'Photo Desk' });
    expect(card.title).toBe('Photo Desk is added');
    expect(cardToText(card)).toContain('new-markets');
    expect(cardToText(card)).toContain('1.0, 1.1, 2.0');
  });

  it('says beside each field what is to be mended, and keeps what was typed', async () => {
    const opened = formIn(await say('add product', grace));
    const typed = {
      name: 'Checkout',
      owner: 'Ada',
      unit: 'Größe!',
      releases: Array.from({ length: 51 }, (_, number) => number).join(','),
    };

    const again = formIn(await send(opened, typed, grace));

    expect(Object.keys(again.errors ?? {})).toEqual(['owner', 'unit', 'releases']);
    expect(again.kept).toEqual(typed);
    expect(only(await say('products', ada)).title).toBe('One product');
  });

  it('says to the OSPO that a product is there, before anything is filled in', async () => {
    const card = only(await say('add product rocket CONTROL', grace));

    expect(card.title).toBe('Rocket Control is on the list already');
    expect(card.buttons.map(({ label }) => label)).toEqual(['All products']);
  });

  it('is changed from the card, which changes in place', async () => {
    await add('Checkout');
    const list = only(await say('products', grace));
    const card = only(await press(list, 'Open Checkout', grace));
    const form = formIn(await press(card, 'Change Checkout', grace));

    const [edit] = await send(form, { lead: 'lin@example.org' }, grace, 'test:1');

    if (edit?.kind !== 'edit') throw new Error('no edit');
    expect(edit.card).toBe('test:1');
    expect(cardToText(edit.edit(card))).toContain('lin@example.org');
  });

  it('gives the form back when somebody else changed the product meanwhile', async () => {
    const card = await add('Checkout', { unit: 'old' });
    const hers = formIn(await press(card, 'Change', grace));
    const his = formIn(await press(card, 'Change', omar));
    await send(hers, { unit: 'payments' }, grace);

    const again = formIn(await send(his, { unit: 'shops' }, omar));
    const taken = only(await send(again, again.kept, omar));

    expect(again.kept).toEqual({ unit: 'shops' });
    expect(again.errors?.unit).toContain('“payments”');
    expect(cardToText(taken)).toContain('shops');
  });

  it('loses a product by one press, and gets it back with what was known of it', async () => {
    const card = await add('Checkout', { unit: 'payments' });

    const removed = only(await press(card, 'Remove', grace));
    const again = only(await press(card, 'Remove', omar));
    const form = formIn(await press(removed, 'Add it again', grace));
    await send(form, form.kept, grace);

    expect(removed.title).toBe('Checkout is removed');
    expect(again.title).toBe('Checkout was removed already');
    expect(form.kept).toEqual({ name: 'Checkout', unit: 'payments' });
    expect(cardToText(only(await say('show product checkout', ada)))).toContain('payments');
  });

  it('is changed by nobody else, also not by a card or a form that they got hold of', async () => {
    const card = await add('Checkout');
    const adding = formIn(await say('add product', grace));
    const changing = formIn(await press(card, 'Change', grace));
    held.delete(grace);

    const refused = [
      only(await say('add product Rocket', ada)),
      only(await press(card, 'Change', ada)),
      only(await press(card, 'Remove', ada)),
      only(await send(adding, { name: 'Mine' }, grace)),
      only(await send(changing, { unit: 'mine' }, grace)),
    ];

    expect(refused.map(({ title }) => title)).toEqual(refused.map(() => 'That is for the OSPO'));
    expect(refused.map(cardToText)[0]).toContain('the open source program office');
    expect(only(await say('products', ada)).title).toBe('2 products');
  });

  it('is read a page at a time', async () => {
    for (const at of 'abcdefghijk') await add(`Product ${at}`);

    const first = only(await say('products', ada));
    const rest = only(await press(first, 'Show 2 more', ada));
    const own = only(await say('products', grace));

    expect(cardToText(rest)).toContain('Product k');
    expect(own.buttons.map(({ label }) => label)).toEqual([
      'Add a product',
      'Open Product a',
      'Open Product b',
      'Open Product c',
      'Show 8 more',
    ]);
  });

  it('says kindly that there is no such product', async () => {
    const card = only(await say('show product Rokcet', ada));

    expect(card.title).toBe('I know no product “Rokcet”');
    expect(only(await press(card, 'All products', ada)).title).toBe('One product');
  });

  it('cannot be changed where nothing is kept, and says where it can', async () => {
    const bare = await startTestSteward();

    const [list] = await bare.ask('products');
    const [refused] = await bare.ask('add product Rocket');
    await bare.close();

    expect(list?.card.title).toBe('No products yet');
    expect(refused?.card.title).toBe('Products cannot be changed from here');
  });
});

function only(replies: readonly Reply[]): Card {
  const [reply] = cardsOf(replies);
  if (!reply) throw new Error(`no card: ${JSON.stringify(replies)}`);
  return reply.card;
}

function formIn(replies: readonly Reply[]): FormReply {
  const reply = replies.find((one) => one.kind === 'form');
  if (reply?.kind !== 'form') throw new Error(`no form: ${JSON.stringify(replies)}`);
  return reply;
}
