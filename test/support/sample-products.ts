import {
  noSuchProductCard,
  nowhereForProductsCard,
  onlyOspoProductsCard,
  productCard,
  productsCard,
  removedProductCard,
} from '#assistant/views/products/product-cards.ts';
import {
  addProductForm,
  changeProductForm,
  filledWith,
} from '#assistant/views/products/product-form.ts';
import type { FormState } from '#channels/web/render-form.ts';
import type { Card } from '#foundation/cards/card.ts';
import type { ProductRecord } from '#office/products/product-record.ts';

const contact = { who: 'the open source program office', reach: '#ospo' };
const ospo = { mayChange: true, contact };
const anybody = { mayChange: false, contact };
const idOf = (number: number) => `0198a7e4-6a52-7d3c-9f10-${String(number).padStart(12, '0')}`;

const rocket: ProductRecord = {
  name: 'Rocket Control',
  owner: 'ada@example.org',
  lead: 'lin@example.org',
  manager: 'grace@example.org',
  distribution: 'shipped',
  unit: 'space-systems',
  releases: Array.from({ length: 12 }, (_, minor) => `1.${minor}`),
  source: 'office-folder',
};
const desk: ProductRecord = {
  name: 'Photo Desk <b>',
  distribution: 'hosted',
  owner: 'omar@example.org',
  releases: ['2026.1'],
  source: 'chat',
  id: idOf(1),
};
const others = ['Atlas', 'Borealis', 'Checkout', 'Dune'].map(
  (name, at): ProductRecord => ({ name, releases: [], source: 'chat', id: idOf(10 + at) }),
);
const all = [rocket, desk, ...others];

/** What is said about products, by the names of the golden files. */
export const productCards: Readonly<Record<string, Card>> = {
  products: productsCard(all, 0, anybody),
  'products-ospo': productsCard(all, 0, ospo),
  'products-ospo-rest': productsCard(all, 4, ospo),
  'products-one': productsCard([rocket], 0, anybody),
  'products-none': productsCard([], 0, anybody),
  'products-none-ospo': productsCard([], 0, ospo),
  'products-no-more': productsCard(all, 9, anybody),
  'product-of-folder': productCard(rocket, ospo),
  product: productCard(desk, anybody),
  'product-ospo': productCard(desk, ospo),
  'product-added': productCard(desk, ospo, 'Photo Desk <b> is added'),
  'product-without-details': productCard(others[0] ?? rocket, ospo),
  'product-removed': removedProductCard(desk, false),
  'product-removed-already': removedProductCard(desk, true),
  'product-unknown': noSuchProductCard('Rokcet'),
  'product-gone': noSuchProductCard(undefined),
  'product-only-ospo': onlyOspoProductsCard(contact),
  'product-nowhere': nowhereForProductsCard(),
};

/** The forms about products: fresh, filled in, and wrong. */
export const productForms: readonly (readonly [string, FormState])[] = [
  ['product-add', { form: addProductForm, page: 0, kept: { name: 'Rocket' }, errors: {} }],
  [
    'product-change',
    { form: changeProductForm(desk), page: 0, kept: filledWith(desk), errors: {} },
  ],
  [
    'product-wrong',
    {
      form: addProductForm,
      page: 0,
      kept: { owner: 'Ada' },
      errors: {
        name: 'Please answer this.',
        owner: 'Please give an e-mail address, such as ada@example.org.',
      },
    },
  ],
];
