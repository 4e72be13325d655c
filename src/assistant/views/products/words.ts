import { cutWords } from '#foundation/cards/cut-text.ts';
import type { Distribution } from '#foundation/people/office.ts';
import type { ProductRecord } from '#office/products/product-record.ts';

/** How a product reaches people, as it is read on a card and chosen in the form. */
export const distributionWords: Readonly<Record<Distribution, string>> = {
  internal: 'Used inside the company',
  hosted: 'Hosted by us for customers',
  shipped: 'Shipped to customers',
};

const RELEASES_NAMED = 10;

export function releasesInWords({ releases }: Pick<ProductRecord, 'releases'>): string {
  const named = releases.slice(0, RELEASES_NAMED);
  const more = releases.length - named.length;
  return [...named, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

/** What stands beside its name in a list; nothing where nothing is known. */
export function productInBrief(product: ProductRecord): string {
  const { distribution, unit, owner, releases } = product;
  const known = [
    ...(distribution === undefined ? [] : [distribution]),
    ...(unit === undefined ? [] : [`unit ${unit}`]),
    ...(owner === undefined ? [] : [`owned by ${owner}`]),
    ...(releases.length === 0 ? [] : [`releases ${releasesInWords(product)}`]),
  ];
  return known.length === 0 ? '' : cutWords(` — ${known.join(', ')}`, 300);
}
