import type { Asking } from '#assistant/answering.ts';
import type { PartialUse, UseKind } from '#knowledge/policy/use.ts';
import type { ProductRecord } from '#office/products/product-record.ts';

/** The product on record that the words name, the longest name first; "Rocket Control" is not "Rocket". */
export async function productIn(
  text: string,
  { db, office }: Pick<Asking, 'db' | 'office'>,
): Promise<ProductRecord | undefined> {
  if (!db && office.products.length === 0) return undefined;
  const [{ listProducts }, { namesProduct }] = await Promise.all([
    import('#office/products/find-products.ts'),
    import('#assistant/names-product.ts'),
  ]);
  const products = await listProducts(db, office);
  return products
    .toSorted((one, other) => other.name.length - one.name.length)
    .find(({ name }) => namesProduct(text, [name]));
}

/** The words without the product's name and what leads to it: "is lodash approved for Rocket?" asks about lodash. */
export function withoutProduct(text: string, { name }: ProductRecord): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  const spelt = words.join('[^\\p{L}\\p{N}]+');
  const named = new RegExp(
    `(?:\\b(?:for|in|into|inside|within|with|on)\\s+(?:the\\s+|our\\s+|my\\s+)?(?:product\\s+)?)?(?<![\\p{L}\\p{N}])${spelt}(?![\\p{L}\\p{N}])`,
    'giu',
  );
  return text.replace(named, ' ').replace(/\s+(?=[?!.,;]|$)/g, '');
}

/** How a product reaches people says how all that is in it is used. */
export function useIn(product: ProductRecord | undefined): PartialUse {
  return product?.distribution === undefined ? {} : { use: uses[product.distribution] };
}

const uses: Readonly<Record<NonNullable<ProductRecord['distribution']>, UseKind>> = {
  internal: 'internal',
  hosted: 'saas',
  shipped: 'distributed-binary',
};
