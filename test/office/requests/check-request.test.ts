import { beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#foundation/kernel/clock.ts';
import { newId } from '#foundation/kernel/ids.ts';
import { personFor } from '#foundation/people/accounts.ts';
import { checkRequest } from '#office/requests/forms/check-request.ts';
import { RequestForm, toForm } from '#office/requests/forms/form-file.ts';
import { licenseError } from '#office/requests/forms/named-license.ts';
import { packageError } from '#office/requests/forms/named-package.ts';
import { testDatabase } from '../../support/database.ts';

describe('a package', () => {
  it.each([
    'lodash',
    'lodash 4.17.21',
    'the lodash package',
    'lodash@^4.17.0',
    'npm:lodash@4.17.21',
    '@types/node@20.1.0',
    'pkg:npm/%40types/node@20.1.0',
    'pkg:pypi/requests@2.31.0',
    'pkg:generic/openssl@3.0',
    'pkg:deb/debian/openssl@3.0.11',
    'org.slf4j:slf4j-api:2.0.0',
    'npm install lodash',
    'https://www.npmjs.com/package/lodash/v/4.17.21',
    'https://github.com/lodash/lodash',
    'npm:lodash',
    'npm:@types/node',
  ])('is named by “%s”', (words) => {
    expect(packageError(words)).toBeUndefined();
  });

  it.each([
    'our own thing',
    'the',
    'pkg:foo',
    '../lodash',
    'https://evil.example/x.tgz',
    'my library for sorting lists',
    'lodash version 4.17.21',
    `lodash${'x'.repeat(5000)}`,
  ])('is not named by “%.40s”, and what to type is said', (words) => {
    expect(packageError(words)).toContain('such as npm:lodash@4.17.21, lodash 4.17.21 or pkg:');
  });

  it.each(['lodash, react', 'lodash and react', 'pkg:npm/lodash@4.17.21 pkg:npm/react@18.2.0'])(
    'is one, and not two: “%s”',
    (words) => {
      expect(packageError(words)).toBe('Please name one package only; this names 2.');
    },
  );

  it.each([
    ['requests 2.31', 'pkg:pypi/requests@2.31 or pkg:npm/requests@2.31'],
    ['flask', 'pkg:pypi/flask or pkg:npm/flask'],
  ])('is asked for where “%s” could be several', (words, meant) => {
    expect(packageError(words)).toBe(
      `That could be more than one package. Please type the one that you mean: ${meant}.`,
    );
    for (const one of meant.split(' or ')) expect(packageError(one)).toBeUndefined();
  });

  it.each([
    ['pypi:requests@2.31.0', 'pkg:pypi/requests@2.31.0'],
    ['PyPI: requests==2.31.0', 'pkg:pypi/requests@2.31.0'],
    ['maven:org.slf4j:slf4j-api:2.0.0', 'pkg:maven/org.slf4j/slf4j-api@2.0.0'],
    ['crate:serde@1.0.1', 'pkg:cargo/serde@1.0.1'],
    ['go:github.com/gin-gonic/gin@1.9.1', 'pkg:golang/github.com/gin-gonic/gin@1.9.1'],
    ['nuget:Newtonsoft.Json', 'pkg:nuget/Newtonsoft.Json'],
    ['github:lodash/lodash', 'pkg:github/lodash/lodash'],
  ])('is written out for whoever types “%s”', (words, written) => {
    expect(packageError(words)).toBe(`Please type it as ${written}.`);
    expect(packageError(written)).toBeUndefined();
  });
});

describe('a license', () => {
  it.each([
    'MIT',
    'apache-2.0',
    'MIT OR (Apache-2.0 AND BSD-3-Clause)',
    'GPL-2.0-only WITH Classpath-exception-2.0',
    'LicenseRef-ours',
    'unknown',
    ' Unknown ',
  ])('is named by “%s”', (words) => {
    expect(licenseError(words)).toBeUndefined();
  });

  it.each([
    ['Apache 2', 'Please type it as Apache-2.0.'],
    ['MIT/Apache-2.0', 'Please type it as MIT OR Apache-2.0.'],
    ['GPL', '“GPL” could be several licenses: GPL-3.0-only, GPL-3.0-or-later, '],
    ['Aapche-2.0', 'Did you mean Apache-2.0?'],
    ['MIT OR', 'Please type the license as SPDX writes it'],
    ['ask Bob', 'If you cannot tell, type unknown.'],
  ])('is not named by “%s”, and what to type is said', (words, error) => {
    expect(licenseError(words)).toContain(error);
  });
});

describe('what was sent for a request', () => {
  const store = testDatabase();
  let ada: string;
  beforeEach(async () => {
    ada = await meet('ada', 'Ada Lovelace', 'ada@example.org');
  });

  const form = RequestForm.parse({
    name: 'made-up',
    version: 1,
    title: 'Made up',
    submit: 'Send',
    reviewers: 'ospo',
    summary: 'Use {package}',
    sameIf: ['package'],
    pages: [
      {
        title: 'One',
        fields: [
          { id: 'package', type: 'purl', label: 'Package', required: true },
          { id: 'license', type: 'spdx', label: 'License' },
          { id: 'lead', type: 'user', label: 'Lead' },
          { id: 'why', type: 'text', label: 'Why', required: true },
        ],
      },
    ],
  });

  function meet(externalId: string, displayName: string, email: string): Promise<string> {
    return personFor(store.db, { platform: 'slack', externalId, displayName, email }, systemClock);
  }

  function check(answers: Readonly<Record<string, unknown>>) {
    return checkRequest(form, toForm(form, new Date()), answers, store.db);
  }

  it('comes back as it was typed', async () => {
    const answers = { package: 'lodash 4.17.21', license: 'mit', why: 'to sort' };

    expect(await check(answers)).toEqual({ kind: 'ok', values: answers });
  });

  it('says all that is wrong at once, and keeps what was typed', async () => {
    const typed = { package: 'our thing', license: 'GPL', lead: 'Nobody', why: ' ' };

    expect(await check(typed)).toEqual({
      kind: 'invalid',
      errors: {
        package: expect.stringContaining('name one package'),
        license: expect.stringContaining('several licenses'),
        lead: expect.stringContaining('does not know this person'),
        why: 'Please answer this.',
      },
      kept: typed,
    });
  });

  it.each(['ada@example.org', 'ADA@example.org', 'ada lovelace', ' Ada  Lovelace '])(
    'names somebody by “%s”',
    async (lead) => {
      expect(await check({ package: 'lodash', why: 'x', lead })).toEqual({
        kind: 'ok',
        values: { package: 'lodash', why: 'x', lead: ada },
      });
    },
  );

  it('names somebody by the id from where people are chosen, if there is such a person', async () => {
    const known = await check({ package: 'lodash', why: 'x', lead: ada });
    const unknown = await check({ package: 'lodash', why: 'x', lead: newId() });

    expect(known).toMatchObject({ kind: 'ok', values: { lead: ada } });
    expect(unknown).toMatchObject({ errors: { lead: expect.stringContaining('does not know') } });
  });

  it('asks for an e-mail address where two have the same name', async () => {
    const other = await meet('ada2', 'Ada Lovelace', 'ada.l@example.org');

    const byName = await check({ package: 'lodash', why: 'x', lead: 'Ada Lovelace' });
    const byEmail = await check({ package: 'lodash', why: 'x', lead: 'ada.l@example.org' });

    expect(byName).toMatchObject({ errors: { lead: expect.stringContaining('e-mail address') } });
    expect(byEmail).toMatchObject({ values: { lead: other } });
  });
});
