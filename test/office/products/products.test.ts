import { describe, expect, it } from 'vitest';
import { movableClock } from '#foundation/kernel/clock.ts';
import { newId } from '#foundation/kernel/ids.ts';
import { personFor } from '#foundation/people/accounts.ts';
import type { Roles } from '#foundation/people/roles.ts';
import { recentEntries } from '#foundation/store/audit-log.ts';
import { addProduct, changeProduct, removeProduct } from '#office/products/change-products.ts';
import { findAdded, findProduct, listProducts } from '#office/products/find-products.ts';
import { fingerprintOf, type ProductDetails } from '#office/products/product-record.ts';
import { testDatabase } from '../../support/database.ts';

const START = new Date('2026-03-02T10:00:00Z');
const nothing: ProductDetails = { releases: [] };

describe('a product', () => {
  const test = testDatabase();
  const clock = movableClock(START);
  const asOspo: Roles = { of: async () => new Set(['ospo']), holders: async () => [] };
  const asNobody: Roles = { of: async () => new Set(['auditor']), holders: async () => [] };
  const office = {
    products: [
      { name: 'Rocket  Control', distribution: 'shipped' as const, releases: ['2.0'] },
      { name: 'rocket control', unit: 'twice' },
    ],
  };

  async function by(name = 'Grace', roles = asOspo) {
    const account = { platform: 'test', externalId: name, displayName: name };
    return { personId: await personFor(test.db, account, clock), roles, clock, office };
  }
  const add = async (name: string, details = nothing, who?: string) =>
    addProduct(test.db, { ...details, name }, await by(who));
  async function added(name: string, details = nothing): Promise<string> {
    const answer = await add(name, details);
    if (answer.kind !== 'added') throw new Error(answer.kind);
    return answer.product.id ?? '';
  }
  async function audited() {
    const entries = await recentEntries(test.db, 20);
    return entries
      .map(({ entry }) => entry.kind)
      .filter((kind) => kind.startsWith('product.'))
      .toReversed();
  }

  it('of the office folder is there without a database, once', async () => {
    const all = await listProducts(undefined, office);

    expect(all).toEqual([
      {
        name: 'Rocket  Control',
        distribution: 'shipped',
        releases: ['2.0'],
        source: 'office-folder',
      },
    ]);
  });

  it('that was added in chat comes after those of the folder, with all that is kept of it', async () => {
    const details = {
      owner: 'ada@example.org',
      lead: 'lin@example.org',
      manager: 'grace@example.org',
      distribution: 'hosted',
      unit: 'payments',
      releases: ['1.0', '1.1'],
    } as const;

    const id = await added('Checkout', details);

    expect(await listProducts(test.db, office)).toEqual([
      expect.objectContaining({ name: 'Rocket  Control' }),
      { name: 'Checkout', ...details, source: 'chat', id },
    ]);
  });

  it.each(['Photo Desk', ' photo   DESK ', 'ｐhoto desk'])('is found by %j', async (name) => {
    await added('Photo Desk');

    expect(await findProduct(test.db, office, name)).toMatchObject({ name: 'Photo Desk' });
    expect(await findProduct(undefined, office, name)).toBeUndefined();
    expect(await findProduct(test.db, office, `${name}s`)).toBeUndefined();
  });

  it('of the folder cannot be added, and hides one of the same name', async () => {
    const { personId, roles } = await by();
    const empty = { products: [] };
    const before = { personId, roles, clock, office: empty };
    await addProduct(test.db, { name: 'ROCKET control', ...nothing }, before);

    const again = await add('Rocket Control');

    expect(again).toMatchObject({ kind: 'there-already', product: { source: 'office-folder' } });
    expect(await listProducts(test.db, office)).toHaveLength(1);
    expect(await findProduct(test.db, office, 'rocket control')).toMatchObject({
      source: 'office-folder',
    });
  });

  it('is added once: the same sending is taken for the first, another hears that it is there', async () => {
    const details = { distribution: 'hosted', releases: ['1'] } as const;
    const first = await add('Checkout', details);

    const again = await add('Checkout', details);
    const other = await add('CHECKOUT', details, 'Omar');

    expect(again).toEqual(first);
    expect(other).toMatchObject({ kind: 'there-already', product: { name: 'Checkout' } });
    expect(await audited()).toEqual(['product.added']);
  });

  it('is added once, also by two at the same time', async () => {
    const all = await Promise.all([add('Checkout', nothing, 'Omar'), add('checkout')]);

    expect(all.map(({ kind }) => kind).toSorted()).toEqual(['added', 'there-already']);
    expect(await audited()).toEqual(['product.added']);
  });

  it('is changed, once, and only where something is left to change', async () => {
    const id = await added('Checkout');
    const change = {
      id,
      seen: fingerprintOf(nothing),
      details: { unit: 'payments', releases: ['1'] },
    };

    const first = await changeProduct(test.db, change, await by());
    const again = await changeProduct(test.db, change, await by());

    expect(first).toMatchObject({ kind: 'changed', product: { unit: 'payments' } });
    expect(again).toEqual(first);
    expect(await audited()).toEqual(['product.added', 'product.changed']);
  });

  it('is not changed over what somebody else changed meanwhile', async () => {
    const id = await added('Checkout');
    const seen = fingerprintOf(nothing);
    await changeProduct(test.db, { id, seen, details: { unit: 'a', releases: [] } }, await by());

    const late = await changeProduct(
      test.db,
      { id, seen, details: { unit: 'b', releases: [] } },
      await by('Omar'),
    );

    expect(late).toMatchObject({ kind: 'changed-meanwhile', product: { unit: 'a' } });
    expect(await findProduct(test.db, office, 'checkout')).toMatchObject({ unit: 'a' });
  });

  it('is removed once, and is not changed any more', async () => {
    const id = await added('Checkout');

    const first = await removeProduct(test.db, id, await by());
    const again = await removeProduct(test.db, id, await by());
    const late = await changeProduct(
      test.db,
      { id, seen: fingerprintOf(nothing), details: { unit: 'b', releases: [] } },
      await by(),
    );

    expect(first).toMatchObject({ kind: 'removed', again: false });
    expect(again).toMatchObject({ kind: 'removed', again: true });
    expect(late.kind).toBe('removed');
    expect(await listProducts(test.db, { products: [] })).toEqual([]);
    expect(await findProduct(test.db, office, 'checkout')).toBeUndefined();
    expect(await audited()).toEqual(['product.added', 'product.removed']);
  });

  it('that was removed is the same one when it is added again', async () => {
    const id = await added('Checkout', { unit: 'old', releases: [] });
    await removeProduct(test.db, id, await by());

    const again = await add('CheckOut', { releases: ['2'] });

    expect(again).toMatchObject({ kind: 'added', product: { id, name: 'CheckOut' } });
    expect(await findAdded(test.db, id)).toEqual({
      product: { id, name: 'CheckOut', releases: ['2'], source: 'chat' },
      isRemoved: false,
    });
  });

  it('that the folder names by now is changed there', async () => {
    const { personId, roles } = await by();
    const before = { personId, roles, clock, office: { products: [] } };
    const there = await addProduct(test.db, { name: 'Rocket Control', ...nothing }, before);
    const id = there.kind === 'added' ? (there.product.id ?? '') : '';

    const changed = await changeProduct(
      test.db,
      { id, seen: fingerprintOf(nothing), details: { unit: 'b', releases: [] } },
      await by(),
    );

    expect(changed).toMatchObject({ kind: 'in-folder', product: { source: 'office-folder' } });
  });

  it('is added, changed and removed by the OSPO only', async () => {
    const id = await added('Checkout');
    const nobody = await by('Eve', asNobody);
    const change = { id, seen: fingerprintOf(nothing), details: { unit: 'b', releases: [] } };

    const all = [
      await addProduct(test.db, { name: 'Other', ...nothing }, nobody),
      await changeProduct(test.db, change, nobody),
      await removeProduct(test.db, id, nobody),
    ];

    expect(all).toEqual([{ kind: 'not-ospo' }, { kind: 'not-ospo' }, { kind: 'not-ospo' }]);
    expect(await listProducts(test.db, { products: [] })).toMatchObject([
      { name: 'Checkout', releases: [] },
    ]);
    expect(await audited()).toEqual(['product.added']);
  });

  it('that never was is neither changed nor removed', async () => {
    const change = { id: newId(), seen: fingerprintOf(nothing), details: nothing };

    expect(await changeProduct(test.db, change, await by())).toEqual({ kind: 'not-found' });
    expect(await removeProduct(test.db, newId(), await by())).toEqual({ kind: 'not-found' });
  });
});
