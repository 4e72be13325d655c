import { describe, expect, it } from 'vitest';
import { publishedLicense } from '#knowledge/packages/published-license.ts';

describe('the license a package publishes', () => {
  it('is the field of today', () => {
    const finding = publishedLicense({ license: 'MIT', licenses: ['GPL-3.0-only'] });

    expect(finding).toMatchObject({ class: 'ok', normalized: 'MIT' });
  });

  it.each([undefined, null, ''])('is the list of old when today’s field is %j', (license) => {
    const finding = publishedLicense({ license, licenses: [{ type: 'Apache-2.0' }] });

    expect(finding.normalized).toBe('Apache-2.0');
  });

  it.each([{}, { license: null }, { license: '', licenses: '' }])(
    'is missing in %j',
    (published) => {
      const finding = publishedLicense(published);

      expect(finding.class).toBe('missing');
    },
  );
});
