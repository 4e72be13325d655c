import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockFolder } from '#foundation/store/drivers/folder-lock.ts';
import { testFolder } from '../../../support/folder.ts';

const folder = testFolder();

describe('lockFolder', () => {
  it('lets one hold the folder at a time', () => {
    const lock = lockFolder(folder.path);

    expect(() => lockFolder(folder.path)).toThrow('held by process');

    lock.release();
    lockFolder(folder.path).release();
    expect(existsSync(join(folder.path, 'owner.json'))).toBe(false);
  });

  it('goes by the lock and not by what a dead owner left', () => {
    writeFileSync(join(folder.path, 'owner.json'), JSON.stringify({ processId: process.ppid }));
    writeFileSync(join(folder.path, 'owner.lock'), '');

    const lock = lockFolder(folder.path);

    lock.release();
  });

  it('refuses without a name when the owner cannot be read', () => {
    const lock = lockFolder(folder.path);
    writeFileSync(join(folder.path, 'owner.json'), '{"processId": "<b>"}');

    expect(() => lockFolder(folder.path)).toThrow('held by another process');

    lock.release();
  });
});
