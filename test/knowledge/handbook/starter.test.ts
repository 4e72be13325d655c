import { beforeAll, describe, expect, it } from 'vitest';
import { answerLine } from '#commands/batch.ts';
import { readHandbook } from '#knowledge/handbook/reading/read-folder.ts';
import { createHandbookSearch } from '#knowledge/handbook/search/create-search.ts';
import { type Handbook, headingOf } from '#knowledge/handbook/section.ts';
import { handbookFolder, profileFile } from '#knowledge/policy/file/load-office.ts';
import { loadPolicy } from '#knowledge/policy/file/load-policy.ts';
import type { Policy } from '#knowledge/policy/file/policy-file.ts';
import type { PartialUse } from '#knowledge/policy/use.ts';

let handbook: Handbook;
let policy: Policy;
beforeAll(async () => {
  handbook = await readHandbook(handbookFolder(undefined));
  policy = (await loadPolicy(profileFile('balanced'))).policy;
});

function verdict(expression: string, context: PartialUse): unknown {
  return answerLine(JSON.stringify({ id: 1, do: 'verdict', expression, context }), policy).verdict;
}

function textOf(heading: string): string {
  const section = handbook.sections.find(({ path }) => path.at(-1) === heading);
  return section?.blocks.join('\n') ?? '';
}

const uses = {
  'development tool': 'dev-tool',
  internal: 'internal',
  hosted: 'saas',
  'web page': 'web-client',
  shipped: 'distributed-binary',
  'mobile app': 'mobile-app',
} as const;
const words = { allowed: 'yes', 'needs-review': 'ask', denied: 'no' } as const;

/** A license of each class of the table, and how it is used there. */
const classes: Readonly<Record<string, readonly [string, PartialUse]>> = {
  permissive: ['MIT', { linkage: 'static' }],
  'weak copyleft, unchanged and linked dynamically': [
    'LGPL-3.0-only',
    { linkage: 'dynamic', modified: false },
  ],
  'strong copyleft, as a program of its own': [
    'GPL-3.0-only',
    { linkage: 'separate-process', modified: false },
  ],
  'strong copyleft, linked to our code': ['GPL-3.0-only', { linkage: 'dynamic', modified: false }],
  'network copyleft, linked to our code': [
    'AGPL-3.0-only',
    { linkage: 'dynamic', modified: false },
  ],
  'source-available': ['BUSL-1.1', {}],
  'no license': ['NONE', {}],
};

describe('the shipped handbook', () => {
  it('can be read in full, and has what it needs to be found by', () => {
    expect(handbook.faults).toEqual([]);
    const filled = handbook.sections.filter(({ blocks }) => blocks.length > 0);
    expect(filled.length).toBeGreaterThanOrEqual(40);
    for (const { page, blocks, path } of filled) {
      expect(page).toMatchObject({ owner: expect.any(String), version: policy.version });
      expect(page.effective).toBe(policy.effective);
      expect(blocks.join(' ').split(/\s+/).length, path.join()).toBeLessThan(200);
    }
    const headings = handbook.sections.map((one) => `${one.page.file} ${headingOf(one)}`);
    expect(new Set(headings).size).toBe(headings.length);
  });

  it('has each section to which the policy points', () => {
    const headings = handbook.sections.map(({ path }) => path.at(-1));

    for (const [number, title] of Object.entries(policy.sections)) {
      expect(headings).toContain(`${number}. ${title}`);
    }
  });

  it('says of each class of licenses what the policy says', () => {
    const [head = '', ...rows] = textOf('License classes by use')
      .split('\n')
      .filter((line) => line.includes(' · '));
    const columns = head.split(' · ').slice(1);

    expect(columns).toEqual(Object.keys(uses));
    const told = rows.map((row) => row.split(' · '));
    const judged = Object.entries(classes).map(([name, [license, how]]) => [
      name,
      ...Object.values(uses).map((use) => {
        const found = verdict(license, { use, ...how });
        return words[found as keyof typeof words];
      }),
    ]);
    expect(told).toEqual(judged);
  });

  it.each<[string, string, string, PartialUse, string]>([
    [
      '5. Licenses that need no request',
      'the GPL included',
      'GPL-3.0-only',
      { use: 'dev-tool' },
      'allowed',
    ],
    [
      '6. When the license is not known',
      'Do not use code without a license',
      'NONE',
      { use: 'internal' },
      'denied',
    ],
    [
      '8. Terms that restrict a business',
      'do not offer it as a service',
      'SSPL-1.0',
      { use: 'saas', role: 'service' },
      'denied',
    ],
    [
      '8. Terms that restrict a business',
      'For internal use',
      'BUSL-1.1',
      { use: 'internal' },
      'needs-review',
    ],
    [
      '9. Fonts, data, documents and models',
      'may be embedded everywhere',
      'OFL-1.1',
      { use: 'mobile-app', asset: 'font' },
      'allowed',
    ],
    [
      '9. Fonts, data, documents and models',
      'need credit and a link',
      'CC-BY-4.0',
      { use: 'saas', asset: 'media' },
      'allowed',
    ],
    [
      '9. Fonts, data, documents and models',
      'have no place in a product',
      'CC-BY-NC-4.0',
      { use: 'saas', asset: 'media' },
      'denied',
    ],
    [
      'Static and dynamic linking',
      'Link libraries under the LGPL dynamically and unchanged',
      'LGPL-2.1-or-later',
      { use: 'distributed-binary', linkage: 'dynamic', modified: false },
      'allowed',
    ],
    [
      'Static and dynamic linking',
      'Linked statically',
      'LGPL-2.1-or-later',
      { use: 'distributed-binary', linkage: 'static', modified: false },
      'needs-review',
    ],
    [
      'AGPL and network copyleft',
      'do not ship it',
      'AGPL-3.0-only',
      { use: 'distributed-binary', linkage: 'dynamic' },
      'denied',
    ],
    [
      'AGPL and network copyleft',
      'needs a review by Legal before it goes live',
      'AGPL-3.0-only',
      { use: 'saas' },
      'needs-review',
    ],
    [
      'AGPL and network copyleft',
      'may run by itself',
      'AGPL-3.0-only',
      { use: 'internal', linkage: 'separate-process', modified: false },
      'allowed',
    ],
    ['Hosted services', 'weak copyleft does not start', 'MPL-2.0', { use: 'saas' }, 'allowed'],
    [
      'Hosted services',
      'runs as a process of its own is fine',
      'GPL-3.0-only',
      { use: 'saas', linkage: 'separate-process' },
      'allowed',
    ],
    [
      'Hosted services',
      'GPL code linked into a hosted service needs a look',
      'GPL-3.0-only',
      { use: 'saas', linkage: 'static' },
      'needs-review',
    ],
    [
      'Mobile apps',
      'The LGPL in a mobile app needs a look',
      'LGPL-3.0-only',
      { use: 'mobile-app', linkage: 'dynamic' },
      'needs-review',
    ],
    [
      'Mobile apps',
      'The GPL and the AGPL are not allowed',
      'GPL-3.0-only',
      { use: 'mobile-app', linkage: 'dynamic' },
      'denied',
    ],
    [
      'Which licenses are allowed?',
      'such as MIT',
      'MIT',
      { use: 'distributed-binary', linkage: 'static' },
      'allowed',
    ],
    [
      'Which licenses are allowed?',
      'MIT, BSD-3-Clause',
      'BSD-3-Clause',
      { use: 'distributed-binary', linkage: 'static' },
      'allowed',
    ],
    [
      'Which licenses are allowed?',
      'ISC and',
      'ISC',
      { use: 'distributed-binary', linkage: 'static' },
      'allowed',
    ],
    [
      'Which licenses are allowed?',
      'Apache-2.0, are allowed in every use',
      'Apache-2.0',
      { use: 'distributed-binary', linkage: 'static' },
      'allowed',
    ],
    [
      'Which licenses are allowed?',
      'What is under no license, or under one that nobody knows, is not allowed before Legal has looked at it',
      'LicenseRef-unknown',
      { use: 'internal' },
      'needs-review',
    ],
  ])('agrees with the policy: %s, “%s”', (heading, sentence, license, context, expected) => {
    expect(textOf(heading)).toContain(sentence);
    expect(verdict(license, context)).toBe(expected);
  });

  it.each([
    ['who signs off on a PR to kubernetes?', 'Who approves a contribution'],
    ['can i sign a cla by myself', 'CLA and DCO'],
    ['moonlighting ok?', 'Spare time projects and your rights'],
    ['what is our default lic', 'Default license'],
    ['how do we archive an old repo', 'Sunsetting and transfer'],
    ['which licenses are allowed?', 'Which licenses are allowed?'],
    ['who is in charge of open source here', 'Who is in charge of open source here?'],
  ])('answers “%s”', (question, heading) => {
    const { results, abstained } = createHandbookSearch(handbook).search(question);

    expect(abstained).toBe(false);
    expect(results[0]?.section.path.at(-1)).toBe(heading);
  });

  it('does not answer what it does not say', () => {
    const { abstained } = createHandbookSearch(handbook).search('may I bring my dog to work?');

    expect(abstained).toBe(true);
  });
});
