import type { FormState } from '#channels/web/render-form.ts';
import { type Form, yesNo } from '#foundation/cards/form.ts';
import { code, emphasis, link, strong } from '#foundation/cards/text.ts';

const ways = [
  { value: 'shipped', label: 'Shipped to customers' },
  { value: 'hosted', label: 'Hosted by us' },
  { value: 'internal', label: 'For ourselves' },
];

/** Every kind of field, on three pages, the last of which depends on the first. */
export const useForm: Form = {
  name: 'use',
  title: 'Ask to use a package',
  submitLabel: 'Send to the OSPO',
  pages: [
    {
      title: 'What it is',
      intro: [
        'One form for ',
        strong('one package'),
        '. What it may be is in the ',
        link('handbook', 'https://handbook.example/use'),
        '.',
      ],
      fields: [
        {
          id: 'package',
          kind: 'text',
          label: 'Package',
          hint: 'As you would install it.',
          required: true,
          maxLength: 40,
        },
        { id: 'purpose', kind: 'paragraph', label: 'What is it for?', maxLength: 200 },
        { id: 'way', kind: 'choice', label: 'How is it used?', options: ways, required: true },
        {
          id: 'customers',
          kind: 'number',
          label: 'How many customers get it?',
          min: 1,
          max: 100_000,
          required: true,
          showWhen: { field: 'way', is: ['shipped'] },
        },
      ],
    },
    {
      title: 'How it is joined',
      fields: [
        { id: 'parts', kind: 'choices', label: 'Which parts of ours touch it?', options: ways },
        {
          id: 'modified',
          kind: 'yes-no-not-sure',
          label: 'Will you change it?',
          hint: 'Not sure is an answer.',
        },
        {
          id: 'language',
          kind: 'choice',
          label: 'Main language',
          options: 'C,C++,Go,Java,JavaScript,Python,Rust,Swift'
            .split(',')
            .map((label) => ({ value: label.toLowerCase(), label })),
        },
      ],
    },
    {
      title: 'Who and when',
      fields: [
        {
          id: 'release',
          kind: 'date',
          label: 'First release',
          earliest: '2026-01-01',
          latest: '2027-12-31',
          required: true,
        },
        { id: 'lead', kind: 'person', label: 'Who knows it best?' },
        {
          id: 'contract',
          kind: 'text',
          label: 'Contract number',
          required: true,
          showWhen: { field: 'way', is: ['shipped'] },
        },
      ],
    },
  ],
};

const markup: Form = {
  name: 'markup',
  title: '<script>window.hacked = 1</script>',
  submitLabel: '"><b>Send</b>',
  pages: [
    {
      title: '</h3>',
      intro: [code('</code>'), ' ', emphasis('<i>'), link('no page', 'javascript:window.hacked=1')],
      fields: [
        { id: 'text', kind: 'text', label: '</label><b>', hint: '" onfocus="window.hacked=1' },
        { id: 'more', kind: 'paragraph', label: '\u202etfel ot thgir' },
        {
          id: 'choice',
          kind: 'choice',
          label: '</legend>',
          options: [{ value: '"><script>1</script>', label: '<u>one</u>' }],
        },
      ],
    },
  ],
};

/** A page, a yes or no, and a box to tick. */
const pledgeForm: Form = {
  name: 'pledge',
  title: 'Contribute',
  submitLabel: 'Send for review',
  pages: [
    {
      title: 'Before you send it',
      fields: [
        { id: 'page', kind: 'text', format: 'url', label: 'Page of the project', required: true },
        {
          id: 'first',
          kind: 'choice',
          label: 'Is it your first contribution?',
          options: yesNo,
          required: true,
        },
        {
          id: 'rules',
          kind: 'choices',
          label: 'No secrets and no customer data are in it',
          hint: 'Look at the history too.',
          options: [{ value: 'yes', label: 'I confirm' }],
          required: true,
        },
      ],
    },
  ],
};

const people = [
  { id: '0198a7e4-6a52-7d3c-9f10-000000000001', name: 'Ada <b>Lovelace</b>' },
  { id: '0198a7e4-6a52-7d3c-9f10-000000000002', name: 'عُمَر' },
];

const filled = {
  package: 'libvips',
  way: 'shipped',
  customers: '12',
  parts: ['shipped', 'internal'],
  modified: 'not-sure',
  language: 'rust',
  release: '2026-05-01',
};

/** Forms as people meet them: fresh, half filled in, wrong, and with texts that try to be more than text. */
export const sampleForms = {
  fresh: { form: useForm, page: 0, kept: {}, errors: {} },
  unfolded: { form: useForm, page: 0, kept: filled, errors: {} },
  secondPage: { form: useForm, page: 1, kept: filled, errors: {} },
  lastPage: { form: useForm, page: 2, kept: filled, errors: {}, people },
  wrong: {
    form: useForm,
    page: 0,
    kept: { ...filled, package: 'x'.repeat(60), customers: 'many' },
    errors: {
      package: 'Please keep this to 40 characters; it has 60.',
      customers: 'Please give a number, such as 12 or 3.5.',
    },
  },
  wrongDay: {
    form: useForm,
    page: 2,
    kept: { ...filled, release: 'next May' },
    errors: { release: 'Please give a day as YYYY-MM-DD, such as 2026-03-31.' },
  },
  pledge: {
    form: pledgeForm,
    page: 0,
    kept: { page: 'https://me:secret@example.org', first: 'yes' },
    errors: {
      page: 'Please leave the user name and the password out of the address.',
      rules: 'Please tick this to go on.',
    },
  },
  markup: {
    form: markup,
    page: 0,
    kept: { text: '"><script>window.hacked=1</script>', more: '</textarea><b>' },
    errors: { text: '<img src=x onerror="window.hacked=1">' },
  },
} satisfies Record<string, FormState>;

export const namedSampleForms: readonly (readonly [string, FormState])[] =
  Object.entries(sampleForms);
