import { expect, it } from 'vitest';
import type { Form } from '#foundation/cards/form.ts';
import { StoredDraft } from '#foundation/cards/stored/stored-form.ts';

const showWhen = { field: 'a', is: ['yes'] };
const options = [{ value: 'x', label: 'X' }];

const form: Form = {
  name: 'all',
  title: 'Every kind of field',
  submitLabel: 'Send',
  pages: [
    {
      title: 'One',
      intro: ['In ', { kind: 'link', text: 'words', href: 'https://example.org' }],
      fields: [
        { id: 'a', label: 'A', kind: 'yes-no-not-sure', required: true, hint: 'Or not' },
        { id: 'b', label: 'B', kind: 'text', maxLength: 10, showWhen },
        { id: 'c', label: 'C', kind: 'paragraph' },
        { id: 'd', label: 'D', kind: 'choice', options },
        { id: 'e', label: 'E', kind: 'choices', options },
        { id: 'f', label: 'F', kind: 'number', min: 1, max: 2 },
        { id: 'g', label: 'G', kind: 'date', earliest: '2026-01-01', latest: '2026-12-31' },
        { id: 'h', label: 'H', kind: 'person' },
        { id: 'i', label: 'I', kind: 'text', format: 'url' },
      ],
    },
    { title: 'Two', intro: 'Plain', fields: [] },
  ],
};

it('keeps a form of every kind of field as it is', () => {
  const draft = { form, context: { deep: [1, null] }, card: 'c', kept: { a: 'yes', e: ['x'] } };

  const stored: unknown = JSON.parse(JSON.stringify(draft));

  expect(StoredDraft.parse(stored)).toEqual(draft);
});

it('knows a draft of another version for one that it cannot go on with', () => {
  const stored = { form: { ...form, pages: 'two' }, context: 1, kept: {} };

  expect(StoredDraft.safeParse(stored).success).toBe(false);
});
