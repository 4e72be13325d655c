import {
  addProduct,
  changeProduct,
  removeProduct,
  showProduct,
  showProducts,
} from '#assistant/actions.ts';
import { reached } from '#assistant/views/handbook/handbook-cards.ts';
import {
  distributionWords,
  productInBrief,
  releasesInWords,
} from '#assistant/views/products/words.ts';
import type { Button, Card, Fact } from '#foundation/cards/card.ts';
import { cutWords } from '#foundation/cards/cut-text.ts';
import { strong } from '#foundation/cards/text.ts';
import type { Contact } from '#foundation/people/contacts.ts';
import type { ProductRecord } from '#office/products/product-record.ts';

/** Who looks at the list, and whether it can be changed where they are. */
export interface ProductViewer {
  /** Of the OSPO, and where what is added is kept. */
  readonly mayChange: boolean;
  readonly contact: Contact;
}

const LISTED_MOST = 10;
/** With one to add and one for those that follow, as many as a card has buttons. */
const OPENED_MOST = 3;

/** What the company makes; those that the viewer may change have a button each. */
export function productsCard(
  products: readonly ProductRecord[],
  from: number,
  viewer: ProductViewer,
): Card {
  const shown = pageOf(products.slice(from), viewer);
  if (shown.length === 0) return noProductsCard(products.length === 0, viewer);
  const left = products.length - from - shown.length;
  const isAnyOfFolder = shown.some(({ source }) => source === 'office-folder');
  return {
    tone: 'neutral',
    title: products.length === 1 ? 'One product' : `${products.length} products`,
    parts: [
      {
        kind: 'list',
        entries: shown.map((product) => [strong(product.name), productInBrief(product)]),
      },
    ],
    ...(viewer.mayChange && isAnyOfFolder && { source: FOLDER }),
    buttons: [
      ...(viewer.mayChange ? [addButton({}), ...shown.flatMap(openButton)] : []),
      ...(left > 0
        ? [
            {
              label: `Show ${left} more`,
              action: showProducts.with({ from: from + shown.length }),
            },
          ]
        : []),
    ],
  };
}

const FOLDER =
  'Products without a button stand in office.yaml of the office folder, and are changed there.';

/** As many as have room, and for whoever may change them a button each. */
function pageOf(
  products: readonly ProductRecord[],
  { mayChange }: ProductViewer,
): readonly ProductRecord[] {
  const shown = products.slice(0, LISTED_MOST);
  if (!mayChange) return shown;
  let opened = 0;
  const end = shown.findIndex(({ source }) => source === 'chat' && ++opened > OPENED_MOST);
  return end === -1 ? shown : shown.slice(0, end);
}

function noProductsCard(isNone: boolean, { mayChange, contact }: ProductViewer): Card {
  if (!isNone) {
    return {
      tone: 'neutral',
      title: 'No more products',
      parts: [{ kind: 'paragraph', text: 'These were all.' }],
      buttons: [allButton()],
    };
  }
  const text = mayChange
    ? 'Add the first one here, or name them in office.yaml of the office folder.'
    : `Nobody has added one yet. If one is missing, tell ${reached(contact)}.`;
  return {
    tone: 'neutral',
    title: 'No products yet',
    parts: [{ kind: 'paragraph', text }],
    buttons: mayChange ? [addButton({})] : [],
  };
}

/** One product with all that is kept of it; `title` says what became of it, if anything did. */
export function productCard(
  product: ProductRecord,
  { mayChange }: ProductViewer,
  title: string = product.name,
): Card {
  const { id, name, source } = product;
  const rows = factsOf(product);
  return {
    tone: 'neutral',
    title: cutWords(title, 140),
    parts: [
      rows.length > 0
        ? { kind: 'facts', rows }
        : { kind: 'paragraph', text: 'Only its name is known.' },
    ],
    source:
      source === 'chat'
        ? 'Added in chat by the OSPO.'
        : 'From office.yaml of the office folder; it is changed there.',
    buttons: [
      ...(mayChange && id !== undefined
        ? [
            {
              label: named('Change', name),
              action: changeProduct.with({ id }),
              style: 'primary',
              opens: 'form',
            } as const,
          ]
        : []),
      allButton(),
      ...(mayChange && id !== undefined
        ? [
            {
              label: named('Remove', name),
              action: removeProduct.with({ id }),
              style: 'danger',
            } as const,
          ]
        : []),
    ],
  };
}

/** What becomes of its card once it is off the list. */
export function removedProductCard({ id, name }: ProductRecord, again: boolean): Card {
  return {
    tone: 'neutral',
    title: again ? `${name} was removed already` : `${name} is removed`,
    parts: [
      {
        kind: 'paragraph',
        text: 'It is no longer on the list of products. What was decided for it stays.',
      },
    ],
    buttons: [...(id === undefined ? [] : [addButton({ again: id }, 'Add it again')]), allButton()],
  };
}

export function noSuchProductCard(name: string | undefined): Card {
  return {
    tone: 'neutral',
    title: name === undefined ? 'There is no such product' : `I know no product “${name}”`,
    parts: [{ kind: 'paragraph', text: 'Look for it on the list of all products.' }],
    buttons: [allButton()],
  };
}

export function onlyOspoProductsCard(contact: Contact): Card {
  return {
    tone: 'neutral',
    title: 'That is for the OSPO',
    parts: [
      {
        kind: 'paragraph',
        text: `Only ${contact.who} can add, change or remove products. Nothing was changed. If one is missing or wrong, tell ${reached(contact)}.`,
      },
    ],
    buttons: [allButton()],
  };
}

/** There is no database: whatever is added would be lost. */
export function nowhereForProductsCard(): Card {
  return {
    tone: 'neutral',
    title: 'Products cannot be changed from here',
    parts: [
      {
        kind: 'paragraph',
        text: 'Nothing is kept here. Name the product in office.yaml of the office folder, or add it in the chat.',
      },
    ],
    buttons: [],
  };
}

function factsOf(product: ProductRecord): readonly Fact[] {
  const { owner, lead, manager, distribution, unit, releases } = product;
  const how = distribution && distributionWords[distribution];
  const all: readonly (readonly [string, string | undefined])[] = [
    ['How it reaches people', how],
    ['Owner', owner],
    ['Lead', lead],
    ['Manager', manager],
    ['Business unit', unit],
    ['Releases', releases.length === 0 ? undefined : releasesInWords(product)],
  ];
  return all.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value }]));
}

function addButton(
  what: { readonly name?: string; readonly again?: string },
  label = 'Add a product',
): Button {
  return { label, action: addProduct.with(what), opens: 'form' };
}

function openButton({ id, name }: ProductRecord): readonly Button[] {
  return id === undefined ? [] : [{ label: named('Open', name), action: showProduct.with({ id }) }];
}

function allButton(): Button {
  return { label: 'All products', action: showProducts.with({ from: 0 }) };
}

function named(verb: string, name: string): string {
  return cutWords(`${verb} ${name}`, 60);
}
