import { z } from 'zod';
import {
  type Answered,
  answered,
  type Overseeing,
  onCard,
  type SentForm,
  say,
} from '#assistant/answering.ts';
import { readProductForm } from '#assistant/skills/products/read-product-form.ts';
import { staleCard } from '#assistant/views/help/trouble-cards.ts';
import {
  noSuchProductCard,
  nowhereForProductsCard,
  onlyOspoProductsCard,
  productCard,
  removedProductCard,
} from '#assistant/views/products/product-cards.ts';
import {
  addProductForm,
  changeProductForm,
  filledWith,
} from '#assistant/views/products/product-form.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import type { Db } from '#foundation/store/database.ts';
import { findAdded, findInFolder, findProduct } from '#office/products/find-products.ts';
import { fingerprintOf, type ProductRecord } from '#office/products/product-record.ts';

const Context = z.object({
  id: z.uuid(),
  /** Fingerprint of what the form was filled with. */
  seen: z.string().max(100),
});

/** Opens the form in which the OSPO adds a product, with what is known of it. */
export function openAddProduct(
  { name, again }: { readonly name?: string; readonly again?: string },
  overseeing: Overseeing,
): Promise<Answered> {
  return forOspo(overseeing, async (db) => {
    const before = again === undefined ? undefined : (await findAdded(db, again))?.product;
    const wanted = before?.name ?? name;
    const there = wanted && (await findProduct(db, overseeing.office, wanted));
    if (there) return sayThere(there, overseeing);
    const kept = { ...(before && filledWith(before)), ...(wanted && { name: wanted }) };
    const isEmpty = Object.keys(kept).length === 0;
    return answered({
      kind: 'form',
      form: addProductForm,
      context: null,
      ...(!isEmpty && { kept }),
    });
  });
}

/** Takes a product that was filled in. */
export function takeAddedProduct(sent: SentForm, overseeing: Overseeing): Promise<Answered> {
  return forOspo(overseeing, async (db, { addProduct }) => {
    const read = readProductForm(addProductForm, sent.answers);
    if (read.kind === 'invalid') {
      const { kept, errors } = read;
      return answered({ kind: 'form', form: addProductForm, context: null, kept, errors });
    }
    const { name, details } = read;
    const added = await addProduct(db, { ...details, name }, overseeing);
    switch (added.kind) {
      case 'added': {
        const { product } = added;
        return say(productCard(product, changing(overseeing), `${product.name} is added`));
      }
      case 'there-already':
        return sayThere(added.product, overseeing);
      case 'not-ospo':
        return say(onlyOspoProductsCard(overseeing.office.contact));
      default:
        return unreachable(added);
    }
  });
}

/** Opens the form in which the OSPO changes a product that was added in chat. */
export function openChangeProduct(
  id: string,
  card: string | undefined,
  overseeing: Overseeing,
): Promise<Answered> {
  return forOspo(overseeing, async (db) => {
    const found = await findAdded(db, id);
    if (!found) return say(noSuchProductCard(undefined));
    const { product, isRemoved } = found;
    if (isRemoved) return onCard(card, removedProductCard(product, true));
    const inFolder = findInFolder(overseeing.office, product.name);
    if (inFolder) return onCard(card, productCard(inFolder, changing(overseeing)));
    return answered({
      kind: 'form',
      form: changeProductForm(product),
      context: { id, seen: fingerprintOf(product) },
      kept: filledWith(product),
    });
  });
}

/** Takes what the OSPO changed; where somebody else changed it since, the form comes back and says so. */
export function takeChangedProduct(sent: SentForm, overseeing: Overseeing): Promise<Answered> {
  return forOspo(overseeing, async (db, { changeProduct }) => {
    const context = Context.safeParse(sent.context);
    if (!context.success) return say(staleCard());
    const { id } = context.data;
    const found = await findAdded(db, id);
    if (!found) return say(noSuchProductCard(undefined));
    const form = changeProductForm(found.product);
    const read = readProductForm(form, sent.answers);
    if (read.kind === 'invalid') {
      const { kept, errors } = read;
      return answered({ kind: 'form', form, context: context.data, kept, errors });
    }
    const change = { ...context.data, details: read.details };
    const changed = await changeProduct(db, change, overseeing);
    switch (changed.kind) {
      case 'changed':
        return onCard(sent.card, productCard(changed.product, changing(overseeing)));
      case 'changed-meanwhile': {
        const kept = filledWith(read.details);
        return answered({
          kind: 'form',
          form,
          context: { id, seen: fingerprintOf(changed.product) },
          kept,
          errors: differences(filledWith(changed.product), kept),
        });
      }
      case 'removed':
        return onCard(sent.card, removedProductCard(changed.product, true));
      case 'in-folder':
        return onCard(sent.card, productCard(changed.product, changing(overseeing)));
      case 'not-found':
        return say(noSuchProductCard(undefined));
      case 'not-ospo':
        return say(onlyOspoProductsCard(overseeing.office.contact));
      default:
        return unreachable(changed);
    }
  });
}

/** Takes a product off the list; it can be added again from the card. */
export function pressRemoveProduct(
  id: string,
  card: string | undefined,
  overseeing: Overseeing,
): Promise<Answered> {
  return forOspo(overseeing, async (db, { removeProduct }) => {
    const removed = await removeProduct(db, id, overseeing);
    switch (removed.kind) {
      case 'removed':
        return onCard(card, removedProductCard(removed.product, removed.again));
      case 'not-found':
        return say(noSuchProductCard(undefined));
      case 'not-ospo':
        return say(onlyOspoProductsCard(overseeing.office.contact));
      default:
        return unreachable(removed);
    }
  });
}

/** Does what only the OSPO may, if it is one of them who asks; says so to everybody else. */
async function forOspo(
  { db, office, personId, roles }: Overseeing,
  work: (
    db: Db,
    changes: typeof import('#office/products/change-products.ts'),
  ) => Promise<Answered>,
): Promise<Answered> {
  if (!db) return say(nowhereForProductsCard());
  if (!(await roles.of(personId)).has('ospo')) return say(onlyOspoProductsCard(office.contact));
  // Loaded when needed: most turns do without.
  return work(db, await import('#office/products/change-products.ts'));
}

/** To somebody of the OSPO, where it is kept. */
function changing({ office }: Overseeing) {
  return { mayChange: true, contact: office.contact };
}

function sayThere(product: ProductRecord, overseeing: Overseeing): Answered {
  const title = `${product.name} is on the list already`;
  return say(productCard(product, changing(overseeing), title));
}

type Filled = Readonly<Record<string, string>>;

function differences(now: Filled, typed: Filled): Filled {
  const all = Object.keys({ ...now, ...typed }).filter((id) => now[id] !== typed[id]);
  return Object.fromEntries(
    all.map((id) => [
      id,
      now[id] === undefined
        ? 'Somebody emptied this meanwhile. Send again to save what stands here.'
        : `Somebody changed this product meanwhile; here it says “${now[id]}”. Send again to save what you wrote.`,
    ]),
  );
}
