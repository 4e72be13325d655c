import { type Answered, type Overseeing, say } from '#assistant/answering.ts';
import {
  noSuchProductCard,
  type ProductViewer,
  productCard,
  productsCard,
} from '#assistant/views/products/product-cards.ts';
import { findAdded, findProduct, listProducts } from '#office/products/find-products.ts';

/** Shows what the company makes. */
export async function showProductList(from: number, overseeing: Overseeing): Promise<Answered> {
  const { db, office } = overseeing;
  const viewer = await productViewer(overseeing);
  return say(productsCard(await listProducts(db, office), from, viewer));
}

/** Shows a product by the name that people use. */
export async function showNamedProduct(name: string, overseeing: Overseeing): Promise<Answered> {
  const { db, office } = overseeing;
  const product = await findProduct(db, office, name);
  if (!product) return say(noSuchProductCard(name), { kind: 'no-answer' });
  return say(productCard(product, await productViewer(overseeing)));
}

/** Shows a product that was added in chat, as it is now. */
export async function showAddedProduct(id: string, overseeing: Overseeing): Promise<Answered> {
  const { db } = overseeing;
  const found = db && (await findAdded(db, id));
  if (!found || found.isRemoved) {
    return say(noSuchProductCard(found?.product.name), { kind: 'no-answer' });
  }
  // The folder may have named it meanwhile.
  return showNamedProduct(found.product.name, overseeing);
}

/** Asked anew each time: roles come and go. */
export async function productViewer({
  db,
  office,
  personId,
  roles,
}: Overseeing): Promise<ProductViewer> {
  const mayChange = db !== undefined && (await roles.of(personId)).has('ospo');
  return { mayChange, contact: office.contact };
}
