import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FormReply, Reply } from '#assistant/turn.ts';
import { answerForms, type SentForm } from '#channels/terminal/answer-forms.ts';
import { fillForm } from '#channels/terminal/fill-form.ts';
import { checkAnswers } from '#foundation/cards/check-answers.ts';
import type { Field, Form } from '#foundation/cards/form.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import { anyForm, anyKept } from '../../foundation/cards/any-form.ts';
import { sampleForms, useForm } from '../../support/sample-forms.ts';
import { contractCard, said } from '../contract/script.ts';
import { typing } from './typing.ts';

const pledge = sampleForms.pledge.form;

describe('a form in a terminal', () => {
  it('is asked field after field, and looked at before it is sent', async () => {
    const somebody = typing(['https://example.org', 'yes', 'y', '']);

    const answers = await fillForm(reply(pledge), somebody.lines);

    expect(answers).toEqual({ page: 'https://example.org', first: 'yes', rules: ['yes'] });
    expect(somebody.screen()).toBe(
      [
        'Contribute',
        'Enter goes on, cancel leaves.',
        '',
        'Before you send it',
        '',
        'Page of the project',
        '> https://example.org',
        '',
        'Is it your first contribution?',
        '  1  Yes',
        '  2  No',
        '  (a number)',
        '> yes',
        '',
        'No secrets and no customer data are in it',
        '  Look at the history too.',
        '  (yes to confirm)',
        '> y',
        '',
        'Your answers',
        '  1  Page of the project: https://example.org',
        '  2  Is it your first contribution?: Yes',
        '  3  No secrets and no customer data are in it: I confirm',
        '',
        'Enter: Send for review. A number changes that answer, cancel leaves.',
        '> ',
      ].join('\n'),
    );
  });

  it('asks only what the answers before call for, whatever page that is on', async () => {
    const hosted = typing(['left-pad', '', '2', '', '', '', '2026-05-01', '', '']);
    const shipped = typing(['left-pad', '', '1', '12', '', '', '', '2026-05-01', '', 'K-17', '']);

    const fewer = await fillForm(reply(useForm), hosted.lines);
    const more = await fillForm(reply(useForm), shipped.lines);

    expect(fewer).toMatchObject({ package: 'left-pad', way: 'hosted', release: '2026-05-01' });
    expect(more).toMatchObject({ way: 'shipped', customers: 12, contract: 'K-17' });
    expect(hosted.screen()).not.toContain('How many customers get it?');
    expect(hosted.screen()).toContain('Who and when (3 of 3)');
  });

  it('begins with what is known, to be kept or changed', async () => {
    const somebody = typing([undefined, 'Sorting', undefined, undefined, '']);
    const kept = { package: 'lodash 4.17.21', way: 'shipped', more: ['b', 'a'] };
    const form = formOf([
      { id: 'package', kind: 'text', label: 'Package', required: true },
      { id: 'purpose', kind: 'text', label: 'What for?' },
      { id: 'way', kind: 'choice', label: 'How?', options: options('hosted', 'shipped') },
      { id: 'more', kind: 'choices', label: 'Where?', options: options('a', 'b') },
    ]);

    const answers = await fillForm({ ...reply(form), kept }, somebody.lines);

    expect(somebody.begun).toEqual(['lodash 4.17.21', '', '2', '2, 1', '']);
    expect(somebody.screen()).toContain('(Enter to keep it)');
    expect(answers).toEqual({
      package: 'lodash 4.17.21',
      purpose: 'Sorting',
      way: 'shipped',
      more: ['a', 'b'],
    });
  });

  it('keeps several lines that were typed elsewhere, unless something else is said', async () => {
    const form = formOf([{ id: 'why', kind: 'paragraph', label: 'Why?', required: true }]);
    const opened = { ...reply(form), kept: { why: 'one\ntwo' } };

    const kept = await fillForm(opened, typing(['', '']).lines);
    const changed = await fillForm(opened, typing(['three', '']).lines);

    expect(kept).toEqual({ why: 'one\ntwo' });
    expect(changed).toEqual({ why: 'three' });
  });

  it.each([
    ['', 'Please answer this.', { id: 'x', kind: 'text', label: 'X', required: true }],
    ['soon', 'Please give a day', { id: 'x', kind: 'date', label: 'X' }],
    ['many', 'Please give a number', { id: 'x', kind: 'number', label: 'X' }],
    [
      'ftp://x',
      'Please give the whole address',
      { id: 'x', kind: 'text', format: 'url', label: 'X' },
    ],
    [
      '3',
      'a number from 1 to 2',
      { id: 'x', kind: 'choice', label: 'X', options: options('a', 'b') },
    ],
    [
      '0',
      'a number from 1 to 2',
      { id: 'x', kind: 'choice', label: 'X', options: options('a', 'b') },
    ],
    [
      '1, 3',
      'numbers from 1 to 2',
      { id: 'x', kind: 'choices', label: 'X', options: options('a', 'b') },
    ],
    ['maybe', 'a number from 1 to 3', { id: 'x', kind: 'yes-no-not-sure', label: 'X' }],
  ] as const)(
    'asks again after “%s”, with what was typed still there',
    async (line, error, field) => {
      const somebody = typing([line]);

      const answers = await fillForm(reply(formOf([field])), somebody.lines);

      expect(answers).toBeUndefined();
      expect(somebody.screen()).toContain(`Needs another look: `);
      expect(somebody.screen()).toContain(error);
      expect(somebody.begun).toEqual(['', line]);
    },
  );

  it.each([
    ['not sure', 'not-sure'],
    ['Y', 'yes'],
    ['3', 'not-sure'],
  ])('takes “%s” for an option', async (line, value) => {
    const form = formOf([{ id: 'x', kind: 'yes-no-not-sure', label: 'X' }]);

    // Two options begin with "n", so that "n" alone would be asked again.
    expect(await fillForm(reply(form), typing([line, '']).lines)).toEqual({ x: value });
  });

  it('does not go on without a tick that must be there', async () => {
    const form = formOf(pledge.pages[0]?.fields.slice(2) ?? []);
    const somebody = typing(['', 'no', 'yes', '']);

    expect(await fillForm(reply(form), somebody.lines)).toEqual({ rules: ['yes'] });
    expect(somebody.screen()).toContain('Please type yes to confirm, or cancel to leave.');
  });

  it('changes an answer by its number, and asks what that brings up', async () => {
    const form = formOf([
      { id: 'changed', kind: 'choice', label: 'Changed?', options: options('yes', 'no') },
      {
        id: 'how',
        kind: 'text',
        label: 'How?',
        required: true,
        showWhen: { field: 'changed', is: ['yes'] },
      },
    ]);
    const somebody = typing(['no', '1', 'yes', 'A fix', '']);

    const answers = await fillForm(reply(form), somebody.lines);

    expect(answers).toEqual({ changed: 'yes', how: 'A fix' });
  });

  it('keeps nothing by Enter that was never in order', async () => {
    const form = formOf([{ id: 'page', kind: 'text', label: 'Page', format: 'url' }]);
    const somebody = typing(['', '', '']);

    const answers = await fillForm({ ...reply(form), kept: { page: 'a\nb' } }, somebody.lines);

    expect(answers).toEqual({ page: '' });
    expect(somebody.screen()).toContain('Needs another look: Please keep this to one line.');
  });

  it.each([
    ['by the word', ['https://example.org', ' Cancel ']],
    ['by the word at the end', ['https://example.org', 'yes', 'yes', 'cancel']],
    ['by Ctrl-C', ['https://example.org']],
  ])('is left %s', async (_, lines) => {
    expect(await fillForm(reply(pledge), typing(lines).lines)).toBeUndefined();
  });

  it('shows what was typed literally, and obeys no sign in it', async () => {
    const form: Form = { ...formOf([]), title: '\u001b[2JClear' };
    const field: Field = {
      id: 'x',
      kind: 'choice',
      label: '\u001b[31mred',
      hint: '\u0007',
      options: [{ value: 'a', label: '\u202eb' }],
    };
    const somebody = typing(['1', '']);

    await fillForm(
      {
        ...reply({ ...form, pages: [{ title: '\u001b]0;x', fields: [field] }] }),
        kept: { x: '\u001b' },
      },
      somebody.lines,
    );

    expect(somebody.screen() + somebody.begun.join('')).not.toMatch(/(?!\n)[\p{Cc}\u202e]/u);
  });

  it('sends nothing that its check would not take, whatever the form and the lines', async () => {
    const anyFilling = anyForm.chain((form) =>
      fc.record({
        form: fc.constant(form),
        kept: anyKept(form),
        lines: fc.array(
          fc.constantFrom('', '1', '2', '1, 2', 'yes', 'a', 'words', '2026-05-01', 'https://a.org'),
          { maxLength: 60 },
        ),
      }),
    );
    await fc.assert(
      fc.asyncProperty(anyFilling, async ({ form, kept, lines }) => {
        const answers = await fillForm({ ...reply(form), kept }, typing(lines).lines);

        if (answers !== undefined) expect(checkAnswers(form, answers).kind).toBe('ok');
      }),
      { numRuns: 200 },
    );
  });
});

describe('a form that comes back', () => {
  it('asks what was not asked before, also where it may be left empty', async () => {
    const field = (id: string) => ({ id, kind: 'text', label: id }) as const;
    const form = formOf([field('known'), field('skipped')]);
    const more = { title: 'More', fields: [field('further')] };
    const back = { ...reply({ ...form, pages: [...form.pages, more] }), kept: { known: 'x' } };
    const somebody = typing(['y', '']);

    const answers = await fillForm({ ...back, moreFrom: 1 }, somebody.lines, { again: true });

    expect(answers).toEqual({ known: 'x', further: 'y' });
    expect(somebody.screen()).not.toContain('skipped\n');
  });

  it('asks again only what is to be mended, beside what is wrong', async () => {
    const error = 'Please name one package, such as npm:lodash@4.17.21.';
    const first = { page: 'https://example.org/x', first: 'no', rules: ['yes'] };
    const back: FormReply = { ...reply(pledge), kept: first, errors: { page: error } };
    const somebody = typing([
      'https://example.org/x',
      'no',
      'yes',
      '',
      'https://example.org/y',
      '',
    ]);
    const { send, sent } = answering([[back], [said(contractCard)]]);

    const replies = await answerForms([reply(pledge)], { ...somebody, send });

    expect(sent.map(({ answers }) => answers)).toEqual([
      first,
      { ...first, page: 'https://example.org/y' },
    ]);
    expect(somebody.begun).toEqual(['', '', '', '', 'https://example.org/x', '']);
    expect(somebody.screen()).toContain('Contribute: not sent yet');
    expect(somebody.screen()).toContain(`Needs another look: ${error}`);
    expect(replies).toEqual([said(contractCard)]);
  });

  it('brings its context back, and is sent under another name', async () => {
    const back: FormReply = { ...reply(pledge), context: { anyway: 'r' }, kept: filled };
    const somebody = typing(['https://example.org', 'yes', 'yes', '', '']);
    const { send, sent } = answering([[back], [said(contractCard)]]);

    await answerForms([reply(pledge)], { ...somebody, send });

    expect(sent.map(({ context }) => context)).toEqual([{ version: 1 }, { anyway: 'r' }]);
    expect(new Set(sent.map(({ sentAs }) => sentAs)).size).toBe(2);
  });

  it('stays as it was typed while Steward gives no answer', async () => {
    const somebody = typing(['https://example.org', 'yes', 'yes', '', '']);
    const sent: SentForm[] = [];
    const send = async (one: SentForm): Promise<readonly Reply[]> => {
      sent.push(one);
      if (sent.length > 1) return [said(contractCard)];
      throw new StewardError('unavailable', 'away', { advice: 'Steward is away.' });
    };

    await answerForms([reply(pledge)], { ...somebody, send });

    expect(somebody.screen()).toContain('Steward is away.');
    expect(sent.map(({ answers }) => answers)).toEqual([filled, filled]);
  });

  it('says that nothing was sent when somebody leaves', async () => {
    const somebody = typing(['cancel']);
    const { send, sent } = answering([]);

    const replies = await answerForms([reply(pledge)], { ...somebody, send });

    expect(replies).toBeUndefined();
    expect(sent).toEqual([]);
    expect(somebody.screen()).toContain('Nothing was sent.');
  });
});

const filled = { page: 'https://example.org', first: 'yes', rules: ['yes'] };

function answering(all: readonly (readonly Reply[])[]) {
  const sent: SentForm[] = [];
  const send = async (one: SentForm): Promise<readonly Reply[]> => {
    sent.push(one);
    return all[sent.length - 1] ?? [];
  };
  return { send, sent };
}

function reply(form: Form): FormReply {
  return { kind: 'form', form, context: { version: 1 } };
}

function formOf(fields: readonly Field[]): Form {
  return { name: 'one', title: 'One', submitLabel: 'Send', pages: [{ title: '', fields }] };
}

function options(...values: readonly string[]) {
  return values.map((value) => ({ value, label: value }));
}
