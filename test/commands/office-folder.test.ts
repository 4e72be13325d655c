import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { init } from '#commands/init.ts';
import { checkPolicy } from '#commands/policy.ts';
import { readConfig } from '#config.ts';
import { testFolder } from '../support/folder.ts';

const config = readConfig({});

describe('an office folder', () => {
  const folder = testFolder();

  it.each(['strict', 'balanced'])(
    'is copied with the %s policy, and right as it is',
    async (profile) => {
      const target = path.join(folder.path, 'office');

      const said = await init(target, profile);

      expect(said).toContain(profile);
      expect(await checkPolicy(target, config)).toContain(`(${profile})`);
    },
  );

  it('is never overwritten', async () => {
    await writeFile(path.join(folder.path, 'policy.yaml'), 'mine');

    await expect(init(folder.path)).rejects.toMatchObject({ code: 'conflict' });

    expect(await readFile(path.join(folder.path, 'policy.yaml'), 'utf8')).toBe('mine');
  });

  it('has its mistakes named by file and line', async () => {
    await init(path.join(folder.path, 'office'));
    const file = path.join(folder.path, 'office', 'policy.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('verdict: denied', 'verdict: perhaps'));
    const line = text.slice(0, text.indexOf('verdict: denied')).split('\n').length;

    const checking = checkPolicy(path.join(folder.path, 'office'), config);

    await expect(checking).rejects.toMatchObject({
      code: 'misconfigured',
      advice: expect.stringContaining(`policy.yaml:${line}`),
    });
  });

  it('has a mistake in office.yaml named too', async () => {
    await init(path.join(folder.path, 'office'));
    await writeFile(
      path.join(folder.path, 'office', 'office.yaml'),
      'name: Us\ncontact: { who: Me }\ntopics: { reqests: { who: Me } }\n',
    );

    await expect(checkPolicy(path.join(folder.path, 'office'), config)).rejects.toMatchObject({
      advice: expect.stringContaining('office.yaml:3'),
    });
  });

  it('has somebody who cannot be given a role named by line', async () => {
    await init(path.join(folder.path, 'office'));
    const file = path.join(folder.path, 'office', 'office.yaml');
    const text = (await readFile(file, 'utf8')).replace(
      '\nroles:\n',
      '\nroles:\n  ospo:\n    - Ada\n',
    );
    await writeFile(file, text);
    const line = text.slice(0, text.indexOf('- Ada')).split('\n').length;

    await expect(checkPolicy(path.join(folder.path, 'office'), config)).rejects.toMatchObject({
      advice: expect.stringContaining(
        `office.yaml:${line}: roles.ospo[0]: expected an e-mail address`,
      ),
    });
  });

  it('that is not there is named with what to do', async () => {
    await mkdir(path.join(folder.path, 'empty'));

    await expect(checkPolicy(path.join(folder.path, 'empty'), config)).rejects.toMatchObject({
      advice: expect.stringContaining('steward init'),
    });
  });

  it('takes no policy that is not shipped', async () => {
    await expect(init(path.join(folder.path, 'office'), 'lenient')).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });
});
