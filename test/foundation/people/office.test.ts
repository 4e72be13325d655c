import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readYaml } from '#foundation/kernel/read-yaml.ts';
import { Office } from '#foundation/people/office.ts';
import { starterFolder } from '#knowledge/policy/file/load-office.ts';

const head = 'name: Us\ncontact: { who: Me }\ntopics: {}\n';

describe('the office file', () => {
  it('gives roles to nobody when it names nobody', () => {
    const office = read(head);

    expect(office).toMatchObject({
      roles: { ospo: [], auditor: [], administrator: [], reviewers: {} },
      products: [],
    });
  });

  it('reads addresses in any case, and groups of a platform', () => {
    const office = read(`${head}roles:
  ospo:
    - Ada@Example.org
    - { group: "slack:S0123ABCD" }
  reviewers:
    export-control: [grace@example.org]
products:
  - name: Rocket Control
`);

    expect(office).toMatchObject({
      roles: {
        ospo: ['ada@example.org', { platform: 'slack', group: 'S0123ABCD' }],
        auditor: [],
        reviewers: { 'export-control': ['grace@example.org'] },
      },
      products: [{ name: 'Rocket Control' }],
    });
  });

  it('reads all that is kept of a product', () => {
    const office = read(
      `${head}products:\n  - { name: " Rocket ", owner: Ada@Example.org, lead: lin@example.org, manager: grace@example.org, distribution: shipped, unit: space-systems, releases: ["1.4", "2.0"] }\n`,
    );

    expect(office?.products).toEqual([
      {
        name: 'Rocket',
        owner: 'ada@example.org',
        lead: 'lin@example.org',
        manager: 'grace@example.org',
        distribution: 'shipped',
        unit: 'space-systems',
        releases: ['1.4', '2.0'],
      },
    ]);
  });

  it.each(['roles:\n', 'roles:\n  ospo:\n  reviewers:\n', 'roles:\n  reviewers:\n    legal:\n'])(
    'reads lists that are commented out as nobody: %j',
    (text) => {
      const office = read(head + text);

      expect(JSON.stringify(office)).not.toContain('null');
    },
  );

  it.each([
    ['a name', 'roles: { ospo: [Ada Lovelace] }', 'roles.ospo[0]', 'an e-mail address such as'],
    ['a number', 'roles: { ospo: [42] }', 'roles.ospo[0]', 'an e-mail address such as'],
    ['no list', 'roles: { ospo: ada@example.org }', 'roles.ospo', 'a list of people'],
    ['no platform', 'roles: { ospo: [{ group: S1 }] }', 'roles.ospo[0].group', 'a platform and'],
    ['a stray space', 'roles: { ospo: [{ group: "slack: S1" }] }', 'roles.ospo[0].group', 'its id'],
    ['an unknown role', 'roles: { admin: [] }', 'roles', 'admin'],
    ['a role of reviewers', 'roles: { reviewers: { Legal Team: [] } }', 'Team', 'small letters'],
    [
      'a product’s owner without an address',
      'products: [{ name: Rocket, owner: Ada }]',
      'products[0].owner',
      'an e-mail address such as',
    ],
    [
      'an unknown distribution',
      'products: [{ name: Rocket, distribution: saas }]',
      'products[0].distribution',
      'internal, hosted or shipped',
    ],
    [
      'a unit in capitals',
      'products: [{ name: Rocket, unit: Space Systems }]',
      'products[0].unit',
      'small letters',
    ],
    [
      'a release that is a number',
      'products: [{ name: Rocket, releases: [1.10] }]',
      'products[0].releases[0]',
      'in quotes',
    ],
    ['a product without a key', 'products: [Rocket]', 'products[0]', '{ name: Rocket }'],
  ])('names %s by line, with what was expected', (_what, text, where, expected) => {
    const reading = readYaml(`${head}${text}\n`, 'office.yaml', Office);

    expect(reading).toMatchObject({
      mistakes: [
        {
          line: 4,
          path: expect.stringContaining(where),
          expected: expect.stringContaining(expected),
        },
      ],
    });
  });

  it('keeps hostile names of groups apart from what every object has', () => {
    const reading = readYaml(
      `${head}roles: { reviewers: { __proto__: [eve@example.org], constructor: [eve@example.org] } }\n`,
      'office.yaml',
      Office,
    );

    const reviewers = reading.kind === 'value' ? reading.value.roles.reviewers : {};
    expect(Object.keys(reviewers)).not.toContain('__proto__');
    expect(reviewers.security).toBeUndefined();
  });

  it('is right as it is shipped, names nobody, and stays right without its number signs', async () => {
    const text = await readFile(path.join(starterFolder, 'office.yaml'), 'utf8');
    const start = text.indexOf('\nroles:');
    const end = text.indexOf('\n\n', start);
    const uncommented =
      text.slice(0, start) + text.slice(start, end).replaceAll('\n#', '\n') + text.slice(end);

    const shipped = read(text);
    const used = read(uncommented);

    expect(shipped?.roles).toEqual({ ospo: [], auditor: [], administrator: [], reviewers: {} });
    expect(used?.roles).toEqual({
      ospo: ['ada@example.org', { platform: 'slack', group: 'S0123ABCD' }],
      auditor: [],
      administrator: ['grace@example.org'],
      reviewers: {
        legal: ['lin@example.org'],
        ospo: [{ platform: 'slack', group: 'S0456EFGH' }],
      },
    });
  });
});

function read(text: string): Office | undefined {
  const reading = readYaml(text, 'office.yaml', Office);
  expect(reading).not.toHaveProperty('mistakes');
  return reading.kind === 'value' ? reading.value : undefined;
}
