import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Clock } from '#foundation/kernel/clock.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import { newId } from '#foundation/kernel/ids.ts';
import type { Office } from '#foundation/people/office.ts';
import type { Roles } from '#foundation/people/roles.ts';
import { record } from '#foundation/store/audit-log.ts';
import type { Db } from '#foundation/store/database.ts';
import { products } from '#foundation/store/tables/products.ts';
import { findInFolder, recordFrom } from '#office/products/find-products.ts';
import {
  detailsOf,
  fingerprintOf,
  type ProductDetails,
  type ProductRecord,
  productKey,
} from '#office/products/product-record.ts';

/** Who changes the list, on the word of what. */
export interface Listing {
  readonly personId: string;
  readonly roles: Roles;
  readonly clock: Clock;
  readonly office: Pick<Office, 'products'>;
}

export type AddedProduct =
  /** Also when the very same was added before: whoever sent it may not have heard that it was taken. */
  | { readonly kind: 'added'; readonly product: ProductRecord }
  | { readonly kind: 'there-already'; readonly product: ProductRecord }
  | { readonly kind: 'not-ospo' };

/** Adds a product by the name that people use; one that was taken off the list comes back with what is said now. */
export async function addProduct(
  db: Db,
  { name, ...said }: ProductDetails & { readonly name: string },
  by: Listing,
): Promise<AddedProduct> {
  if (!(await isOspo(by))) return { kind: 'not-ospo' };
  const inFolder = findInFolder(by.office, name);
  if (inFolder) return { kind: 'there-already', product: inFolder };
  const { personId: addedBy } = by;
  const [key, details] = [productKey(name), detailsOf(said)];
  return db.transaction(async (tx): Promise<AddedProduct> => {
    const addedAt = by.clock.now();
    const fresh = { name, details, addedBy, addedAt, removedAt: null };
    const [added] = await tx
      .insert(products)
      .values({ id: newId(), key, ...fresh })
      .onConflictDoUpdate({
        target: products.key,
        set: fresh,
        setWhere: isNotNull(products.removedAt),
      })
      .returning();
    if (added) {
      const entry = { kind: 'product.added', productId: added.id } as const;
      await record(tx, entry, { actor: addedBy, at: addedAt });
      return { kind: 'added', product: recordFrom(added) };
    }
    const [there] = await tx.select().from(products).where(eq(products.key, key));
    if (!there) {
      throw new StewardError('bug', 'a product that is there cannot be read', {
        advice: 'Nothing was added. Please try again.',
      });
    }
    const product = recordFrom(there);
    const isSentAgain =
      there.addedBy === addedBy && fingerprintOf(product) === fingerprintOf(details);
    return { kind: isSentAgain ? 'added' : 'there-already', product };
  });
}

export type ChangedProduct =
  /** Also when nothing was left to change. */
  | { readonly kind: 'changed'; readonly product: ProductRecord }
  /** Somebody changed it since it was `seen`. */
  | { readonly kind: 'changed-meanwhile'; readonly product: ProductRecord }
  | { readonly kind: 'removed'; readonly product: ProductRecord }
  | { readonly kind: 'in-folder'; readonly product: ProductRecord }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'not-ospo' };

/** Changes what is kept of a product that was added in chat; `seen` is the fingerprint of what was shown before. */
export async function changeProduct(
  db: Db,
  change: { readonly id: string; readonly seen: string; readonly details: ProductDetails },
  by: Listing,
): Promise<ChangedProduct> {
  if (!(await isOspo(by))) return { kind: 'not-ospo' };
  const { id, seen } = change;
  const details = detailsOf(change.details);
  return db.transaction(async (tx): Promise<ChangedProduct> => {
    const [row] = await tx.select().from(products).where(eq(products.id, id)).for('update');
    if (!row) return { kind: 'not-found' };
    const product = recordFrom(row);
    if (row.removedAt !== null) return { kind: 'removed', product };
    const inFolder = findInFolder(by.office, row.name);
    if (inFolder) return { kind: 'in-folder', product: inFolder };
    const now = fingerprintOf(product);
    if (now === fingerprintOf(details)) return { kind: 'changed', product };
    if (now !== seen) return { kind: 'changed-meanwhile', product };
    await tx.update(products).set({ details }).where(eq(products.id, id));
    const entry = { kind: 'product.changed', productId: id } as const;
    await record(tx, entry, { actor: by.personId, at: by.clock.now() });
    return { kind: 'changed', product: recordFrom({ ...row, details }) };
  });
}

export type RemovedProduct =
  | { readonly kind: 'removed'; readonly product: ProductRecord; readonly again: boolean }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'not-ospo' };

/** Takes a product that was added in chat off the list; what was decided for it stays. */
export async function removeProduct(db: Db, id: string, by: Listing): Promise<RemovedProduct> {
  if (!(await isOspo(by))) return { kind: 'not-ospo' };
  return db.transaction(async (tx): Promise<RemovedProduct> => {
    const at = by.clock.now();
    const taken = await tx
      .update(products)
      .set({ removedAt: at })
      .where(and(eq(products.id, id), isNull(products.removedAt)))
      .returning({ id: products.id });
    const [row] = await tx.select().from(products).where(eq(products.id, id));
    if (!row) return { kind: 'not-found' };
    const again = taken.length === 0;
    if (!again) {
      await record(tx, { kind: 'product.removed', productId: id }, { actor: by.personId, at });
    }
    return { kind: 'removed', product: recordFrom(row), again };
  });
}

/** Before the transaction, which would hold the connection that the roles may need. */
async function isOspo({ personId, roles }: Listing): Promise<boolean> {
  return (await roles.of(personId)).has('ospo');
}
