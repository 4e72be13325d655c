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
export function productInBrief({ distribution, unit, owner, releases }: ProductRecord): string {
  const known = [
    ...(distribution === undefined ? [] : [distribution]),
    ...(unit === undefined ? [] : [`unit ${unit}`]),
    ...(owner === undefined ? [] : [`owned by ${owner}`]),
    ...(releases.length === 0 ? [] : [counted(releases)]),
  ];
  return known.length === 0 ? '' : cutWords(` — ${known.join(', ')}`, 300);
}

function counted(releases: readonly string[]): string {
  return releases.length === 1 ? `release ${releases[0]}` : `${releases.length} releases`;
}
