import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkHandbook } from '#commands/doctor/check-handbook.ts';
import { testFolder } from '../../support/folder.ts';

describe('the doctor, about a handbook', () => {
  const folder = testFolder();
  const handbook = () => path.join(folder.path, 'handbook');

  it('counts what can be read', async () => {
    await mkdir(handbook());
    await writeFile(path.join(handbook(), 'a.md'), '# One\n\nText.\n\n## Two\n\nMore.\n');

    const found = await checkHandbook(folder.path);

    expect(found).toEqual({
      state: 'ok',
      what: `The handbook is right: ${handbook()}, 1 file with 2 sections.`,
    });
  });

  it('names each file that cannot be read, and the line', async () => {
    await mkdir(handbook());
    await writeFile(path.join(handbook(), 'a.md'), '---\nowner: Us\neffective: soon\n---\n# One\n');
    await writeFile(path.join(handbook(), 'b.md'), Buffer.from([0xff, 0xfe, 0x00]));

    const found = await checkHandbook(folder.path);

    expect(found).toMatchObject({ state: 'warn', what: 'Not all of the handbook can be read.' });
    expect(found.mend).toBe(
      'a.md:3: effective: expected a day such as 2026-01-31\nb.md: It is not text in UTF-8. Save it in that encoding.',
    );
  });

  it('says so when there is none, or nothing in it', async () => {
    const none = await checkHandbook(folder.path);
    await mkdir(handbook());
    const empty = await checkHandbook(folder.path);
    await rm(handbook(), { recursive: true });

    expect(none).toMatchObject({ state: 'warn', what: expect.stringContaining('no handbook in') });
    expect(empty).toMatchObject({ state: 'warn', what: expect.stringContaining('no sections') });
    expect(none.mend).toContain('npx steward init');
  });
});
