import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkForms } from '#commands/forms.ts';
import { readConfig } from '#config.ts';
import { answersSoFar } from '#foundation/cards/check-answers.ts';
import { fieldsOf, isShown } from '#foundation/cards/form.ts';
import { RequestForm, toForm } from '#office/requests/forms/form-file.ts';
import { formsFolder, loadForms } from '#office/requests/forms/load-forms.ts';
import { profileOf } from '#office/requests/forms/profile.ts';
import { testFolder } from '../../support/folder.ts';

const GROUPS = ['ospo', 'legal', 'security'];

describe('the shipped forms', () => {
  it('are right, and each asks at most six things on its first page', async () => {
    const forms = await loadForms(undefined, GROUPS);

    expect([...forms.keys()]).toEqual(['contribute', 'exception', 'release', 'use']);
    for (const form of forms.values()) expect(form.pages[0]?.fields.length).toBeLessThanOrEqual(6);
  });

  it('wants an end for every exception, within half a year', async () => {
    const forms = await loadForms(undefined, GROUPS);
    const exception = forms.get('exception');
    if (!exception) throw new Error('no such form');

    const fields = fieldsOf(toForm(exception, new Date('2026-03-02T09:00:00Z')));

    expect(fields.find(({ id }) => id === 'until')).toMatchObject({
      required: true,
      earliest: '2026-03-02',
      latest: '2026-08-29',
    });
  });
});

/** A form of these fields, named by their places. */
function draftOf(fields: readonly Readonly<Record<string, unknown>>[]) {
  const first = { id: 'name', type: 'text', label: 'Name', required: true };
  return {
    name: 'made-up',
    version: 1,
    title: 'Made up',
    submit: 'Send',
    reviewers: 'ospo',
    summary: 'About {name}',
    sameIf: ['name'],
    pages: [
      { title: 'One', fields: [first] },
      {
        title: 'Two',
        fields: fields.map((field, at) => ({ id: `field-${at}`, label: 'Field', ...field })),
      },
    ],
  };
}

function formOf(fields: readonly Readonly<Record<string, unknown>>[]): RequestForm {
  return RequestForm.parse(draftOf(fields));
}

function fieldsFrom(fields: readonly Readonly<Record<string, unknown>>[]) {
  return toForm(formOf(fields), new Date()).pages[1]?.fields ?? [];
}

describe('the forms of an office', () => {
  const folder = testFolder();

  async function changed(from: string, to: string): Promise<string> {
    await cp(formsFolder(undefined), path.join(folder.path, 'forms'), { recursive: true });
    const file = path.join(folder.path, 'forms', 'use.yaml');
    const text = await readFile(file, 'utf8');
    expect(text).toContain(from);
    await writeFile(file, text.replace(from, to));
    return loadForms(folder.path, GROUPS).then(
      () => 'right',
      (cause: { readonly advice?: string }) => cause.advice ?? '',
    );
  }

  it.each([
    ['reviewers: ospo', 'reviewers: nobody', 'one of the policy’s reviewer groups'],
    ['sameIf: [package, product]', 'sameIf: [package, colour]', 'a field that everybody answers'],
    ['{product}', '{colour}', 'fields of the form in braces (not "colour")'],
    ['showIf: { field: distribution,', 'showIf: { field: modified,', 'a field further up'],
    [
      'modified, is: ["yes"]',
      'modified, is: ["perhaps"]',
      'answers of modified: yes, no, not-sure (not "perhaps")',
    ],
    ['type: ynu', 'type: oracle', 'a type: text, longtext'],
    ['id: product', 'id: package', 'an id of its own (not "package" again)'],
    ['name: use', 'name: other', 'the name of the file, use'],
    ['version: 3', 'version: first', 'number'],
  ])('are refused by line where “%s” is “%s”', async (from, to, expected) => {
    const advice = await changed(from, to);

    expect(advice).toContain(expected.replace('’', "'"));
    expect(advice).toMatch(/use\.yaml:\d+/);
  });

  it('ask for an address, a package, a license, a person, a yes or no, and a tick', () => {
    const hint = expect.stringContaining('or lodash 4.17.21');

    const [address, component, license, person, yesOrNo, tick] = fieldsFrom(
      ['url', 'purl', 'spdx', 'user', 'yn', 'ack'].map((type) => ({ type })),
    );

    expect(address).toMatchObject({ kind: 'text', format: 'url' });
    expect(component).toMatchObject({ kind: 'text', hint });
    expect(license).toMatchObject({ kind: 'text', hint: expect.stringContaining('Apache-2.0') });
    expect(person).toMatchObject({ kind: 'person' });
    expect(yesOrNo).toMatchObject({ kind: 'choice', options: [{ value: 'yes' }, { value: 'no' }] });
    expect(tick).toMatchObject({ kind: 'choices', required: true, options: [{ value: 'yes' }] });
  });

  it('keep their own hint where they have one', () => {
    const [component] = fieldsFrom([{ type: 'purl', hint: 'As in the lock file.' }]);

    expect(component).toMatchObject({ hint: 'As in the lock file.' });
  });

  it('ask something only after a yes, or after a tick', () => {
    const shown = toForm(
      formOf([
        { type: 'yn', required: true },
        { type: 'text', showIf: { field: 'field-0', is: ['yes'] } },
        { type: 'ack' },
        { type: 'text', showIf: { field: 'field-2', is: ['yes'] } },
      ]),
      new Date(),
    );

    const asked = [
      { 'field-0': 'no', 'field-2': [] },
      { 'field-0': 'yes', 'field-2': ['yes'] },
    ].map((answers) => {
      const soFar = answersSoFar(shown, answers);
      return fieldsOf(shown)
        .filter((field) => isShown(field, soFar))
        .map(({ id }) => id);
    });

    expect(asked).toEqual([
      ['name', 'field-0', 'field-2'],
      ['name', 'field-0', 'field-1', 'field-2', 'field-3'],
    ]);
  });

  it.each([
    [{ type: 'yn' }, 'not-sure', 'answers of field-0: yes, no (not "not-sure")'],
    [{ type: 'ack' }, 'no', 'answers of field-0: yes (not "no")'],
    [{ type: 'ack', required: false }, 'yes', 'it must be ticked'],
  ])('cannot go by an answer that %j never has: %s', (first, is, expected) => {
    const then = { type: 'text', showIf: { field: 'field-0', is: [is] } };

    const read = RequestForm.safeParse(draftOf([first, then]));

    expect(read.error?.issues.map(({ message }) => message).join()).toContain(expected);
  });

  describe('in two profiles', () => {
    const draft = draftOf([
      { type: 'yn', required: true },
      { type: 'text', profile: 'full' },
      { type: 'text', profile: 'full', showIf: { field: 'field-1', is: ['x'] } },
    ]);
    const further = {
      title: 'Three',
      profile: 'full',
      fields: [{ id: 'more', type: 'text', label: 'More' }],
    };
    const form = RequestForm.parse({ ...draft, pages: [...draft.pages, further] });
    const asked = (profile: 'lite' | 'full') =>
      toForm(form, new Date(), profile).pages.map(({ fields }) => fields.map(({ id }) => id));

    it('ask less in the short one, and leave out pages that ask nothing', () => {
      expect(asked('lite')).toEqual([['name'], ['field-0']]);
    });

    it('ask all in the full one', () => {
      expect(asked('full')).toEqual([['name'], ['field-0', 'field-1', 'field-2'], ['more']]);
    });

    it('are told apart by what was shown', () => {
      const profiles = (['lite', 'full'] as const).map((profile) =>
        profileOf(form, toForm(form, new Date(), profile)),
      );

      expect(profiles).toEqual(['lite', 'full']);
    });

    const only = { type: 'text', required: true, profile: 'full' };
    it.each<[string, object, string]>([
      [
        'showIf',
        { pages: pagesWith(only, { showIf: { field: 'field-0', is: ['x'] } }) },
        'asks too',
      ],
      ['sameIf', { pages: pagesWith(only), sameIf: ['field-0'] }, 'a field that everybody answers'],
      [
        'about',
        { pages: pagesWith(only), about: { product: 'field-0' } },
        'the short form asks too',
      ],
      ['summary', { pages: pagesWith(only), summary: 'On {field-0}' }, 'the short form asks too'],
      ['a first page', { pages: [{ ...further }, ...draft.pages] }, 'on the first page'],
      [
        'a short profile',
        { pages: pagesWith({ type: 'text', profile: 'lite' }) },
        'full, or nothing',
      ],
    ])(
      'are refused where the short one would not be right alone, by %s',
      (_what, part, expected) => {
        const read = RequestForm.safeParse({ ...draft, ...part });

        expect(read.error?.issues.map(({ message }) => message).join()).toContain(expected);
      },
    );

    function pagesWith(...fields: readonly Readonly<Record<string, unknown>>[]) {
      return draftOf(fields.map((field) => ({ type: 'text', ...field }))).pages;
    }
  });

  it('name nobody in what a request is called', () => {
    const draft = { ...draftOf([{ type: 'user' }]), summary: 'For {field-0}' };

    const read = RequestForm.safeParse(draft);

    expect(read.error?.issues.map(({ message }) => message)).toEqual([
      'no person in braces (not "field-0")',
    ]);
  });

  it('are the shipped ones where the office has none', async () => {
    expect((await loadForms(folder.path, GROUPS)).size).toBe(4);
  });

  it('are counted by the command that checks them', async () => {
    expect(await checkForms(undefined, readConfig())).toContain(
      'use (version 3): 8 fields on 2 pages (in full: 37 fields on 7 pages), decided by the open source program office',
    );
  });
});
