import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { init } from '#commands/init.ts';
import { loadOffice } from '#knowledge/policy/file/load-office.ts';
import { testFolder } from '../../../support/folder.ts';

const head = 'name: Us\ncontact: { who: Me }\ntopics: {}\n';

describe('an office that names reviewers', () => {
  const folder = testFolder();

  it('is loaded when the policy knows their groups', async () => {
    const target = await officeWith(`roles:\n  reviewers:\n    legal: []\n    ospo:\n`);

    const { office } = await loadOffice(target);

    expect(Object.keys(office.roles.reviewers)).toEqual(['legal', 'ospo']);
  });

  it('has each group that the policy does not know named by its line, with those that there are', async () => {
    const target = await officeWith(
      'roles:\n  reviewers:\n    legl:\n      - lin@example.org\n    legal: []\n    constructor:\n',
    );

    const loading = loadOffice(target);

    await expect(loading).rejects.toMatchObject({
      code: 'misconfigured',
      advice: [
        'The office file has 2 mistakes:',
        `  ${target}/office.yaml:6: roles.reviewers.legl: one of the reviewer groups of the policy or of this file: legal, ospo, security (not "legl")`,
        `  ${target}/office.yaml:9: roles.reviewers.constructor: one of the reviewer groups of the policy or of this file: legal, ospo, security (not "constructor")`,
      ].join('\n'),
    });
  });

  async function officeWith(roles: string): Promise<string> {
    const target = path.join(folder.path, 'office');
    await init(target);
    await writeFile(path.join(target, 'office.yaml'), head + roles);
    return target;
  }
});
