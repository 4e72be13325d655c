import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  newToken,
  readControlFile,
  removeControlFile,
  writeControlFile,
} from '#commands/control/control-file.ts';
import { testFolder } from '../../support/folder.ts';

describe('the file by which commands find the running Steward', () => {
  const folder = testFolder();

  it('is written into a folder that is not there yet, for its owner alone', async () => {
    const data = path.join(folder.path, 'new', 'data');
    const control = { port: 3000, token: newToken() };

    await writeControlFile(data, control);

    expect(await readControlFile(data)).toEqual(control);
    expect(statSync(path.join(data, 'control.json')).mode & 0o077).toBe(0);
  });

  it('says nothing when it is gone or half written', async () => {
    await writeControlFile(folder.path, { port: 3000, token: newToken() });
    await removeControlFile(folder.path);
    const gone = await readControlFile(folder.path);
    writeFileSync(path.join(folder.path, 'control.json'), '{"port":30');

    expect(gone).toBeUndefined();
    expect(await readControlFile(folder.path)).toBeUndefined();
  });
});
