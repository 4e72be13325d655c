import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { movableClock } from '#foundation/kernel/clock.ts';
import { personFor } from '#foundation/people/accounts.ts';
import type { Roles } from '#foundation/people/roles.ts';
import { recentEntries } from '#foundation/store/audit-log.ts';
import { readPage } from '#knowledge/handbook/reading/read-page.ts';
import { headingOf } from '#knowledge/handbook/section.ts';
import { addToHandbook, keptFiles } from '#office/questions/add-to-handbook.ts';
import { closeQuestions } from '#office/questions/close-questions.ts';
import { recordQuestion } from '#office/questions/record-question.ts';
import { testDatabase } from '../../support/database.ts';
import { testFolder } from '../../support/folder.ts';

describe('adding an answer to the handbook', () => {
  const test = testDatabase();
  const folder = testFolder();
  const clock = movableClock(new Date('2026-03-02T10:00:00Z'));
  const asOspo: Roles = { of: async () => new Set(['ospo']), holders: async () => [] };
  const asNobody: Roles = { of: async () => new Set(), holders: async () => [] };
  const grace = () => personFor(test.db, { platform: 'test', externalId: 'Grace' }, clock);

  async function answered(text: string, answer: string): Promise<string> {
    const id = await test.db.transaction((tx) => recordQuestion(tx, text, clock.now()));
    const personId = await grace();
    await closeQuestions(test.db, [id], { personId, roles: asOspo, clock, answer });
    return id;
  }

  async function add(id: string, where: string | undefined, roles = asOspo) {
    const by = { personId: await grace(), roles, clock, folder: where, owner: 'The "OSPO": us' };
    return addToHandbook(test.db, id, by);
  }

  it('writes a page that is read as what was asked and answered', async () => {
    const id = await answered('Who signs the CLA?', 'Legal does.\n\nIt takes a week.');

    const added = await add(id, folder.path);

    const file = `faq/who-signs-the-cla-${id.slice(0, 8)}.md`;
    expect(added).toMatchObject({ kind: 'added', file, where: 'folder' });
    const { sections, faults } = readPage(
      file,
      await readFile(path.join(folder.path, file), 'utf8'),
    );
    expect(faults).toEqual([]);
    expect(sections.at(-1)).toMatchObject({
      page: { owner: 'The "OSPO": us', effective: '2026-03-02' },
      path: ['Frequently asked questions', 'Who signs the CLA?'],
      blocks: ['Legal does.', 'It takes a week.'],
    });
    const [entry] = await recentEntries(test.db, 1);
    expect(entry?.entry).toMatchObject({ kind: 'handbook.added', questionId: id, where: 'folder' });
    expect(await readdir(path.join(folder.path, 'faq'))).toHaveLength(1);
  });

  it('keeps the page in the database where there is no folder, or none to write into', async () => {
    const [one, two] = [await answered('One?', 'Yes.'), await answered('Two?', 'No.')];
    await writeFile(path.join(folder.path, 'faq'), 'a file in its place');

    const added = [await add(one, undefined), await add(two, folder.path)];

    expect(added).toMatchObject([{ where: 'database' }, { where: 'database' }]);
    const kept = await keptFiles(test.db);
    expect(kept.map(({ file }) => file.slice(0, 8))).toEqual(['faq/one-', 'faq/two-']);
    expect(kept[0]?.text).toContain('## One?\n\nYes.\n');
  });

  it.skipIf(process.getuid?.() === 0)('finds a folder that is read-only', async () => {
    const id = await answered('One?', 'Yes.');
    await mkdir(path.join(folder.path, 'faq'));
    await chmod(path.join(folder.path, 'faq'), 0o500);

    expect(await add(id, folder.path)).toMatchObject({ kind: 'added', where: 'database' });
  });

  it('is done once, by the OSPO, and only for what was answered', async () => {
    const id = await answered('One?', 'Yes.');
    const open = await test.db.transaction((tx) => recordQuestion(tx, 'Two?', clock.now()));

    expect(await add(id, folder.path, asNobody)).toEqual({ kind: 'not-ospo' });
    expect(await add(open, folder.path)).toEqual({ kind: 'no-answer' });
    expect(await add(id, folder.path)).toMatchObject({ kind: 'added' });
    expect(await add(id, folder.path)).toMatchObject({ kind: 'already-added' });
  });

  it('leaves alone what the office has made of the file', async () => {
    const id = await answered('One?', 'Yes.');
    const file = path.join(folder.path, 'faq', `one-${id.slice(0, 8)}.md`);
    await mkdir(path.dirname(file));
    await writeFile(file, '# Ours\n');

    expect(await add(id, folder.path)).toMatchObject({ kind: 'added', where: 'folder' });
    expect(await readFile(file, 'utf8')).toBe('# Ours\n');
  });

  it('shows exactly the words, whatever they are, under one heading', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
        fc.constantFrom('# x', '- a', '---', '1. b', '<b>c</b>', '[d](e)', '```', '> f', '| g |'),
        async (asked, answer) => {
          const id = await answered(`why ${asked}`, answer);
          await add(id, undefined);
          const [page] = (await keptFiles(test.db)).filter(({ file }) =>
            file.includes(id.slice(0, 8)),
          );
          const { sections } = readPage(page?.file ?? '', page?.text ?? '');
          expect(sections.map(headingOf)).toHaveLength(2);
          expect(sections[1]?.blocks).toEqual([answer]);
        },
      ),
      { numRuns: 30 },
    );
  });
});
