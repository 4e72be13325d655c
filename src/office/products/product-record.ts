import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  Distribution,
  ProductName,
  RELEASES_MOST,
  Release,
  Unit,
} from '#foundation/people/office.ts';

/** What is kept of a product beside its name; people by their e-mail addresses. */
export const ProductDetails = z.object({
  owner: z.string().exactOptional(),
  lead: z.string().exactOptional(),
  manager: z.string().exactOptional(),
  distribution: Distribution.exactOptional(),
  unit: Unit.exactOptional(),
  releases: z.array(Release).max(RELEASES_MOST),
});
export type ProductDetails = Frozen<z.infer<typeof ProductDetails>>;

/** What the company makes: named in the office folder, or added by the OSPO in chat. */
export const ProductRecord = ProductDetails.extend({
  name: ProductName,
  source: z.enum(['office-folder', 'chat']),
  /** Of one that was added in chat: what a button names it by. */
  id: z.uuid().exactOptional(),
});
export type ProductRecord = Frozen<z.infer<typeof ProductRecord>>;

type Frozen<T extends { releases: string[] }> = Readonly<Omit<T, 'releases'>> & {
  readonly releases: readonly string[];
};

/** The name in one spelling: two names are the same product when it is the same. */
export function productKey(name: string): string {
  return name.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
}

/** Only what is kept of it, in one order. */
export function detailsOf(product: ProductDetails): ProductDetails {
  return ProductDetails.parse(product);
}

/** The same as long as nobody changed what is kept of it. */
export function fingerprintOf(product: ProductDetails): string {
  return createHash('sha256')
    .update(JSON.stringify(detailsOf(product)))
    .digest('base64url');
}
