import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkForms } from '#commands/forms.ts';
import { readConfig } from '#config.ts';
import { fieldsOf } from '#foundation/cards/form.ts';
import { toForm } from '#office/requests/forms/form-file.ts';
import { formsFolder, loadForms } from '#office/requests/forms/load-forms.ts';
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
    ['field: distribution,', 'field: modified,', 'a field further up'],
    ['is: ["yes"]', 'is: ["perhaps"]', 'answers of modified: yes, no, not-sure (not "perhaps")'],
    ['type: ynu', 'type: oracle', 'a type: text, longtext'],
    ['id: product', 'id: package', 'an id of its own (not "package" again)'],
    ['name: use', 'name: other', 'the name of the file, use'],
    ['version: 1', 'version: first', 'number'],
  ])('are refused by line where “%s” is “%s”', async (from, to, expected) => {
    const advice = await changed(from, to);

    expect(advice).toContain(expected.replace('’', "'"));
    expect(advice).toMatch(/use\.yaml:\d+/);
  });

  it('are the shipped ones where the office has none', async () => {
    expect((await loadForms(folder.path, GROUPS)).size).toBe(4);
  });

  it('are counted by the command that checks them', async () => {
    expect(await checkForms(undefined, readConfig())).toContain(
      'use (version 1): 8 fields on 2 pages, decided by the open source program office',
    );
  });
});
