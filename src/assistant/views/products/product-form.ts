import { distributionWords } from '#assistant/views/products/words.ts';
import type { Field, Form } from '#foundation/cards/form.ts';
import { strong } from '#foundation/cards/text.ts';
import { Distribution } from '#foundation/people/office.ts';
import type { ProductDetails, ProductRecord } from '#office/products/product-record.ts';

export const addProductFormName = 'product-add';
export const changeProductFormName = 'product-change';

/** In which the OSPO adds a product. */
export const addProductForm: Form = {
  name: addProductFormName,
  title: 'Add a product',
  submitLabel: 'Add the product',
  pages: [
    {
      title: '',
      intro: 'The name is enough; what else is known helps to ask less later.',
      fields: [
        {
          id: 'name',
          kind: 'text',
          label: 'Name',
          hint: 'As people call it.',
          required: true,
          maxLength: 80,
        },
        ...detailFields(),
      ],
    },
  ],
};

/** In which the OSPO changes what is kept of a product; its name stays, because decisions are bound to it. */
export function changeProductForm({ name }: Pick<ProductRecord, 'name'>): Form {
  return {
    name: changeProductFormName,
    title: 'Change a product',
    submitLabel: 'Save',
    pages: [
      {
        title: '',
        intro: [
          strong(name),
          ' keeps its name, because decisions are bound to it. For another name, add another product.',
        ],
        fields: detailFields(),
      },
    ],
  };
}

/** What is kept of it, as the form is filled with it. */
export function filledWith(product: ProductDetails): Readonly<Record<string, string>> {
  const { owner, lead, manager, distribution, unit, releases } = product;
  return {
    ...(distribution !== undefined && { distribution }),
    ...(owner !== undefined && { owner }),
    ...(lead !== undefined && { lead }),
    ...(manager !== undefined && { manager }),
    ...(unit !== undefined && { unit }),
    ...(releases.length > 0 && { releases: releases.join('\n') }),
  };
}

function detailFields(): readonly Field[] {
  return [
    {
      id: 'distribution',
      kind: 'choice',
      label: 'How does it reach people?',
      options: Distribution.options.map((value) => ({ value, label: distributionWords[value] })),
    },
    {
      id: 'owner',
      kind: 'text',
      label: 'Owner',
      hint: 'An e-mail address, such as ada@example.org.',
      maxLength: 254,
    },
    { id: 'lead', kind: 'text', label: 'Lead', hint: 'An e-mail address.', maxLength: 254 },
    { id: 'manager', kind: 'text', label: 'Manager', hint: 'An e-mail address.', maxLength: 254 },
    {
      id: 'unit',
      kind: 'text',
      label: 'Business unit',
      hint: 'A short name, such as payments.',
      maxLength: 60,
    },
    {
      id: 'releases',
      kind: 'paragraph',
      label: 'Releases',
      hint: 'One on each line, or with commas between.',
      maxLength: 2000,
    },
  ];
}
