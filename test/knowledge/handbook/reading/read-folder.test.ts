import { chmod, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { listFolder } from '#knowledge/handbook/reading/list-folder.ts';
import { readFileOf } from '#knowledge/handbook/reading/read-file.ts';
import { readFolder, readHandbook } from '#knowledge/handbook/reading/read-folder.ts';
import { headingOf } from '#knowledge/handbook/section.ts';

let outside: string;
let folder: string;

beforeEach(async () => {
  outside = await mkdtemp(path.join(tmpdir(), 'steward-test-'));
  folder = path.join(outside, 'handbook');
  await mkdir(folder);
  return () => rm(outside, { recursive: true });
});

async function write(file: string, text: string | Uint8Array): Promise<string> {
  const place = path.join(folder, file);
  await mkdir(path.dirname(place), { recursive: true });
  await writeFile(place, text);
  return place;
}

async function read() {
  const { sections, faults } = await readHandbook(folder);
  return {
    headings: sections.map((section) => `${section.page.file}: ${headingOf(section)}`),
    faults,
  };
}

describe('the folder of a handbook', () => {
  it('is read file by file, in the order of their names', async () => {
    await write('b.md', '# B');
    await write('a/z.markdown', '# Z');
    await write('a/A.MD', '# A');
    await write('.git/hidden.md', '# no');
    await write('node_modules/x/readme.md', '# no');
    await write('notes.txt', '# no');

    expect(await read()).toEqual({
      headings: ['a/A.MD: A', 'a/z.markdown: Z', 'b.md: B'],
      faults: [],
    });
  });

  it('that is not there is told with what to do', async () => {
    await expect(readHandbook(path.join(folder, 'none'))).rejects.toMatchObject({
      code: 'misconfigured',
      advice: expect.stringContaining('none'),
    });
  });

  it('leaves out a file that is too large, and names it', async () => {
    await write('a.md', '# A');
    await write('big.md', Buffer.alloc(20_000_000, 'x '));

    const { headings, faults } = await read();

    expect(headings).toEqual(['a.md: A']);
    expect(faults).toEqual([{ file: 'big.md', problem: expect.stringContaining('Split it') }]);
  });

  it.each([
    ['Latin-1', Buffer.from('# Für', 'latin1')],
    ['UTF-16', Buffer.from('\ufeff# A', 'utf16le')],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2])],
  ])('leaves out a file that is %s, and names it', async (_what, bytes) => {
    await write('a.md', bytes);

    expect(await read()).toEqual({
      headings: [],
      faults: [{ file: 'a.md', problem: expect.stringContaining('UTF-8') }],
    });
  });

  it('follows links that stay inside, once, and no others', async () => {
    await write('in/a.md', '# A');
    await writeFile(path.join(outside, 'secret.md'), '# Secret');
    await mkdir(path.join(outside, 'handbook-of-others'));
    await writeFile(path.join(outside, 'handbook-of-others', 'x.md'), '# X');
    await symlink('in', path.join(folder, 'again'));
    await symlink('..', path.join(folder, 'in', 'loop'));
    await symlink('../secret.md', path.join(folder, 'out.md'));
    await symlink('../handbook-of-others', path.join(folder, 'others'));
    await symlink('nowhere', path.join(folder, 'dead.md'));
    await symlink('/etc', path.join(folder, 'etc'));

    const { headings, faults } = await read();

    expect(headings).toEqual(['again/a.md: A']);
    expect(faults.map(({ file }) => file)).toEqual(['dead.md', 'etc', 'others', 'out.md']);
  });

  it('of ten thousand files is read in part, and says how many are left out', async () => {
    await Promise.all(
      Array.from({ length: 10_000 }, (_, at) => write(`${at % 10}/f${at}.md`, `# F${at}`)),
    );

    const { headings, faults } = await read();

    expect(headings).toHaveLength(2000);
    expect(faults).toEqual([{ file: '', problem: expect.stringContaining('8000 more files') }]);
  });

  it('that nests without end is read down to some depth', async () => {
    await write(`${'d/'.repeat(40)}deep.md`, '# Deep');

    const { headings, faults } = await read();

    expect(headings).toEqual([]);
    expect(faults).toMatchObject([{ problem: expect.stringContaining('too deep') }]);
  });
});

describe('a file of the handbook', () => {
  it('that has gone since the folder was looked at is not there', async () => {
    const place = await write('a.md', '# A');
    const [found] = (await listFolder(folder)).files;
    await rm(place);

    expect(await readFileOf(found ?? expect.fail())).toEqual({ kind: 'gone' });
  });

  it('that never stops changing is named, and not read by halves', async () => {
    const place = await write('a.md', `# A\n${'x'.repeat(900_000)}`);
    const [found] = (await listFolder(folder)).files;
    let isOver = false;
    const changing = (async () => {
      for (let at = 1; !isOver; at++) await utimes(place, at, at);
    })();

    const reads = [];
    for (let at = 0; at < 20; at++) reads.push(await readFileOf(found ?? expect.fail()));
    isOver = true;
    await changing;

    const kinds = reads.map((read) => (read.kind === 'text' ? read.text.length : read.kind));
    expect(new Set(kinds)).toContain('fault');
    expect(kinds.filter((kind) => kind !== 'fault' && kind !== 900_004)).toEqual([]);
  });

  it('is looked at again when who may read it has changed', async () => {
    const place = await write('a.md', '# A');
    const [before] = (await listFolder(folder)).files;
    await chmod(place, 0o600);

    const [after] = (await listFolder(folder)).files;

    expect(after?.state).not.toBe(before?.state);
  });

  it('that has grown too large since is not read to its end', async () => {
    await write('a.md', '# A');
    const [found] = (await listFolder(folder)).files;
    await write('a.md', Buffer.alloc(3_000_000, 'x'));

    expect(await readFileOf(found ?? expect.fail())).toMatchObject({ kind: 'fault' });
  });

  it('that cannot be read any more stays as it was', async () => {
    await write('a.md', '# A');
    const before = await readFolder(folder, new Map());
    await write('a.md', Buffer.from([0xff, 0xfe, 0xfd]));

    const { handbook, known } = await readFolder(folder, before.known);
    await write('a.md', '# B');
    const mended = await readFolder(folder, known);

    expect(handbook.sections.map(headingOf)).toEqual(['A']);
    expect(handbook.faults).toEqual([
      { file: 'a.md', problem: expect.stringContaining('before still holds') },
    ]);
    expect(mended.handbook.sections.map(headingOf)).toEqual(['B']);
    expect(mended.handbook.faults).toEqual([]);
  });
});
