import { appendFileSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appendHead, readHeads } from '#foundation/store/heads.ts';
import { testFolder } from '../../support/folder.ts';

const at = new Date('2026-03-01T12:00:00Z');
const folder = testFolder();
const file = () => join(folder.path, 'new', 'heads.jsonl');

describe('the second place', () => {
  it('has no heads before the first one', async () => {
    const heads = await readHeads(file());

    expect(heads).toEqual({ hashes: new Map(), unreadableLines: 0 });
  });

  it('keeps every head in a line of its own that only its owner may read', async () => {
    await appendHead(file(), { sealNumber: 1, hash: 'a' }, at);
    await appendHead(file(), { sealNumber: 5, hash: 'b' }, at);

    expect((await readHeads(file())).hashes).toEqual(
      new Map([
        [1, new Set('a')],
        [5, new Set('b')],
      ]),
    );
    expect(readFileSync(file(), 'utf8').split('\n')).toHaveLength(3);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it('goes on after a line that was cut short', async () => {
    await appendHead(file(), { sealNumber: 1, hash: 'a' }, at);
    appendFileSync(file(), '{"at":"2026-03-');

    await appendHead(file(), { sealNumber: 2, hash: 'b' }, at);

    const heads = await readHeads(file());
    expect([...heads.hashes.keys()]).toEqual([1, 2]);
    expect(heads.unreadableLines).toBe(1);
  });

  it('does not hide that two hashes were written for one place', async () => {
    await appendHead(file(), { sealNumber: 1, hash: 'a' }, at);
    await appendHead(file(), { sealNumber: 1, hash: 'b' }, at);

    const heads = await readHeads(file());

    expect(heads.hashes.get(1)).toEqual(new Set(['a', 'b']));
  });
});
