import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkAnswers } from '#foundation/cards/check-answers.ts';
import { type Field, type Form, fieldsOf } from '#foundation/cards/form.ts';

const options = [
  { value: 'no', label: 'No' },
  { value: 'fix', label: 'A fix' },
  { value: 'feature', label: 'A feature' },
];

const useForm: Form = {
  name: 'use',
  title: 'Ask to use a package',
  submitLabel: 'Send to the OSPO',
  pages: [
    {
      title: 'What',
      fields: [
        { id: 'package', kind: 'text', label: 'Package', required: true, maxLength: 40 },
        { id: 'purpose', kind: 'paragraph', label: 'What for', hint: 'In a sentence or two.' },
        { id: 'modified', kind: 'choice', label: 'Will you change it?', options, required: true },
        {
          id: 'changes',
          kind: 'paragraph',
          label: 'What will you change?',
          required: true,
          showWhen: { field: 'modified', is: ['fix', 'feature'] },
        },
      ],
    },
    {
      title: 'Where',
      fields: [
        { id: 'ways', kind: 'choices', label: 'How is it given out?', options },
        { id: 'crypto', kind: 'yes-no-not-sure', label: 'Does it encrypt?' },
        {
          id: 'cipher',
          kind: 'text',
          label: 'Which cipher?',
          required: true,
          showWhen: { field: 'crypto', is: ['yes', 'not-sure'] },
        },
        { id: 'seats', kind: 'number', label: 'How many people?', min: 1, max: 1000 },
        {
          id: 'by',
          kind: 'date',
          label: 'Needed by',
          earliest: '2026-01-01',
          latest: '2026-12-31',
        },
        { id: 'lead', kind: 'person', label: 'Technical lead' },
      ],
    },
  ],
};
const enough = { package: 'left-pad', modified: 'no' };

describe('answers that are in order', () => {
  it('come back as values, tidied', () => {
    const checked = checkAnswers(useForm, {
      package: '  left-pad ',
      purpose: 'one\r\ntwo',
      modified: 'fix',
      changes: 'a typo',
      ways: ['feature', 'no'],
      crypto: 'not-sure',
      cipher: 'AES',
      seats: '12',
      by: '2026-03-31',
      lead: 'p1',
    });

    expect(checked).toEqual({
      kind: 'ok',
      values: {
        package: 'left-pad',
        purpose: 'one\ntwo',
        modified: 'fix',
        changes: 'a typo',
        ways: ['no', 'feature'],
        crypto: 'not-sure',
        cipher: 'AES',
        seats: 12,
        by: '2026-03-31',
        lead: 'p1',
      },
    });
  });

  it('leave out what was left empty', () => {
    const checked = checkAnswers(useForm, {
      ...enough,
      purpose: ' ',
      ways: [],
      seats: '',
      by: null,
    });

    expect(checked).toEqual({ kind: 'ok', values: enough });
  });

  it('leave out what is not asked, and what the form does not know', () => {
    const checked = checkAnswers(useForm, { ...enough, changes: 'none', admin: true });

    expect(checked).toEqual({ kind: 'ok', values: enough });
  });

  it('take one ticked box without a list around it', () => {
    expect(checkAnswers(useForm, { ...enough, ways: 'fix' })).toEqual({
      kind: 'ok',
      values: { ...enough, ways: ['fix'] },
    });
  });
});

describe('answers that are not', () => {
  it('come back with an error beside each field, and all that was typed', () => {
    const typed = { package: 'x'.repeat(41), modified: 'maybe', seats: 'many', by: 'soon' };

    const checked = checkAnswers(useForm, typed);

    expect(checked).toEqual({
      kind: 'invalid',
      errors: {
        package: 'Please keep this to 40 characters; it has 41.',
        modified: 'Please choose one of the options.',
        seats: 'Please give a number, such as 12 or 3.5.',
        by: 'Please give a day as YYYY-MM-DD, such as 2026-03-31.',
      },
      kept: typed,
    });
  });

  it('name a required field that was left empty, also one that an answer brought up', () => {
    expect(errorsOf({})).toEqual({
      package: 'Please answer this.',
      modified: 'Please answer this.',
    });
    expect(errorsOf({ ...enough, modified: 'fix' })).toEqual({ changes: 'Please answer this.' });
  });

  it.each([
    ['package', 'two\nlines', 'Please keep this to one line.'],
    ['package', 7, 'Please answer in words.'],
    ['ways', ['no', 'theft'], 'Please choose from the options.'],
    ['crypto', 'perhaps', 'Please choose one of the options.'],
    ['seats', 0, 'Please give 1 or more.'],
    ['seats', '1001', 'Please give 1000 or less.'],
    ['seats', '1e3', 'Please give a number, such as 12 or 3.5.'],
    ['seats', Number.NaN, 'Please give a number, such as 12 or 3.5.'],
    ['by', '2026-02-30', 'Please give a day as YYYY-MM-DD, such as 2026-03-31.'],
    ['by', '2025-12-31', 'Please choose 2026-01-01 or later.'],
    ['by', '2027-01-01', 'Please choose 2026-12-31 or earlier.'],
  ])('say what is wrong with %s = %j', (field, value, error) => {
    expect(errorsOf({ ...enough, [field]: value })).toEqual({ [field]: error });
  });

  it('lose the control characters that nobody types', () => {
    const checked = checkAnswers(useForm, { ...enough, package: 'left\u0000-\u001bpad' });

    expect(checked).toEqual({ kind: 'ok', values: enough });
  });
});

describe('whatever is sent', () => {
  it('is answered without a throw, and only with fields of the form', () => {
    const ids = fieldsOf(useForm).map((field) => field.id);
    const sent = fc.oneof(
      fc.anything(),
      fc.dictionary(fc.constantFrom(...ids, '__proto__', 'constructor'), fc.anything()),
    );
    fc.assert(
      fc.property(sent, (answers) => {
        const checked = checkAnswers(useForm, answers);

        const named =
          checked.kind === 'ok'
            ? Object.keys(checked.values)
            : [...Object.keys(checked.errors), ...Object.keys(checked.kept)];
        expect(ids).toEqual(expect.arrayContaining(named));
      }),
    );
  });

  it('once accepted is accepted again, unchanged', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const checked = checkAnswers(useForm, answers);
        fc.pre(checked.kind === 'ok');

        expect(checkAnswers(useForm, checked.values)).toEqual(checked);
      }),
    );
  });

  it('once refused can be mended by answering the named fields alone', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const checked = checkAnswers(useForm, answers);
        fc.pre(checked.kind === 'invalid');
        const mended = Object.fromEntries(
          fieldsOf(useForm)
            .filter((field) => Object.hasOwn(checked.errors, field.id))
            .map((field) => [field.id, rightAnswer(field)]),
        );

        const again = checkAnswers(useForm, { ...checked.kept, ...mended });

        // An answer may bring up a further question, but what was mended stays mended.
        const left = again.kind === 'invalid' ? Object.keys(again.errors) : [];
        expect(left.filter((id) => Object.hasOwn(mended, id))).toEqual([]);
      }),
    );
  });
});

describe('the address of a page', () => {
  const asking = formOf({ id: 'page', label: 'Page', kind: 'text', format: 'url' });

  it.each([
    'https://example.org',
    'http://example.org:8080/a?b=c#d',
    'HTTPS://Example.org/ünï',
    `https://example.org/${'a'.repeat(1500)}`,
  ])('is kept as it was typed: %s', (page) => {
    expect(checkAnswers(asking, { page: ` ${page} ` })).toEqual({ kind: 'ok', values: { page } });
  });

  it.each([
    ['example.org', 'whole address'],
    ['https://', 'whole address'],
    ['https:example.org', 'whole address'],
    ['https://exa mple.org', 'whole address'],
    ['https://exa\tmple.org', 'whole address'],
    ['ftp://example.org', 'whole address'],
    ['javascript:alert(1)', 'whole address'],
    ['javascript://https://example.org', 'whole address'],
    ['https://user@example.org', 'leave the user name and the password out'],
    ['https://:secret@example.org', 'leave the user name and the password out'],
    ['https://github.com:443@evil.example', 'leave the user name and the password out'],
    [`https://example.org/${'ü'.repeat(1900)}`, 'shorter'],
    [`https://example.org/${'a'.repeat(2000)}`, '2000 characters'],
  ])('is none: %s', (page, error) => {
    const checked = checkAnswers(asking, { page });

    expect(checked).toEqual({
      kind: 'invalid',
      errors: { page: expect.stringContaining(error) },
      kept: { page },
    });
  });

  it('holds no user name and no password, whatever was typed', () => {
    fc.assert(
      fc.property(fc.webUrl(), fc.string(), (url, noise) => {
        for (const page of [url, url.replace('://', `://${noise}`)]) {
          const checked = checkAnswers(asking, { page });

          if (checked.kind === 'invalid' || checked.values.page === undefined) continue;
          const { protocol, username, password } = new URL(String(checked.values.page));
          expect([protocol.replace('s', ''), username, password]).toEqual(['http:', '', '']);
        }
      }),
    );
  });
});

describe('a box that must be ticked', () => {
  const box = { value: 'yes', label: 'I confirm' };
  const asking = formOf({
    id: 'ack',
    label: 'I read the rules',
    kind: 'choices',
    options: [box],
    required: true,
  });

  it('is in order once it is', () => {
    const values = { ack: ['yes'] };

    expect(checkAnswers(asking, { ack: 'yes' })).toEqual({ kind: 'ok', values });
    expect(checkAnswers(asking, values)).toEqual({ kind: 'ok', values });
  });

  it.each([[undefined], [''], [[]]])('says so where it is not: %j', (ack) => {
    expect(checkAnswers(asking, { ack })).toMatchObject({
      errors: { ack: 'Please tick this to go on.' },
    });
  });
});

function formOf(field: Field): Form {
  return {
    name: 'one',
    title: 'One',
    submitLabel: 'Send',
    pages: [{ title: '', fields: [field] }],
  };
}

const anyAnswers = fc.record(
  {
    package: fc.oneof(fc.string({ unit: 'grapheme' }), fc.constant('left-pad')),
    purpose: fc.string({ unit: 'binary' }),
    modified: fc.constantFrom('no', 'fix', 'feature', 'other'),
    changes: fc.string(),
    ways: fc.subarray(['no', 'fix', 'feature']),
    crypto: fc.constantFrom('yes', 'no', 'not-sure'),
    cipher: fc.string(),
    seats: fc.oneof(fc.integer({ min: -5, max: 1100 }), fc.integer().map(String)),
    by: fc.constantFrom('2026-06-01', '2024-02-29', 'never'),
  },
  { requiredKeys: ['package', 'modified'] },
);

function rightAnswer(field: Field): unknown {
  if (field.kind === 'choice') return 'no';
  if (field.kind === 'number') return 5;
  return field.kind === 'date' ? '2026-06-01' : 'words';
}

function errorsOf(answers: unknown): unknown {
  const checked = checkAnswers(useForm, answers);
  return checked.kind === 'invalid' ? checked.errors : undefined;
}
