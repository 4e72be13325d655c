import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { npmPurl, packageName, parsePurl, printPurl } from '#knowledge/packages/purl.ts';

describe('a purl', () => {
  it('keeps the case of npm names: two packages may differ in nothing else', () => {
    const purl = parsePurl('pkg:npm/JSONStream@1.3.5');

    expect(purl).toEqual({ type: 'npm', name: 'JSONStream', version: '1.3.5' });
    expect(purl && printPurl(purl)).toBe('pkg:npm/JSONStream@1.3.5');
  });

  it('keeps a plus in a qualifier, where a web form would read a space', () => {
    const purl = parsePurl('pkg:npm/a@1.0.0?vcs_url=git+https://host.example/a.git');

    expect(purl?.qualifiers).toEqual({ vcs_url: 'git+https://host.example/a.git' });
  });

  it('prints a colon in a qualifier as it is', () => {
    const printed = printPurl({ type: 'npm', name: 'a', qualifiers: { vcs_url: 'git:x' } });

    expect(printed).toBe('pkg:npm/a?vcs_url=git:x');
  });

  it.each([
    '',
    'lodash',
    'pkg:',
    'pkg:npm',
    'pkg:npm/',
    'http://npm/a',
    'pkg:npm/%zz',
    `pkg:npm/${'a'.repeat(2_000)}`,
  ])('is not read from %j', (text) => {
    const purl = parsePurl(text);

    expect(purl).toBeUndefined();
  });

  it('names a package as people write it', () => {
    const names = ['pkg:npm/%40slack/bolt', 'pkg:maven/org.slf4j/slf4j-api', 'pkg:composer/a/b']
      .map((text) => parsePurl(text))
      .map((purl) => purl && packageName(purl));

    expect(names).toEqual(['@slack/bolt', 'org.slf4j:slf4j-api', 'a/b']);
  });

  it('is read back as it was printed, for every npm name and version', () => {
    const part = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/);
    const name = fc.oneof(
      part,
      fc.tuple(part, part).map(([scope, rest]) => `@${scope}/${rest}`),
    );
    const version = fc.option(
      fc.stringMatching(/^\d{1,3}\.\d{1,3}\.\d{1,3}(-[a-z]{1,5}\.\d)?(\+[a-z0-9]{1,5})?$/),
      {
        nil: undefined,
      },
    );

    fc.assert(
      fc.property(name, version, (someName, someVersion) => {
        const purl = npmPurl(someName, someVersion);

        expect(parsePurl(printPurl(purl))).toEqual(purl);
        expect(packageName(purl)).toBe(someName);
      }),
    );
  });
});
