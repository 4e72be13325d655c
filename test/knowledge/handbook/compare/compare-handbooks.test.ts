import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareHandbooks } from '#knowledge/handbook/compare/compare-handbooks.ts';
import { describeHandbookChanges } from '#knowledge/handbook/compare/describe-handbook-changes.ts';
import { readHandbook } from '#knowledge/handbook/reading/read-folder.ts';
import { readPage } from '#knowledge/handbook/reading/read-page.ts';
import { handbookFolder } from '#knowledge/policy/file/load-office.ts';
import { testFolder } from '../../../support/folder.ts';

const before = [
  '# Copyleft',
  'What it is.',
  '## Linking',
  'Ask Legal.',
  '## Fonts',
  'Fine.',
  '## Data',
  'Ask us.',
].join('\n\n');

describe('comparing two handbooks', () => {
  const folder = testFolder();

  it('finds nothing in the shipped one and itself', async () => {
    const handbook = await readHandbook(handbookFolder(undefined));

    expect(handbook.sections.length).toBeGreaterThan(20);
    expect(compareHandbooks(handbook, handbook)).toEqual([]);
  });

  it('names what is new, changed, renamed and gone by its headings', () => {
    const after = [
      '# Copyleft',
      'What it is.',
      '## Linking',
      'Ask the OSPO.',
      '## Typefaces',
      'Fine.',
      '## Models',
      'New here.',
    ].join('\n\n');

    const changes = compareHandbooks(readPage('a.md', before), readPage('a.md', after));

    expect(changes).toEqual([
      { kind: 'changed', heading: 'Copyleft > Linking' },
      { kind: 'renamed', heading: 'Copyleft > Typefaces', from: 'Copyleft > Fonts' },
      { kind: 'added', heading: 'Copyleft > Models' },
      { kind: 'removed', heading: 'Copyleft > Data' },
    ]);
    expect(describeHandbookChanges(changes)).toBe(
      [
        '**The handbook**',
        '',
        '- Changed: Copyleft > Linking',
        '- Now called Copyleft > Typefaces; before: Copyleft > Fonts',
        '- New: Copyleft > Models',
        '- Gone: Copyleft > Data',
      ].join('\n'),
    );
  });

  it('minds neither files nor order, nor how the text is laid out', async () => {
    const [one, other] = [path.join(folder.path, 'one'), path.join(folder.path, 'other')];
    await mkdir(one);
    await mkdir(other);
    await writeFile(path.join(one, 'a.md'), `${before}\n\n# Law\n\nTwo\nlines.\n`);
    await writeFile(path.join(other, 'law.md'), '---\nowner: Legal\n---\n# Law\n\nTwo lines.\n');
    await writeFile(path.join(other, 'z.md'), before);

    const changes = compareHandbooks(await readHandbook(one), await readHandbook(other));

    expect(changes).toEqual([]);
    expect(describeHandbookChanges(changes)).toBe('The handbook says what it said before.');
  });

  it('sees that one of two sections with the same headings is gone', () => {
    const twice = `${before}\n\n## Data\n\nAnd again.`;

    expect(compareHandbooks(readPage('a.md', twice), readPage('a.md', before))).toEqual([
      { kind: 'changed', heading: 'Copyleft > Data' },
    ]);
  });

  it('counts what does not fit', () => {
    const many = Array.from({ length: 300 }, (_, at) => `# Section ${at}\n\nText ${at}.`);
    const changes = compareHandbooks({ sections: [] }, readPage('a.md', many.join('\n\n')));

    const text = describeHandbookChanges(changes);

    const told = text.split('\n').filter((line) => line.startsWith('- ')).length;
    expect(text.length).toBeLessThanOrEqual(3_000);
    expect(text).toContain(`And ${300 - told} more sections.`);
    expect(told).toBeGreaterThan(50);
  });
});
